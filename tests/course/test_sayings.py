from __future__ import annotations

import msgspec
import pytest

from tests.support import lesson
from tutor.course.checks.sayings import saying_faults
from tutor.course.lesson import Experiment
from tutor.course.sayings import Saying, Words, changed, fitting, texts
from tutor.course.texts import texts_of
from tutor.lab.events import RunEnded
from tutor.lab.numbers import Wire
from tutor.lab.run import Record

WORDS: list[Saying] = [
    Saying(say="done", reached=True),
    Saying(say="no filters", when=["conv_layers == 0"]),
    Saying(say="low", when=["val_accuracy < 0.5", "epochs >= 3"]),
    Saying(say="else"),
]


def record(accuracy: float) -> Record:
    """Of a run of five epochs."""
    metrics: dict[str, Wire] = {"val_accuracy": accuracy}
    return Record(ended=RunEnded(reason="finished", epochs=5, seconds=1.0, metrics=metrics))


@pytest.mark.parametrize(
    ("accuracy", "layers", "reached", "said"),
    [(0.3, 1, True, "done"), (0.3, 0, False, "no filters"), (0.3, 1, False, "low"),
     (0.7, 1, False, "else")],
)  # fmt: skip
def test_the_first_words_that_fit_a_run_are_said(
    accuracy: float, layers: int, reached: bool, said: str
) -> None:
    run = record(accuracy)
    found = fitting(WORDS, run, {"conv_layers": layers}, reached=reached)
    assert found is not None
    assert found.say == said
    assert fitting("always", run, {}, reached=reached) == Saying(say="always")
    assert fitting(WORDS[1], run, {"conv_layers": 0}, reached=reached) == WORDS[1]
    assert fitting(WORDS[:1], run, {}, reached=False) is None


def test_a_tip_follows_what_is_said_where_it_is_wanted() -> None:
    both = Saying(say="It is small.", tip="Add a layer.")
    assert both.told(tip=True) == "It is small. Add a layer."
    assert both.told(tip=False) == "It is small."
    assert Saying(say="", tip="Add a layer.").told(tip=False) == ""


def test_each_of_several_texts_has_its_field_and_is_changed_by_itself() -> None:
    on: dict[str, Words] = {
        "good_fit": "a",
        "unstable": [Saying(say="b"), Saying(say="c", tip="d")],
        "diverged": Saying(say="e", tip="f"),
    }
    assert dict(texts(on)) == {
        "on.good_fit": "a", "on.unstable[1].say": "b", "on.unstable[2].say": "c",
        "on.unstable[2].tip": "d", "on.diverged.say": "e", "on.diverged.tip": "f",
    }  # fmt: skip
    told = changed(on, lambda field, text: f"{field}: {text}")
    assert [text for _, text in texts(told)] == [f"{field}: {text}" for field, text in texts(on)]


def test_readers_of_all_texts_come_by_each_of_them() -> None:
    held = experiment({"good_fit": [Saying(say="once", reached=True), Saying(say="twice")]})
    found = {text.field: text.own for text in texts_of(held) if text.field.startswith("on.")}
    assert found == {"on.good_fit[1].say": True, "on.good_fit[2].say": True}


def experiment(on: dict[str, Words]) -> Experiment:
    return msgspec.structs.replace(lesson().experiments[0], on=on)


@pytest.mark.parametrize(
    ("words", "field", "said", "warning"),
    [
        ([], "on.unstable", "found an empty list", False),
        ([Saying(say=" ")], "on.unstable[1].say", "empty", False),
        ([Saying(say="a", tip=" ")], "on.unstable[1].tip", "empty", False),
        (Saying(say="a", reached=True), "on.unstable[1]", "some runs may fit no entry", True),
        ([Saying(say="a"), Saying(say="b")], "on.unstable[2]", "entry 1 fits every run", False),
        ([Saying(say="a", reached=True)], "on.unstable[1]", "some runs may fit no entry", True),
        (
            [Saying(say="a", when=["val_acuracy > 1"]), Saying(say="b")],
            "on.unstable[1].when[1]", "val_acuracy", False,
        ),
        (
            [Saying(say="a", when=["cell == GRU"]), Saying(say="b")],
            "on.unstable[1].when[1]", "offers no setting 'cell'", False,
        ),
    ],
)  # fmt: skip
def test_what_can_never_be_said_is_told(words: Words, field: str, said: str, warning: bool) -> None:
    known = {"val_accuracy", "conv_layers"}
    faults = list(saying_faults(experiment({"unstable": words}), known))
    assert [(one.field, one.warning) for one in faults] == [(field, warning)]
    assert said in faults[0].message


def test_words_on_what_is_no_diagnosis_are_refused() -> None:
    [fault] = saying_faults(experiment({"overfiting": "a"}), ())
    assert (
        fault.message
        == "there is no diagnosis 'overfiting'; did you mean overfitting or underfitting?"
    )
    assert not list(
        saying_faults(experiment({"good_fit": WORDS}), {"val_accuracy", "conv_layers", "epochs"})
    )
