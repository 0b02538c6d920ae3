"""Reading a lesson file: its structure, every problem with its line, and no input that raises."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.course.lesson_texts import (
    BODY,
    CHOICE,
    EXPERIMENT,
    FRONT,
    GOOD,
    PATH,
    in_lesson,
    line_of,
    told,
)
from tutor.course.lesson import Experiment, Placed, Prose, Quiz
from tutor.course.markdown import MAX_BYTES, parse, read
from tutor.course.problem import visible


def test_a_good_lesson_is_read_whole() -> None:
    lesson, problems = parse(PATH, GOOD)
    assert not problems
    assert lesson is not None
    assert (lesson.id, lesson.title, lesson.path) == ("good", "A good lesson", PATH)
    assert lesson.front.glossary == {"feature map": "What one filter makes of a picture."}
    assert [step.title for step in lesson.steps] == ["What a layer sees", "Try it"]
    first, second = lesson.steps
    assert [type(part) for part in first.parts] == [Prose, Placed]
    assert first.line == line_of(GOOD, "## What")
    prose = first.parts[0]
    assert isinstance(prose, Prose)
    assert prose.text == "Look at a digit through a small window."
    assert prose.line == line_of(GOOD, "Look at a digit")
    assert [quiz.id for quiz in lesson.quizzes] == ["pick-one", "deeper"]
    assert second.experiment is not None
    assert second.experiment.reference["filters"] == [8, 16]


def test_blocks_know_the_lines_of_their_fields() -> None:
    lesson, _problems = parse(PATH, GOOD)
    assert lesson is not None
    block = lesson.steps[0].blocks[0]
    assert isinstance(block.content, Quiz)
    assert block.line == line_of(GOOD, "```quiz")
    assert block.line_of("options[2].why") == line_of(GOOD, 'why = "Its kernel')
    assert block.line_of("options[2].match") == line_of(GOOD, 'text = "Convolutional"') - 1
    assert block.line_of("accept") == block.line
    assert lesson.line_of("title") == line_of(GOOD, "title = ")
    assert isinstance(lesson.steps[1].blocks[0].content, Experiment)


def test_text_before_the_first_heading_is_a_step_under_the_lessons_title() -> None:
    lesson, problems = parse(PATH, f"{FRONT}\nWelcome.\n{BODY}")
    assert not problems
    assert lesson is not None
    assert [step.title for step in lesson.steps][:2] == ["A good lesson", "What a layer sees"]
    assert lesson.steps[0].parts == [Prose("Welcome.", line_of(FRONT + "\nWelcome", "Welcome"))]


def test_prose_between_blocks_keeps_its_place() -> None:
    lesson, problems = parse(PATH, f"{FRONT}## A\n\none\n\n{CHOICE}\ntwo\n\nthree\n\n### Part\n")
    assert not problems
    assert lesson is not None
    texts = [part.text if isinstance(part, Prose) else "quiz" for part in lesson.steps[0].parts]
    assert texts == ["one", "quiz", "two\n\nthree\n\n### Part"]


def test_marks_are_taken_out_of_a_steps_title() -> None:
    lesson, problems = parse(PATH, f"{FRONT}## The `relu` and *its* shape ##\ntext")
    assert not problems
    assert lesson is not None
    assert lesson.steps[0].title == "The relu and its shape"


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    lesson, problems = read(path)
    plain, _none = parse(path, GOOD)
    assert not problems
    assert lesson == plain


def test_a_fence_of_four_holds_a_fence_of_three() -> None:
    inner = CHOICE.replace("Which layer", "Look:\\n\\n```python\\nx\\n```\\n\\nWhich layer")
    block = inner.replace('"Look', '"""\nLook\n```python\nx\n```\n"""  #').strip("`\n")
    assert not told(in_lesson(f"````{block}\n````"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# hello\n", "1: front matter: is missing: found '# hello'; "),
        ("", "1: front matter: is missing: found ''; "),
        ("+++\nformat = 1\n## a\n", "1: front matter: begins here and is not closed"),
        ("+++\nid = \n+++\n## a\nx", "2: front matter: not TOML: Invalid value; found 'id ='"),
        ("+++\n\na = '\n+++\n## a\nx", "3: front matter: not TOML: "),
        ("+++\nid='x'\n+++\n## a\nx", "1: format: is missing; allowed is a whole number"),
        ("+++\nformat=1\nid=1\n+++\n## a\nx", "3: id: found 1; allowed is text"),
        ("+++\nformat=0\n+++\n## a\nx", "2: format: found 0; this program reads format 1: "),
        ("+++\nformat=true\n+++\n## a\nx", "2: format: found true; allowed is a whole number"),
        ("+++\nformat=1\nminuets=1\n+++\n## a\nx", "3: minuets: there is no field 'minuets' here; "
         "did you mean minutes"),
    ],
)  # fmt: skip
def test_each_problem_of_the_front_matter_has_its_line(text: str, expected: str) -> None:
    assert any(line.startswith(expected) for line in told(text)), told(text)


@pytest.mark.parametrize(
    ("body", "line", "expected"),
    [
        ("", 1, "step: there is none; "),
        ("Hello.\n", 2, "step: there is none; "),
        ("## a\nx\n\n## b\n", 4, "step: is empty; "),
        ("##\nx", 1, "step: found ## alone; allowed is a title"),
        ("# A\n## b\nx", 1, "step: found a heading with one #; "),
        ("## b\nx\n---\n", 3, "step: found '---' under text"),
        ("## b\nx\n\n```quiz\nid = 'a'", 4, "quiz: begins here and is not closed"),
        ("## b\n```python\nid = 'a'", 2, "code: begins here and is not closed"),
        ("## b\n```quizz\n```\n", 2, "block: found 'quizz'; did you mean quiz?"),
        ("## b\n```Experiments\n```\n", 2, "block: found 'Experiments'; did you mean exp"),
        ("## b\n- x\n  ```quiz\n  ```\n", 3, "quiz: stands in a list or a quotation"),
        (f"## b\n{EXPERIMENT}{EXPERIMENT}", EXPERIMENT.count("\n") + 2, "experiment: a second one"),
        ("## b\n<b>x</b>\n", 2, "text: found the HTML '<b>'; "),
        ("## b\nx\n\n<!-- x\n-->\n", 4, "text: found the HTML '<!-- x'; "),
        ("## b\nx\n\n[a]: http://x\n", 4, "text: found an address apart from its link"),
        ("## b\na\nb [x](javascript:y)\n", 3, "text: found a link to 'javascript:y'; "),
        ("## b\n[x](../secret.md)\n", 2, "text: found a link to '../secret.md'; "),
        ("## b\n[x](%2e%2e/secret.md)\n", 2, "text: found a link to '%2e%2e/secret.md'; "),
        ("## b\n[x]()\n", 2, "text: found a link to ''; "),
        ("## b\n![x](/etc/x.png)\n", 2, "text: found a link to '/etc/x.png'; "),
        ("## b\nx \x1b[31mred\n", 2, "text: found the control character U+001B; "),
        ("## b\nx\n\u202ey\n", 3, "text: found the control character U+202E; "),
        ("## b\nx\nz &#x2066;y\n", 3, "text: found the control character U+2066, written"),
        ("## b\nx\n[y](z '&#x2066;')\n", 3, "text: found the control character U+2066, written"),
        ("## b\nx\ry\n", 2, "text: found the control character U+000D; "),
    ],
)  # fmt: skip
def test_each_problem_of_the_body_has_its_line(body: str, line: int, expected: str) -> None:
    found = told(FRONT + body)
    start = f"{FRONT.count(chr(10)) + line}: {expected}"
    assert any(problem.startswith(start) for problem in found), (start, found)


@pytest.mark.parametrize("line", ["[x](https://a.b/c?d=../e)", "[x](data)", "[x](#part)",
                                  "`<b>`", "a < b > c", "<https://example.org>", "```\n<b>\n```",
                                  "é 漢字 ≥ \u200f"])  # fmt: skip
def test_what_is_harmless_is_let_through(line: str) -> None:
    assert not told(f"{FRONT}## Step\n\n{line}\n")


def test_a_newer_format_is_refused_with_one_sentence_only() -> None:
    text = FRONT.replace("format = 1", "format = 99\nsurprise = 2") + "## a\n```quiz\nid = \n```\n"
    assert told(text) == [
        "2: format: found 99; this program reads format 1: update the tutor to read this lesson"
    ]


def test_all_problems_of_a_file_are_told_in_the_order_of_its_lines() -> None:
    text = GOOD.replace("minutes = 12", "minute = 12").replace('type = "choice"', 'type = "chose"')
    text = text.replace("seed = 7", "seed = 'x'").replace("Build a", "<i>Build a")
    found = told(text)
    marks = ("minute =", "type = ", "<i>", "seed =")
    assert [int(line.split(":")[0]) for line in found] == [line_of(text, mark) for mark in marks]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("prompt", "<script>x</script>"), ("solution", "see [x](file:///etc/passwd)"),
        ("hints", "&#x202e;x"), ("why", "[x](vscode://x)"), ("overfitting", "<b>"),
    ],
)  # fmt: skip
def test_markdown_inside_blocks_is_looked_at_too(field: str, value: str) -> None:
    lines = GOOD.split("\n")
    number = next(n for n, line in enumerate(lines) if line.startswith(f"{field} = "))
    quote = f'["{value}"]' if field == "hints" else f'"{value}"'
    lines[number] = f"{field} = {quote}"
    [problem] = told("\n".join(lines))
    assert problem.startswith(f"{number + 1}: ")
    assert "found" in problem


def test_problems_bring_no_control_character_to_the_terminal() -> None:
    found = told(
        f"{FRONT}## a\n\n```quiz\nid = '\x1b]0;x\x07'\n\x1b[2J = 1\n```\n[q](\x1b[1mx:y)\n"
    )
    assert len(found) > 2
    assert all(visible(line) == line for line in found)
    _lesson, problems = read(Path("a\x1b[2J\nb.md"))
    assert [visible(str(one)) == str(one) for one in problems] == [True]


def test_a_file_that_is_no_lesson_gets_a_sentence(tmp_path: Path) -> None:
    large, binary, fifo = tmp_path / "large.md", tmp_path / "binary.md", tmp_path / "fifo.md"
    large.write_bytes(b"x" * (MAX_BYTES + 1))
    binary.write_bytes(b"+++\nok\n\xff\xfe")
    os.mkfifo(fifo)
    expected = {
        tmp_path: "1: file: found a folder; a lesson is one Markdown file",
        tmp_path / "none.md": "1: file: cannot be read: No such file or directory",
        large: "1: file: found 1,000,001 bytes; allowed are 1,000,000",
        binary: "3: file: found the byte 0xff; a lesson is text in UTF-8",
        fifo: "1: file: found not a regular file; a lesson is one Markdown file",
        tmp_path / "a\0b": "1: file: cannot be read: no file can have this name",
    }
    for path, message in expected.items():
        lesson, problems = read(path)
        assert lesson is None
        assert [f"{p.line}: {p.field}: {p.message}" for p in problems] == [message]


def test_a_file_without_permission_gets_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    path.write_text(GOOD)

    def refuse(_path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert [problem.message for problem in read(path)[1]] == ["cannot be read: Permission denied"]


def assert_sound(text: str) -> None:
    """Whatever `text` is, reading it gives a lesson or problems that can be printed."""
    lesson, problems = parse(PATH, text)
    assert lesson is not None or problems
    lines = text.replace("\r\n", "\n").count("\n") + 1
    for problem in problems:
        assert 1 <= problem.line <= lines
        assert problem.field
        assert visible(str(problem)) == str(problem)


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert_sound(text)
    assert_sound(f"+++\n{text}\n+++\n{text}")


@given(st.text(), st.sampled_from(["quiz", "experiment", "code"]))
def test_no_body_raises(text: str, word: str) -> None:
    assert_sound(FRONT + text)
    assert_sound(f"{FRONT}## a\n{text}\n```{word}\n{text}\n```\n{text}")


@given(st.binary(max_size=200))
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "a.md"
    path.write_bytes(FRONT.encode() + data)
    lesson, problems = read(path)
    assert lesson is not None or problems


SPLINTERS = st.sampled_from(
    ["+++", "\n", "```", "quiz", '"', "'''", '"""', "[[", "]]", "=", "{", "}", "##", ".", "[a]:",
     "-", "9" * 40, "nan", "1979-05-27", "true", "\\u001b", "\0", "\x1b", "\u202e", "\ud800",
     "&#0;", "<b>", "](", "a.b.", "# ", "\t", "> ", "    ", "|"]
)  # fmt: skip


@given(st.data())
def test_no_mutated_lesson_raises(data: st.DataObject) -> None:
    text = GOOD
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 30)))
        text = text[:start] + data.draw(SPLINTERS) + text[end:]
    assert_sound(text)


@pytest.mark.parametrize(
    "text",
    ids=range(11),
    argvalues=["[" * 20_000, "- " * 5_000, "> " * 5_000, "*a " * 5_000, "a." * 20_000 + "b = 1",
     "x = " + "[" * 20_000, "x = " + "{a=" * 5_000, "a = 1\n" * 2_000, "'a'." * 9_000 + "b=1",
     "```\n" * 2_000, "|a" * 2_000 + "\n" + "|-" * 2_000],
)  # fmt: skip
def test_texts_made_to_exhaust_a_parser_end_soon(text: str) -> None:
    assert_sound(f"{FRONT}## a\n{text}\n")
    assert_sound(f"{FRONT}## a\n\n```quiz\n{text}\n```\n")
    assert_sound(f"+++\n{text}\n+++\n## a\nx")
