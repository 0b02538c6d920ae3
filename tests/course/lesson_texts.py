"""Lesson texts for tests: a whole good one, and ways to spoil it."""

from __future__ import annotations

from pathlib import Path

from tutor.course.checks.check import check_lesson
from tutor.course.lesson import Experiment, Quiz
from tutor.course.markdown import parse
from tutor.course.problem import Problem

PATH = Path("lessons/01-good.md")

FRONT = """+++
format = 1
id = "good"
title = "A good lesson"
minutes = 12
objectives = ["Tell a feature map from its filter"]
language = "en"
license = "CC-BY-4.0"

[glossary]
"feature map" = "What one filter makes of a picture."
+++
"""

CHOICE = """```quiz
id = "pick-one"
type = "choice"
prompt = "Which layer looks at a small window?"
hints = ["Think of a stamp.", "It slides."]
solution = "A convolution slides a small window over the picture."

[[options]]
text = "Dense"
why = "A dense layer sees the whole input at once."

[[options]]
text = "Convolutional"
why = "Its kernel covers a few pixels at a time."
correct = true
```
"""

EXPERIMENT = """```experiment
id = "digits-cnn"
task = "classify"
dataset = "digits"
goal = ["val_accuracy >= 0.9", "diagnosis != overfitting", "parameters <= 20000"]
views = ["confusion-matrix"]
seed = 7

[network]
padding = "same"

[[settings]]
name = "conv_layers"
min = 0
max = 3
default = 0

[[settings]]
name = "filters"
choices = [4, 8, 16]
default = 8
per_layer = true

[[settings]]
name = "activation"
choices = ["relu", "tanh", "linear"]
default = "linear"
per_layer = true

[budget]
epochs = 50
seconds = 120
parameters = 20000

[reference]
conv_layers = 2
filters = [8, 16]
activation = "relu"
epochs = 20

[on]
overfitting = "Your network learned the examples by heart."

[predict]
id = "deeper"
type = "number"
prompt = "How many convolutions will you need?"
accept = [2]
hints = ["More than none."]
solution = "Two see more of the digit than one."
```
"""

BODY = f"""
## What a layer sees

Look at a digit through a small window.

{CHOICE}
## Try it

Build a network.

{EXPERIMENT}
"""

GOOD = FRONT + BODY
"""A lesson without a single problem."""


def problems(text: str, *known: str, path: Path = PATH) -> list[Problem]:
    """Everything that reading and checking the lesson `text` finds."""
    lesson, found = parse(path, text)
    if lesson is not None:
        found += check_lesson(lesson, {lesson.id, *known})
    return found


def told(text: str, *known: str) -> list[str]:
    """The problems as people see them, without the path."""
    return [str(problem).removeprefix(f"{PATH}:") for problem in problems(text, *known)]


def line_of(text: str, mark: str) -> int:
    """The line, from 1, on which `mark` stands first."""
    return text[: text.index(mark)].count("\n") + 1


def in_lesson(block: str) -> str:
    """A lesson of one step with this block."""
    return f"{FRONT}\n## Step\n\n{block}\n"


def quiz(text: str) -> Quiz:
    """The question of a fenced block."""
    lesson, found = parse(PATH, in_lesson(text))
    assert lesson is not None
    assert not found, found
    return lesson.quizzes[0]


def experiment(text: str) -> Experiment:
    """The experiment of a fenced block."""
    lesson, found = parse(PATH, in_lesson(text))
    assert lesson is not None
    assert not found, found
    return lesson.experiments[0]


def spoilt(good: str, old: str, new: str, mark: str = "") -> tuple[str, str]:
    """`good` with `old` made `new`, and the line where that shows: of `mark`, or of the change."""
    assert old in good, old
    text = good.replace(old, new, 1)
    line = line_of(text, mark) if mark else good[: good.index(old)].count("\n") + 1
    return text, f"{line}: "
