"""Lesson, step, question, experiment: what a lesson file holds once it has been read.

These structures are also its schema: msgspec fills them from the file's TOML and refuses any field
that they don't name.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from tutor.course.figures import without_own
from tutor.course.places import Places
from tutor.course.sayings import Words
from tutor.lab.network import Parts
from tutor.lab.run import Budget
from tutor.lab.settings import Scalar, Setting, Settings, offered
from tutor.lab.views import catalog

FORMAT = 1
"""The format of lesson files that this program reads."""

CURVES = "curves"
"""The view that every run has."""

VIEWS = (CURVES, *catalog.VIEWS)
"""What can be looked at after a run, by the names that lessons use."""

QuizType = Literal["choice", "select", "number", "text", "order", "match"]


class Block(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """Anything written in TOML in a lesson file: a field that is not named here is an error."""


class Option(Block, frozen=True, kw_only=True):
    """One answer that a question offers or expects.

    Attributes:
        text: what the learner sees (or, for `number` and `text`, an answer worth a comment).
        why: what to say about it, right or wrong; never empty.
        correct: whether it is right, for `choice` and `select`.
        match: the right-hand partner, for `match`.
        holds: of a prediction, conditions that all hold in the run where it is right.
    """

    text: str
    why: str
    correct: bool = False
    match: str = ""
    holds: list[str] = []


class Quiz(Block, frozen=True, kw_only=True):
    """A question.

    Attributes:
        id: unique in the lesson; progress is kept under it.
        type: `choice` (one right), `select` (all that are right), `number`, `text`, `order`
            (options stand in the right order), `match` (each option's `text` belongs to its
            `match`).
        prompt: the question, in Markdown.
        options: the answers offered; for `number` and `text`, wrong answers worth a comment.
        accept: right answers, for `number` and `text`.
        tolerance: how far a number may be off, absolute.
        shuffle: whether options are shown in another order (`order` and `match` always are).
        pin_last: how many options at the end keep their place when shuffled.
        hints: from a nudge to nearly the answer; at least one.
        solution: the answer explained, shown on demand or after the last attempt.
        attempts: how many tries before the solution is offered.
        told_in: of a question of the recall quiz, the title of the step that tells the answer.
        measure: of a prediction of a `number`, what of the run it is held against.
        right, wrong: of a prediction, what to learn from having been right or wrong.
    """

    id: str
    type: QuizType
    prompt: str
    solution: str
    hints: list[str]
    options: list[Option] = []
    accept: list[str | int | float] = []
    tolerance: float = 0.0
    shuffle: bool = True
    pin_last: int = 0
    attempts: int = 3
    told_in: str = ""
    measure: str = ""
    right: str = ""
    wrong: str = ""

    @property
    def judged(self) -> bool:
        """Whether a run decides what is right, and not the author."""
        return bool(self.measure) or any(option.holds for option in self.options)


class Experiment(Block, frozen=True, kw_only=True):
    """A network that the learner builds and trains.

    Attributes:
        id: unique in the lesson.
        task: what is learned, a name of `TASKS` that the data set's target allows.
        dataset: a name of the data registry.
        data: options of the data set.
        network: fixed parts of the network.
        settings: the knobs the learner has; `epochs`, `batch_size` and `learning_rate` always are.
        predict: a question asked before the first run.
        budget: the most a run may cost.
        seed: of the first run.
        goal: conditions such as `val_accuracy >= 0.97`, all to be met.
        reference: settings that reach the goal; what is not named is at its default.
        advice: the settings that advice may change, where the step is about them; any where empty.
            A network is made larger first by what stands first, layers or widths.
        on: the author's words for each diagnosis, under its name: one text, or several of which
            the first that fits a run is said.
        views: what can be looked at afterwards.
        recorded: a file with a recorded run of the reference, relative to the lesson's folder.
    """

    id: str
    task: str
    dataset: str
    settings: list[Setting]
    goal: list[str]
    reference: Settings
    data: dict[str, Scalar] = {}
    network: Parts = Parts()
    predict: Quiz | None = None
    budget: Budget = Budget()
    seed: int = 1
    advice: list[str] = []
    on: dict[str, Words] = {}
    views: list[str] = []
    recorded: str = ""

    @property
    def offered(self) -> dict[str, Setting]:
        """Every setting the learner has, by name."""
        return offered(self.settings)

    def goal_on(self, dataset: str) -> list[str]:
        """The goal's conditions where a run was on `dataset`; none on others than the lesson's."""
        return self.goal if dataset == self.dataset else []


class Prose(msgspec.Struct, frozen=True):
    """Markdown between the blocks; `line` is its first line in the file, from 1."""

    text: str
    line: int

    @property
    def plain(self) -> str:
        """The text without the paragraphs that speak of the learner's own runs."""
        return without_own(self.text)


class Placed(msgspec.Struct, frozen=True):
    """A quiz or an experiment and where it stands.

    Attributes:
        content: the block itself.
        line: of its fence, from 1.
        places: lines of its fields.
    """

    content: Quiz | Experiment
    line: int
    places: Places = Places()

    @property
    def kind(self) -> Literal["quiz", "experiment"]:
        """The word after the fence."""
        return "quiz" if isinstance(self.content, Quiz) else "experiment"

    def line_of(self, field: str) -> int:
        """The line of `field`, or of the nearest thing around it."""
        return self.places.line_of(field, self.line)


class Step(msgspec.Struct, frozen=True):
    """What stands on one screen: a heading and the parts below it, in order.

    Attributes:
        title: the text of the `##` heading, without Markdown's marks.
        parts: prose, quizzes and at most one experiment.
        line: of the heading.
    """

    title: str
    parts: list[Prose | Placed]
    line: int

    @property
    def blocks(self) -> list[Placed]:
        """The quizzes and the experiment, in order."""
        return [part for part in self.parts if isinstance(part, Placed)]

    @property
    def quizzes(self) -> list[Quiz]:
        """The questions of this step, predictions aside."""
        return [block.content for block in self.blocks if isinstance(block.content, Quiz)]

    @property
    def experiment(self) -> Experiment | None:
        """The step's experiment, if it has one."""
        found = (block.content for block in self.blocks)
        return next((content for content in found if isinstance(content, Experiment)), None)


class Front(Block, frozen=True, kw_only=True):
    """A lesson's front matter.

    Attributes:
        format: of the file.
        id: never changes; progress is kept under it.
        title: what learners read.
        minutes: how long it takes.
        objectives: what the learner can do afterwards.
        requires: ids of lessons to do before.
        tags: for search.
        language: of the text, as a BCP 47 tag.
        license: of the text, as an SPDX identifier.
        glossary: terms and their meanings.
    """

    format: int
    id: str
    title: str
    minutes: int = 15
    objectives: list[str] = []
    requires: list[str] = []
    tags: list[str] = []
    language: str = "en"
    license: str = ""
    glossary: dict[str, str] = {}


class Lesson(msgspec.Struct, frozen=True):
    """A whole lesson file.

    Attributes:
        front: its front matter.
        steps: in order; text before the first heading is a step under the lesson's title.
        path: of the file.
        places: lines of the front matter's fields.
    """

    front: Front
    steps: list[Step]
    path: Path
    places: Places = Places()

    def line_of(self, field: str) -> int:
        """The line of a field of the front matter, or of the nearest thing around it."""
        return self.places.line_of(field, 1)

    @property
    def id(self) -> str:
        """The lesson's id."""
        return self.front.id

    @property
    def title(self) -> str:
        """The lesson's title."""
        return self.front.title

    @property
    def experiments(self) -> list[Experiment]:
        """All experiments, in order."""
        return [step.experiment for step in self.steps if step.experiment is not None]

    @property
    def questions(self) -> list[Quiz]:
        """All questions that count, in order: a prediction may be wrong, that is what it is for."""
        return [quiz for step in self.steps for quiz in step.quizzes]

    @property
    def quizzes(self) -> list[Quiz]:
        """All questions, in order, predictions included."""
        found: list[Quiz] = []
        for step in self.steps:
            found += step.quizzes
            if step.experiment is not None and step.experiment.predict is not None:
                found.append(step.experiment.predict)
        return found
