"""Figures that a lesson knows by itself: of the reference, the defaults and the data."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from tests.course.lesson_texts import EXPERIMENT, FRONT, PATH, experiment, line_of, problems
from tests.course.test_recorded import record as record_events
from tutor.course.lesson import Lesson, Placed, Prose
from tutor.course.markdown import parse
from tutor.course.plan import complete
from tutor.course.recording import Heading
from tutor.course.resolved import resolved
from tutor.lab.network import Parts

RECORDED = EXPERIMENT.replace("seed = 7", 'seed = 7\nrecorded = "data/run.jsonl"')

HEADING = Heading(
    task="classify", dataset="digits", data_options={}, parts=Parts(), seed=7, version="digits-1",
    settings=complete(experiment(EXPERIMENT), experiment(EXPERIMENT).reference),
)  # fmt: skip


def record(folder: Path) -> None:
    """A recorded run of the reference that tells what it was on."""
    path = record_events(folder)
    path.write_bytes(msgspec.json.encode(HEADING) + b"\n" + path.read_bytes())


def of(prose: str, block: str = RECORDED, more: str = "") -> str:
    return f"{FRONT}\n## Before\n\nText.\n\n## Try it\n\n{prose}\n\n{block}\n\n{more}"


def read(text: str, path: Path = PATH) -> Lesson:
    lesson, found = parse(path, text)
    assert lesson is not None
    assert not found, found
    return resolved(lesson)


def shown(prose: str, folder: Path) -> str:
    record(folder)
    part = read(of(prose), folder / "01.md").steps[1].parts[0]
    assert isinstance(part, Prose)
    return part.text


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        ("reference.val_accuracy", "98.0 %"),
        ("reference.loss", "0.100"),
        ("reference.epochs", "2"),
        ("reference.parameters", "1,898"),
        ("reference.seconds", "0.2 s"),
        ("reference.diagnosis", "Good fit"),
        ("reference.filters", "8 and 16"),
        ("reference.activation", "relu"),
        ("reference.learning_rate", "0.001"),
        ("defaults.parameters", "650"),
        ("defaults.conv_layers of digits-cnn", "0"),
        ("defaults.epochs", "10"),
        ("data.train", "1,079"),
        ("data.classes", "10"),
        ("data.logistic regression", "96.7 %"),
        ("data.logistic regression of digits-cnn", "96.7 %"),
    ],
)
def test_what_stands_for_a_figure(figure: str, text: str, tmp_path: Path) -> None:
    assert shown(f"It is {{{figure}}}.", tmp_path) == f"It is {text}."


def test_figures_of_runs_wait_with_their_experiment(tmp_path: Path) -> None:
    waiting = shown("{run.val_loss} {{x} {data.test} {runs.count}", tmp_path)
    assert waiting == "{run.val_loss of digits-cnn} {{x} 359 {runs.count of digits-cnn}"
    assert Prose(f"Before {{{{.\n\n{waiting}", 1).plain == "Before {."


def test_texts_of_blocks_are_filled_too(tmp_path: Path) -> None:
    block = (
        RECORDED.replace("by heart.", "by heart in {run.epochs}, of {data.train}.")
        .replace("will you need?", "will you need, {{say}, of {defaults.parameters}?")
        .replace("More than none.", "{reference.conv_layers} do.")
    )
    record(tmp_path)
    lesson = read(of("Text.", block), tmp_path / "01.md")
    [asked] = lesson.experiments
    assert asked.predict is not None
    assert str(asked.on["overfitting"]).endswith("in {run.epochs of digits-cnn}, of 1,079.")
    assert asked.predict.prompt.endswith("will you need, {say}, of 650?")
    assert asked.predict.hints == ["2 do."]
    placed = lesson.steps[1].parts[1]
    assert isinstance(placed, Placed)
    assert placed.line_of("on.overfitting") > placed.line


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        ("run.val_acuracy", "run has no figure 'val_acuracy'; did you mean val_accuracy"),
        ("run.val_success", "run has no figure 'val_success'"),
        ("run.test_accuracy", "run has no figure 'test_accuracy'"),
        ("runs.number", "runs has no figure 'number'; known are: count"),
        ("ran.loss", "there is no kind of figure 'ran'"),
        ("run.loss of digit-cnn", "there is no experiment 'digit-cnn'; did you mean digits-cnn"),
        ("defaults.val_accuracy", "what a run came to is {run.val_accuracy}"),
        ("defaults.unit", "defaults has no figure 'unit'"),
        ("data.logistic", "did you mean logistic regression"),
        ("reference.val_f1", "reference has no figure 'val_f1'"),
    ],
)
def test_figures_that_cannot_be_are_told(figure: str, said: str, tmp_path: Path) -> None:
    record(tmp_path)
    text = of(f"Text.\nIt is {{{figure}}}.")
    [problem] = problems(text, path=tmp_path / "01.md")
    assert said.lower() in problem.message.lower()
    assert (problem.field, problem.line) == ("text", line_of(text, "It is"))


def test_runs_of_the_learner_stand_in_no_question(tmp_path: Path) -> None:
    record(tmp_path)
    text = of("Text.", RECORDED.replace("More than none.", "It was {run.epochs}."))
    [problem] = problems(text, path=tmp_path / "01.md")
    assert problem.field == "experiment.predict.hints[1]"
    assert text.split("\n")[problem.line - 1].startswith("hints")
    assert "stand in prose, in [on], and in right and wrong" in problem.message


@pytest.mark.parametrize("text", ["{run.val_accuracy} %", "{best.gap of digits-cnn} points"])
def test_a_unit_stands_once(text: str) -> None:
    [problem] = problems(of(f"It is {text}.", EXPERIMENT))
    assert problem.message == f"found '{text}'; the unit comes with the figure"
    assert problems(of(f"It is {text.split('}')[0]}}} so.", EXPERIMENT)) == []


def test_a_reference_needs_its_recorded_run() -> None:
    [problem] = problems(of("{reference.loss}", EXPERIMENT))
    assert "reference needs a recorded run" in problem.message


def test_a_lesson_without_an_experiment_has_no_figures() -> None:
    [problem] = problems(f"{FRONT}\n## Step\n\n{{run.loss}}\n")
    assert problem.message == "found {run.loss}; this lesson has no experiment"


def test_a_reference_needs_to_know_what_was_recorded(tmp_path: Path) -> None:
    record_events(tmp_path)
    [problem] = problems(of("{reference.loss}"), path=tmp_path / "01.md")
    assert "its file does not tell what it was on; make it anew" in problem.message


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"seed": 8}, "another seed: 8; the lesson has 7"),
        ({"version": "digits-0"}, "data of version 'digits-0'; they are 'digits-1' now"),
        ({"parts": Parts(padding="valid")}, "another [network]"),
        ({"settings": {**HEADING.settings, "epochs": 3}}, "epochs 3; the reference has 20"),
        ({"settings": {**HEADING.settings, "units": 3}}, "units 3; the reference has unset"),
        ({"dataset": "mnist"}, "another dataset: 'mnist'; the lesson has 'digits'"),
    ],
)
def test_recorded_runs_that_no_longer_fit(
    change: dict[str, object], said: str, tmp_path: Path
) -> None:
    path = record_events(tmp_path)
    other = msgspec.structs.replace(HEADING, **change)
    path.write_bytes(msgspec.json.encode(other) + b"\n" + path.read_bytes())
    [problem] = problems(of("Text."), path=tmp_path / "01.md")
    assert (problem.field, said in problem.message) == ("experiment.recorded", True)
