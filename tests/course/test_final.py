"""The final quiz: its table in `course.toml`, what its bank may hold, how questions are drawn."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.course.lesson_texts import CHOICE, EXPERIMENT, GOOD
from tutor.course.catalog import Catalog, check_paths
from tutor.course.final import Bank, Final

FRONT = '+++\nformat = 1\nid = "bank"\ntitle = "Final quiz"\n+++\n\n'
LESSONS = ("one", "two", "three")


def asked(number: int) -> str:
    return CHOICE.replace("pick-one", f"q-{number}")


def bank_text(counts: dict[str, int]) -> str:
    text, number = FRONT, 0
    for lesson, count in counts.items():
        text += f"## {lesson}\n\n"
        for _ in range(count):
            number += 1
            text += asked(number) + "\n"
    return text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in LESSONS:
        (tmp_path / f"{name}.md").write_text(GOOD.replace('"good"', f'"{name}"'))
    (tmp_path / "bank.md").write_text(bank_text(dict.fromkeys(LESSONS, 3)))
    write_course(tmp_path, 'bank = "bank.md"\nquestions = 3')
    return tmp_path


def write_course(folder: Path, final: str) -> None:
    head = 'title = "Three"\nlessons = ["one.md", "two.md", "three.md"]\n'
    (folder / "course.toml").write_text(f"{head}[final]\n{final}\n")


def told(folder: Path) -> list[str]:
    entries, problems = check_paths([folder])
    found = [*problems, *(problem for entry in entries for problem in entry.problems)]
    return [str(problem).removeprefix(f"{folder}/") for problem in found]


def bank_of(folder: Path) -> Bank:
    final = Catalog.load(folder).final
    assert final is not None
    assert final.bank is not None
    return final.bank


def test_the_bank_is_no_lesson(folder: Path) -> None:
    catalog = Catalog.load(folder)
    assert catalog.ids == list(LESSONS)
    assert catalog.final is not None
    assert catalog.final.rules == Final(bank="bank.md", questions=3)
    assert not catalog.final.entry.read
    assert list(bank_of(folder).lessons.values()) == [one for one in LESSONS for _ in range(3)]
    assert not told(folder)


def test_a_course_needs_no_final_quiz(folder: Path) -> None:
    (folder / "course.toml").unlink()
    catalog = Catalog.load(folder)
    assert catalog.final is None
    assert "bank" in catalog.ids


@pytest.mark.parametrize(
    ("final", "line"),
    [
        ('bank = "gone.md"', "course.toml:4: course.final.bank: found 'gone.md', which is not in"),
        ('bank = "../one.md"', "course.toml:4: course.final.bank: found '../one.md'; allowed is"),
        ('bank = "bank.md"\nquestions = 0', "course.toml:5: course.final.questions: "),
        ('bank = "bank.md"\npass = 1.5', "course.toml:5: course.final.pass: "),
        ('bank = "bank.md"\nmark = 1', "course.toml:5: course.final.mark: "),
        ('bank = "one.md"', "course.toml:2: course.lessons[1]: found 'one.md' a second time"),
    ],
)
def test_what_the_table_may_get_wrong_is_told_with_its_line(
    folder: Path, final: str, line: str
) -> None:
    write_course(folder, final)
    assert any(one.startswith(line) for one in told(folder)), told(folder)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (bank_text({"one": 3, "twoo": 3, "three": 3}), "step: found 'twoo'; a step of the bank"),
        (bank_text({"one": 9, "two": 0}) + "Text.\n", "step: found no question"),
        (bank_text({"one": 2}), "bank: found 2 questions; the final quiz asks 3"),
        (bank_text({"one": 2, "two": 2}), "bank: warning: found 4 questions; from 9 on"),
        (bank_text({"one": 9, "two": 2}), "bank: warning: there is no question on the lesson"),
        (bank_text({"one": 9}) + "\n" + EXPERIMENT, "experiment: a bank has questions only"),
        (FRONT.replace('"bank"', '"two"') + bank_text({"one": 9}).removeprefix(FRONT),
         "id: found 'two', the id of a lesson too"),
    ],
    ids=["title", "no question", "too few", "few", "lesson left out", "experiment", "id"],
)  # fmt: skip
def test_what_a_bank_may_get_wrong(folder: Path, text: str, line: str) -> None:
    (folder / "bank.md").write_text(text)
    assert any(line in one for one in told(folder)), told(folder)


def test_a_bank_with_an_error_is_not_asked(folder: Path) -> None:
    (folder / "bank.md").write_text(bank_text({"one": 2}))
    final = Catalog.load(folder).final
    assert final is not None
    assert final.bank is None


@pytest.mark.parametrize(
    ("passing", "count", "enough"),
    [(0.8, 20, 16), (0.55, 20, 11), (1.0, 7, 7), (0.75, 3, 3), (0.01, 20, 1), (0.8, 0, 0)],
)
def test_how_many_have_to_be_right(passing: float, count: int, enough: int) -> None:
    assert Final(bank="bank.md", passing=passing).enough(count) == enough


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    folder = tmp_path_factory.mktemp("bank")
    for name in LESSONS:
        (folder / f"{name}.md").write_text(GOOD.replace('"good"', f'"{name}"'))
    (folder / "bank.md").write_text(bank_text({"one": 5, "two": 2, "three": 4}))
    write_course(folder, 'bank = "bank.md"\nquestions = 3')
    return bank_of(folder)


@given(count=st.integers(0, 20), seed=st.integers(0, 2**32), before=st.integers(0, 6))
def test_a_draw_is_spread_over_the_lessons_without_repeats(
    bank: Bank, count: int, seed: int, before: int
) -> None:
    asked_before = dict.fromkeys(bank.draw(before, {}, seed), 1)
    drawn = bank.draw(count, asked_before, seed)
    assert len(drawn) == len(set(drawn)) == min(count, len(bank.quizzes))
    assert drawn == [quiz for quiz in bank.quizzes if quiz in drawn]
    on = Counter(bank.lessons[quiz] for quiz in drawn)
    for lesson, size in (("one", 5), ("two", 2), ("three", 4)):
        # A lesson has fewer than another only where it has no more.
        assert on[lesson] >= min(size, max(on.values(), default=0) - 1)


def test_what_was_asked_least_often_comes_first(bank: Bank) -> None:
    first = bank.draw(6, {}, 1)
    second = bank.draw(5, dict.fromkeys(first, 1), 2)
    assert not {quiz for quiz in second if bank.lessons[quiz] != "two"} & set(first)


def test_another_question_is_on_the_same_lesson(bank: Bank) -> None:
    for seed in range(20):
        other = bank.another("q-1", {"q-1": 1, "q-2": 1, "q-3": 1, "q-4": 1}, seed)
        assert other == "q-5"
    assert bank.another("gone", {}, 3) in bank.quizzes


def test_the_only_question_on_a_lesson_comes_again(folder: Path) -> None:
    (folder / "bank.md").write_text(bank_text({"one": 1, "two": 5, "three": 5}))
    assert bank_of(folder).another("q-1", {"q-1": 3}, 1) == "q-1"
