"""The report: what it gathers, and both of its forms."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support import CURVES, OVERFITTING, FakeWorker, lesson, order
from tests.ui.conftest import COURSE
from tutor.cli import run
from tutor.course.catalog import Catalog
from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.lab.settings import Value
from tutor.store.progress import Progress
from tutor.store.report.gathered import Report, gather
from tutor.store.report.html import html
from tutor.store.report.markdown import markdown, spent

CNN = "convolutional-networks"
EVIL = '<script>alert(1)</script> & "quotes" <img src=x onerror=y>'


@pytest.fixture
def progress() -> Iterator[Progress]:
    with Progress.open() as opened:
        yield opened


def trained(
    worker: FakeWorker, chosen: dict[str, Value], accuracy: float,
    found: Diagnosis = OVERFITTING, *, seed: int = 1,
) -> str:  # fmt: skip
    """A run of the digits that has ended; its id."""
    worker.orders.append(order(chosen, seed=seed))
    made = worker.begin()
    worker.epochs(CURVES)
    worker.end(metrics={"val_accuracy": accuracy}, diagnosis=found)
    return made.id


def good_fit(evidence: str = "", sure: float = 0.9) -> Diagnosis:
    return Diagnosis((Finding(name="good_fit", confidence=sure, evidence=evidence, remedy=""),))


def gathered(progress: Progress, learner: str = "") -> Report:
    return gather(Catalog.load(COURSE), progress, learner)


def test_nothing_was_done_yet(progress: Progress) -> None:
    report = gathered(progress)
    assert (report.done, report.lessons, report.runs, report.learned) == (0, 2, 0, ())
    assert "0 of 2 lessons done, 0 networks trained in 0 s." in markdown(report)
    assert "Final quiz" not in markdown(report)
    assert "<section>" not in html(report)


@pytest.mark.parametrize(
    ("seconds", "said"), [(0, "0 s"), (0.34, "0.3 s"), (7.6, "8 s"), (600, "10 min")]
)
def test_a_short_time_is_not_told_as_none(seconds: float, said: str) -> None:
    assert spent(seconds) == said


def test_the_best_run_stands_for_its_experiment(progress: Progress, worker: FakeWorker) -> None:
    trained(worker, {"conv_layers": 1}, 0.71)
    best = trained(worker, {"conv_layers": 2}, 0.79, seed=2)
    trained(worker, {"conv_layers": 3}, float("nan"))
    [learned] = gathered(progress).learned
    [tried] = learned.tried
    assert (tried.runs, tried.reached, tried.best.row.run) == (3, 0, best)
    assert tried.best.figure == "validation accuracy 79.0 %"
    assert tried.best.chosen == (("convolutional layers", "2"), ("seed", "2"))
    for text in (markdown(gathered(progress)), html(gathered(progress))):
        assert "validation accuracy 79.0 %" in text
        assert "Overfitting. Validation loss rose 18 % (12 to 25 %)" in text
        assert "at least 97 % validation accuracy" in text
    assert "Goal not reached yet in 3 runs: at least 97 %" in markdown(gathered(progress))
    assert "not reached yet in 3 runs" in html(gathered(progress))


@pytest.mark.parametrize(
    ("accuracies", "said"),
    [
        ((0.98,), "reached in 1 run"),
        ((0.98, 0.7, 0.71), "reached in 1 of 3 runs"),
        ((0.98, 0.99), "reached in all 2 runs"),
        ((0.7,), "not reached yet in 1 run"),
    ],
)
def test_the_goal_is_told_with_how_many_runs_reached_it(
    progress: Progress, worker: FakeWorker, accuracies: tuple[float, ...], said: str
) -> None:
    for accuracy in accuracies:
        trained(worker, {"conv_layers": 1}, accuracy, good_fit())
    assert f"- Goal {said}: " in markdown(gathered(progress))
    assert said in re.sub(r"<[^>]*>", "", html(gathered(progress)))


@pytest.mark.parametrize(("sure", "said"), [(0.9, "Good fit"), (0.38, "Perhaps a good fit")])
def test_a_fit_that_is_not_likely_is_told_so(
    progress: Progress, worker: FakeWorker, sure: float, said: str
) -> None:
    trained(worker, {"conv_layers": 1}, 0.7, good_fit("No fault shows.", sure))
    assert f"- {said}. No fault shows." in markdown(gathered(progress))


@pytest.mark.parametrize(
    ("right", "said"),
    [(0.5, "Not enough evidence"), (0.99, "Goal reached; beyond that, not enough evidence")],
)
def test_what_the_curves_of_a_best_run_leave_open_is_told_as_on_its_card(
    progress: Progress, worker: FakeWorker, right: float, said: str
) -> None:
    name, evidence = "not_enough_evidence", "A gap may be too small to matter."
    finding = Finding(name=name, confidence=0.4, evidence=evidence, remedy="")
    trained(worker, {"conv_layers": 1}, right, Diagnosis((finding,)))
    assert f"- {said}. {evidence}" in markdown(gathered(progress))


def test_of_games_success_is_drawn_and_minus_signs_are_told(
    progress: Progress, worker: FakeWorker
) -> None:
    worker.orders.append(order({"conv_layers": 1}))
    worker.begin()
    worker.epochs({"loss": [0.2, 0.1], "success": [0.3, 0.9], "val_success": [0.4, 0.8]})
    worker.end(diagnosis=good_fit("It is -1.4 to 5 points."), metrics={"val_success": 0.8})
    text = markdown(gathered(progress))
    assert "\nsuccess " in text
    assert "\nloss " not in text
    for written in (text, html(gathered(progress))):
        assert "It is −1.4 to 5 points." in written


def test_a_run_whose_folder_is_gone_still_stands_there(
    progress: Progress, worker: FakeWorker
) -> None:
    trained(worker, {"conv_layers": 1}, 0.71)
    gathered(progress)
    worker.let_go()
    for path in (worker.folder.parent.parent / "runs").rglob("*"):
        if path.is_file():
            path.unlink()
    text = html(gathered(progress))
    assert "validation accuracy 71.0 %" in text
    assert "<figure>" not in text
    assert "```" not in markdown(gathered(progress))


def test_what_was_learned_answered_and_noted(progress: Progress) -> None:
    progress.complete(CNN)
    progress.record_attempt(CNN, "dense-shift", 1, score=1.0, correct=True)
    progress.record_skip(CNN, "edge-filter")
    progress.notes.write(CNN, "What sharing saves", "A **filter** has 9 weights.\nNine.", "")
    progress.notes.set_bookmark(CNN, "Why not just connect everything?", there=True)
    report = gathered(progress, "Ada <b>&")
    [learned] = report.learned
    assert (learned.right, report.done) == (1, 1)
    assert learned.asked > 5
    assert (learned.skipped, learned.untried) == (1, learned.asked - 2)
    assert len(report.remarks) == 1, "a bookmark alone is no note"
    text = markdown(report)
    assert "Ada \\<b\\>\\&, " in text
    answered = f"1 of {learned.asked} questions right, 1 skipped, {learned.untried} not tried"
    assert f"{answered}, done on " in text
    assert answered in html(report)
    for written in (text, html(report)):
        assert "A lesson is done once you have read it to its end, or its pre-quiz" in written
    assert "It is about how to:\n\n- say what a convolution computes" in text
    assert (
        "## Your notes\n\n### Convolutional networks\n\n#### What sharing saves\n\nA **fil" in text
    )
    assert "<strong>filter</strong> has 9 weights.<br />" in html(report)


@pytest.mark.parametrize(
    ("lacking", "done", "claimed"), [(1, True, False), (0, True, True), (0, False, False)]
)
def test_what_you_can_is_claimed_where_the_answers_show_it(
    progress: Progress, lacking: int, done: bool, claimed: bool
) -> None:
    quizzes = lesson(CNN, COURSE).questions
    for place, quiz in enumerate(quizzes):
        right = place < math.ceil(0.7 * len(quizzes)) - lacking
        progress.record_attempt(CNN, quiz.id, 1, score=float(right), correct=right)
    if done:
        progress.complete(CNN)
    report = gathered(progress)
    for text in (markdown(report), html(report)):
        assert ("You can now:" in text) == claimed
        assert ("It is about how to:" in text) != claimed


def test_what_the_final_quiz_missed_is_told_by_lesson(progress: Progress) -> None:
    asked = ("cnn-1", "rnn-1", "cnn-2", "gone")
    key = progress.finals.begin(asked).key
    for place, right in enumerate((False, True, False, False)):
        progress.finals.answer(key, place, asked[place], right=right, enough=3)
    report = gathered(progress)
    assert report.missed == (("Convolutional networks", 2), ("a question that is gone", 1))
    for written in (markdown(report), html(report)):
        assert "Missed: Convolutional networks (2), a question that is gone (1)." in written
    assert "<b>1 of 4</b>final quiz" in html(report)


def test_the_best_final_quiz_is_told_with_its_first_go(progress: Progress) -> None:
    finals = progress.finals
    for answers in ([True, True, False, True], [False, False, True, True]):
        key = finals.begin(["a", "b", "c", "d"]).key
        for place, right in enumerate(answers):
            finals.answer(key, place, "abcd"[place], right=right, enough=3)
    finals.ask(1, {2: "e"})
    finals.answer(1, 2, "e", right=True, enough=3)
    finals.begin(["a"])
    text = markdown(gathered(progress))
    assert re.search(r"Final quiz: passed, 4 of 4 right \(.*\)\. At the first go: 3\.", text)
    assert "4 of 4</b>final quiz, passed" in html(gathered(progress))


def test_while_what_was_missed_is_asked_again_the_result_stays(progress: Progress) -> None:
    asked = ("cnn-1", "rnn-1", "cnn-2", "rnn-2")
    key = progress.finals.begin(asked).key
    for place, right in enumerate((False, True, False, False)):
        progress.finals.answer(key, place, asked[place], right=right, enough=3)
    progress.finals.ask(key, {0: "cnn-3", 2: "cnn-1", 3: "rnn-3"})
    progress.finals.answer(key, 0, "cnn-3", right=True, enough=3)
    again = "What was missed is being asked again: 2 questions left."
    report = gathered(progress)
    assert report.again == 2
    assert "Final quiz: not passed yet, 1 of 4 right (" in markdown(report)
    assert "<b>1 of 4</b>final quiz, not passed yet" in html(report)
    for written in (markdown(report), html(report)):
        assert "Missed: Convolutional networks (2), " in written
        assert again in written
    progress.finals.answer(key, 2, "cnn-1", right=False, enough=3)
    progress.finals.answer(key, 3, "rnn-3", right=True, enough=3)
    assert "passed, 3 of 4 right" in markdown(gathered(progress))
    assert again not in markdown(gathered(progress))
    progress.finals.ask(key, {2: "cnn-2"})
    assert "Final quiz: passed, 3 of 4 right" in markdown(gathered(progress))
    assert "At the first go: 1." in markdown(gathered(progress))


class Tags(HTMLParser):
    """Notes which elements stand in a page, and what they load."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One element."""
        self.tags.add(tag)
        self.loaded += [str(value) for name, value in attrs if name in {"src", "onerror"}]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(text=st.one_of(st.text(max_size=60), st.just(EVIL), st.just("![x](http://a/b.png)")))
def test_nothing_that_a_learner_wrote_becomes_code(progress: Progress, text: str) -> None:
    progress.notes.write(
        CNN, "What sharing saves", text, progress.notes.note(CNN, "What sharing saves")
    )
    page = Tags()
    page.feed(html(gathered(progress, text)))
    assert not page.tags & {"script", "img", "iframe", "object", "link"}
    assert page.loaded == []


def test_the_command_writes_one_file_and_overwrites_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["report", "--name", "Ada"]) == 0
    assert "wrote tutor-report.html" in capsys.readouterr().out
    assert "Ada · " in (tmp_path / "tutor-report.html").read_text(encoding="utf-8")
    assert run(["report"]) == 1
    assert "tutor-report.html is there already" in capsys.readouterr().err
    assert run(["report", "--force"]) == 0
    assert "Ada · " not in (tmp_path / "tutor-report.html").read_text(encoding="utf-8")
    assert run(["report", "--markdown", "--to", "a.md"]) == 0
    assert (tmp_path / "a.md").read_text(encoding="utf-8").startswith("# Introduction to deep")
    assert run(["report", "--to", "no/such/folder.html"]) == 1
    assert "no/such/folder.html cannot be written: No such file" in capsys.readouterr().err


def test_a_dash_prints_it(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run(["report", "--markdown", "--to", "-"]) == 0
    assert capfdbinary.readouterr().out.startswith(b"# Introduction to deep learning: report")
