"""Figures that are known as soon as a lesson is read: of the reference, the defaults and the data.

`resolved` puts them into the lesson's texts, so that nobody after it meets them; figures of the
learner's own runs get the experiment that they mean, and wait for `figures.filled`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path

import msgspec

from tutor.course.figures import (
    OWN,
    Figure,
    FigureError,
    replaced,
    unescaped,
)
from tutor.course.lesson import Experiment, Lesson, Placed, Prose, Quiz, Step
from tutor.course.plan import complete, network
from tutor.course.problem import Fault, Problem, hint, quoted
from tutor.course.recorded import RecordedError, heading_of, load
from tutor.course.recording import AGAIN
from tutor.course.run_figures import (
    RunFigures,
    loss_text,
    names_of,
    setting_text,
    share_text,
)
from tutor.course.texts import Change, Text, changed_experiment, changed_quiz
from tutor.datasets.registry import CARDS, Card
from tutor.lab.run import Record
from tutor.lab.settings import SettingError, Settings, defaults

COUNT = "count"
_WITH_UNIT = re.compile(
    r"\{[a-z]+\.(?:\w*(?:accuracy|success|precision|recall|f1)|gap|seconds)(?: of [^{}]*)?\}"
    r"\s?(?:%|points?\b|per ?cent|s\b|seconds?\b)"
)
_UNIT_COMES = "the unit comes with the figure"
_SIZES = ("train", "validation", "test")
_CLASSES = "classes"
_BARE = ("next", "number")
"""Targets whose baselines are losses; those of the others are shares."""

Note = Callable[[Placed | Prose, Text, int, FigureError], None]
"""Takes what is wrong with a text of a lesson's part: at this offset, for this reason."""


def resolved(lesson: Lesson) -> Lesson:
    """The lesson with every figure in its place that is known without the learner."""
    return _Resolver(lesson, lambda _place, _text, _offset, _error: None).lesson()


def figure_faults(lesson: Lesson) -> list[Problem]:
    """Every figure that cannot be, with the line of its text."""
    problems: list[Problem] = []

    def note(place: Placed | Prose, text: Text, offset: int, error: FigureError) -> None:
        if isinstance(place, Prose):
            line = place.line + text.text[:offset].count("\n")
            problems.append(Problem(lesson.path, line, "text", str(error)))
        else:
            fault = Fault(text.field, str(error)).under(place.kind)
            problems.append(Problem(lesson.path, place.line_of(text.field), *fault))

    _Resolver(lesson, note).lesson()
    return problems


class _Resolver:
    """Goes through a lesson once."""

    def __init__(self, lesson: Lesson, note: Note) -> None:
        self._lesson = lesson
        self._note = note
        folder = lesson.path.parent
        self._known = {one.id: Known(one, folder) for one in lesson.experiments}

    def lesson(self) -> Lesson:
        """The lesson with its texts changed."""
        nearest = next(iter(self._known), "")
        steps = []
        for step in self._lesson.steps:
            nearest = step.experiment.id if step.experiment is not None else nearest
            steps.append(self._step(step, nearest))
        return msgspec.structs.replace(self._lesson, steps=steps)

    def _step(self, step: Step, nearest: str) -> Step:
        parts: list[Prose | Placed] = []
        for part in step.parts:
            change = self._change(part, nearest)
            if isinstance(part, Prose):
                text = change(Text("text", part.text, own=True))
                parts.append(msgspec.structs.replace(part, text=text))
                continue
            content: Quiz | Experiment
            if isinstance(part.content, Quiz):
                content = changed_quiz(part.content, change)
            else:
                content = changed_experiment(part.content, change)
            parts.append(msgspec.structs.replace(part, content=content))
        return msgspec.structs.replace(step, parts=parts)

    def _change(self, place: Prose | Placed, nearest: str) -> Change:
        def change(text: Text) -> str:
            if "{" not in text.text:
                return text.text

            def put(figure: Figure) -> str:
                return self._put(figure, nearest, own=text.own)

            shown, errors = replaced(text.text, put, self._known)
            errors += [(found.start(), FigureError(f"found {quoted(found[0])}; {_UNIT_COMES}"))
                       for found in _WITH_UNIT.finditer(text.text)]  # fmt: skip
            for offset, error in errors:
                self._note(place, text, offset, error)
            return shown if text.own else unescaped(shown)

        return change

    def _put(self, figure: Figure, nearest: str, *, own: bool) -> str:
        """What stands for a figure, or the figure with its experiment where it has to wait.

        Raises:
            FigureError: it cannot be.
        """
        experiment = figure.experiment or nearest
        if not experiment:
            raise FigureError(f"found {figure}; this lesson has no experiment")
        if experiment not in self._known:
            near = hint(experiment, self._known)
            raise FigureError(
                f"found {figure}; there is no experiment {quoted(experiment)}; {near}"
            )
        known = self._known[experiment]
        if not figure.own:
            return known.value(figure)
        if not own:
            raise FigureError(
                f"found {figure}; figures of the learner's own runs ({', '.join(OWN)}) stand in "
                "prose, in [on], and in right and wrong of a prediction"
            )
        known.require_own(figure)
        return str(Figure(figure.kind, figure.name, experiment))


class Known:
    """What is known of one experiment without anybody training it."""

    def __init__(self, experiment: Experiment, folder: Path) -> None:
        """Know of `experiment`, whose lesson lies in `folder`; nothing is read before it is asked.

        Args:
            experiment: as the lesson has it.
            folder: where its recorded run is looked for.
        """
        self._experiment = experiment
        self._folder = folder

    def value(self, figure: Figure) -> str:
        """What stands for a figure of the reference, the defaults or the data.

        Raises:
            FigureError: it cannot be.
        """
        say = {"reference": self._reference, "defaults": self._defaults, "data": self._data}
        return say[figure.kind](figure)

    def require_own(self, figure: Figure) -> None:
        """See that the learner's runs can have a figure.

        Raises:
            FigureError: they never can.
        """
        known = (COUNT,) if figure.kind == "runs" else names_of(self._experiment)
        if figure.name not in known:
            raise _unknown(figure, known)

    def _reference(self, figure: Figure) -> str:
        record, settings = self._record, self._settings(self._experiment.reference)
        found = RunFigures.of(record, settings)
        shown = found.text(figure.name)
        if shown is None:
            known = [name for name in (*names_of(self._experiment), *record.metrics)
                     if found.text(name) is not None]  # fmt: skip
            raise _unknown(figure, dict.fromkeys(known))
        return shown

    @cached_property
    def _record(self) -> Record:
        if not self._experiment.recorded:
            message = (
                f"reference needs a recorded run, and experiment {quoted(self._experiment.id)} "
                f'has none; write recorded = "data/NAME.jsonl", then {AGAIN}'
            )
            raise FigureError(message)
        try:
            if heading_of(self._folder, self._experiment.recorded) is None:
                raise RecordedError(f"its file does not tell what it was on; {AGAIN}")
            return load(self._folder, self._experiment.recorded)
        except RecordedError as error:
            raise FigureError(f"reference needs the recorded run: {error}") from error

    def _settings(self, chosen: Settings) -> Settings:
        return {**defaults(self._experiment.offered), **chosen}

    def _defaults(self, figure: Figure) -> str:
        settings = self._settings({})
        if figure.name == "parameters":
            try:
                return f"{network(self._experiment, complete(self._experiment, {})).parameters:,}"
            except (SettingError, KeyError) as error:
                raise FigureError(f"found {figure}; the defaults make no network") from error
        if figure.name in settings:
            return setting_text(settings[figure.name], figure.name)
        if figure.name in names_of(self._experiment):
            raise FigureError(
                f"found {figure}; defaults is the network before any training: allowed are "
                f"parameters and settings. What a run came to is {{run.{figure.name}}}"
            )
        raise _unknown(figure, ["parameters", *settings])

    def _data(self, figure: Figure) -> str:
        card = CARDS.get(self._experiment.dataset)
        if card is None:
            raise FigureError(f"found {figure}; the data set is not known")
        if figure.name in card.baselines:
            value = card.baselines[figure.name]
            return loss_text(value) if card.target in _BARE else share_text(value)
        if figure.name == _CLASSES and card.labels:
            return str(len(card.labels))
        if figure.name in _SIZES and card.train:
            return f"{self._size(figure, card):,}"
        known = [*(_SIZES if card.train else ()), *([_CLASSES] if card.labels else [])]
        raise _unknown(figure, [*known, *card.baselines])

    def _size(self, figure: Figure, card: Card) -> int:
        """The examples of a set: the card's, or with other options those of the recorded run.

        Raises:
            FigureError: the options are others, and nothing is recorded.
        """
        changed = any(card.options.get(name) != value
                      for name, value in self._experiment.data.items())  # fmt: skip
        if not changed:
            return int(getattr(card, figure.name))
        try:
            started = self._record.started
        except FigureError as error:
            raise FigureError(f"found {figure}, which [data] changes; {error}") from error
        assert started is not None
        return int(getattr(started, figure.name))


def _unknown(figure: Figure, known: Iterable[str]) -> FigureError:
    what = f"{figure.kind} has no figure {quoted(figure.name)}"
    return FigureError(f"found {figure}; {what}; {hint(figure.name, known)}")
