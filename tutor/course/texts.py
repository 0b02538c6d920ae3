"""Every text of a lesson's blocks that may hold figures, by its field; to read or to change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from tutor.course.lesson import Experiment, Option, Quiz
from tutor.course.sayings import changed

TYPED = ("number", "text")


@dataclass(frozen=True, slots=True)
class Text:
    """One text.

    Attributes:
        field: its path in its block, such as `options[2].why`; entries count from 1.
        text: as it was written.
        own: whether it may speak of the learner's runs.
    """

    field: str
    text: str
    own: bool = False

    def under(self, prefix: str) -> Text:
        """The same text with its field inside `prefix`."""
        return Text(f"{prefix}.{self.field}", self.text, self.own)


Change = Callable[[Text], str]
"""What becomes of a text."""


def changed_quiz(quiz: Quiz, change: Change) -> Quiz:
    """The question with every text changed."""
    return msgspec.structs.replace(
        quiz,
        prompt=change(Text("prompt", quiz.prompt)),
        hints=[change(Text(f"hints[{n}]", hint)) for n, hint in enumerate(quiz.hints, 1)],
        solution=change(Text("solution", quiz.solution)),
        options=[_option(quiz, n, option, change) for n, option in enumerate(quiz.options, 1)],
        right=change(Text("right", quiz.right, own=True)),
        wrong=change(Text("wrong", quiz.wrong, own=True)),
    )


def _option(quiz: Quiz, number: int, option: Option, change: Change) -> Option:
    """An option; what is typed is compared as it stands."""
    field = f"options[{number}]"
    text, match = Text(f"{field}.text", option.text), Text(f"{field}.match", option.match)
    return msgspec.structs.replace(
        option,
        text=option.text if quiz.type in TYPED else change(text),
        match=change(match),
        why=change(Text(f"{field}.why", option.why)),
    )


def changed_experiment(experiment: Experiment, change: Change) -> Experiment:
    """The experiment with every text changed, those of its prediction too."""
    on = changed(experiment.on, lambda field, text: change(Text(field, text, own=True)))
    predict = experiment.predict
    if predict is not None:
        predict = changed_quiz(predict, lambda text: change(text.under("predict")))
    return msgspec.structs.replace(experiment, on=on, predict=predict)


def texts_of(content: Quiz | Experiment) -> list[Text]:
    """All texts of a block that are not empty."""
    found: list[Text] = []

    def note(text: Text) -> str:
        found.append(text)
        return text.text

    if isinstance(content, Quiz):
        changed_quiz(content, note)
    else:
        changed_experiment(content, note)
    return [text for text in found if text.text]
