"""The whole check of an experiment, by training: it can be solved, and not by pressing Enter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from tutor.course.goal import judge, reached
from tutor.course.lesson import Experiment, Lesson, Placed
from tutor.course.plan import order
from tutor.course.prediction import in_words, normal_answer, settle
from tutor.course.problem import Fault, Problem
from tutor.datasets.registry import CARDS
from tutor.lab.run import Order, Record
from tutor.lab.settings import Settings
from tutor.lab.tasks import headline

Which = Literal["reference", "defaults"]
"""Which settings of an experiment are tried."""

SEEDS = 3
"""How many seeds an experiment has to hold with, if nobody asks for another number."""

MOST_SECONDS = 15.0
MOST_SECONDS_OF_TEXT = 30.0
"""What a run may take on two cores, so that a learner waits for it gladly: pictures and numbers;
words, characters and notes."""


class TrainError(RuntimeError):
    """A run that cannot be had; the message is for people."""


@dataclass(frozen=True, slots=True)
class Trained:
    """A run of the check that has ended.

    Attributes:
        order: as its worker has written it down, with what trained it.
        record: all that its events told.
    """

    order: Order
    record: Record


Train = Callable[[Order, Which], Trained]
"""Carries an order out; raises `TrainError` where it cannot."""


@dataclass(slots=True)
class Tally:
    """What the runs of one experiment came to.

    Attributes:
        lesson, experiment: their ids.
        which: settings.
        seeds: of the runs.
        metric: the headline's name; empty where there is none.
        values: of it, a run each.
        diagnoses: names of the primary findings, a run each.
        seconds: of training, a run each.
    """

    lesson: str
    experiment: str
    which: Which
    seeds: list[int] = field(default_factory=list)
    metric: str = ""
    values: list[float] = field(default_factory=list)
    diagnoses: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def add(self, seed: int, record: Record) -> None:
        """Take a run in."""
        figure = headline(record.metrics)
        self.seeds.append(seed)
        self.seconds.append(record.ended.seconds if record.ended else 0.0)
        if figure is not None:
            self.metric = figure.metric
            self.values.append(figure.value)
        if record.diagnosis is not None:
            self.diagnoses.append(record.diagnosis.primary.name)


def trainings(lesson: Lesson, seeds: int = SEEDS) -> int:
    """How many trainings a lesson's check takes."""
    return 2 * seeds * len(lesson.experiments)


def some_of(lessons: Sequence[Lesson], count: int, turn: int) -> list[Lesson]:
    """`count` of the lessons that have an experiment; those that follow with the next `turn`."""
    trained = [lesson for lesson in lessons if lesson.experiments]
    places = range(turn * count, turn * count + min(count, len(trained)))
    return [trained[place % len(trained)] for place in places]


def check_full(
    lesson: Lesson, train: Train, seeds: int = SEEDS
) -> tuple[list[Problem], list[Tally]]:
    """Train the reference of every experiment, and its defaults, with several seeds.

    The reference has to reach the goal with every seed, the defaults with none. What the author
    says the defaults normally give has to be what they give.

    Args:
        lesson: one that `check_lesson` has found no error in.
        train: trains; raises `TrainError` where it cannot.
        seeds: how many, from the experiment's own on.
    """
    problems: list[Problem] = []
    tallies: list[Tally] = []
    for step in lesson.steps:
        for block in step.blocks:
            if isinstance(block.content, Experiment):
                check = _Check(lesson, block.content, train, seeds)
                problems += _problems(lesson, block, check.faults())
                tallies += [tally for tally in check.tallies.values() if tally.seeds]
    return problems, tallies


def _problems(lesson: Lesson, block: Placed, faults: Iterator[Fault]) -> list[Problem]:
    return [Problem(lesson.path, block.line_of(fault.field), *fault.under(block.kind))
            for fault in faults]  # fmt: skip


class _Check:
    """Trains one experiment.

    Attributes:
        tallies: what came of it.
    """

    def __init__(self, lesson: Lesson, experiment: Experiment, train: Train, seeds: int) -> None:
        self._lesson = lesson
        self._experiment = experiment
        self._train = train
        self._seeds = range(experiment.seed, experiment.seed + seeds)
        self.tallies: dict[Which, Tally] = {
            which: Tally(lesson.id, experiment.id, which) for which in ("reference", "defaults")
        }

    def faults(self) -> Iterator[Fault]:
        """Train everything; what is wrong, each thing once with the first seed that shows it."""
        told: set[tuple[str, str]] = set()
        for seed in self._seeds:
            for which in self.tallies:
                chosen = self._experiment.reference if which == "reference" else {}
                for what, fault in self._run(which, chosen, seed):
                    if (which, what) not in told:
                        told.add((which, what))
                        yield fault

    def _run(self, which: Which, chosen: Settings, seed: int) -> Iterator[tuple[str, Fault]]:
        """Train once; what is wrong, under a name for its kind."""
        field = "reference" if which == "reference" else "settings"
        try:
            asked = order(self._lesson.id, self._experiment, chosen, seed=seed)
            trained = self._train(asked, which)
            ended = trained.record.ended
            if ended is None or ended.reason == "failed":
                raise TrainError((ended.message if ended else "") or "the run did not end")
        except TrainError as error:
            yield "failed", Fault(field, f"cannot be trained with seed {seed}: {error}")
            return
        self.tallies[which].add(seed, trained.record)
        yield from self._goal(which, trained)
        if which == "defaults":
            yield from self._predicted(trained)
        most = most_seconds(self._experiment)
        if ended.seconds > most:
            message = f"the {which} took {ended.seconds:.1f} s with seed {seed}; up to {most:g} s"
            yield "slow", Fault(field, f"{message} are not too long to wait", warning=True)

    def _goal(self, which: Which, trained: Trained) -> Iterator[tuple[str, Fault]]:
        """Whether the goal is reached as it has to be."""
        outcomes = judge(self._experiment.goal, trained.record, trained.order.settings)
        if reached(outcomes) == (which == "reference"):
            return
        values = "; ".join(f"{one.condition}: {_shown(one.value)}" for one in outcomes)
        seed = trained.order.seed
        if which == "reference":
            message = f"the reference does not reach the goal with seed {seed} ({values})"
            yield "goal", Fault("reference", message)
        else:
            message = f"the defaults reach the goal with seed {seed} ({values})"
            yield "goal", Fault("goal", f"{message}: pressing Enter solves it")

    def _predicted(self, trained: Trained) -> Iterator[tuple[str, Fault]]:
        """Whether the defaults give what the prediction's author says that they normally do."""
        quiz = self._experiment.predict
        if quiz is None or not quiz.judged:
            return
        answer = normal_answer(quiz)
        found = settle(quiz, answer, trained.record, trained.order.settings)
        with_seed = f"with seed {trained.order.seed}"
        if found is None:
            yield "predict", Fault("predict", f"{with_seed} no option is right for the defaults")
        elif not found.grade.correct:
            message = f"{with_seed} the defaults give {found.right!r} ({found.came_out}); "
            yield "predict", Fault("predict", f"{message}found {in_words(quiz, answer)!r}")


def most_seconds(experiment: Experiment) -> float:
    """What a run of an experiment may take."""
    card = CARDS.get(experiment.dataset)
    return MOST_SECONDS_OF_TEXT if card and card.kind == "tokens" else MOST_SECONDS


def _shown(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
