"""Reads a lesson file: front matter, steps, prose and blocks, with the line of every problem."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.course.blocks import Source, read_block
from tutor.course.lesson import FORMAT, Front, Lesson, Placed, Prose, Step
from tutor.course.problem import UNSAFE, Fault, Problem, code_point, quoted
from tutor.course.prose import parser, token_faults

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_BYTES = 1_000_000
"""The largest lesson file that is read."""

FENCE = "+++"
KINDS = ("quiz", "experiment")
_ALIKE = 75.0


def read(path: Path) -> tuple[Lesson | None, list[Problem]]:
    """Read the lesson file at `path`; whatever is wrong with it comes out as problems.

    Returns:
        The lesson, None where it has no usable front matter, and what is wrong. A lesson with
        problems holds the blocks that could be read; it is for checks, not for learners.
    """
    text = _text(path)
    return parse(path, text) if isinstance(text, str) else (None, [text])


def read_front(path: Path) -> Front | None:
    """The front matter alone of the lesson file at `path`, in a tenth of the time.

    None where it has none that can be used; `read` tells why.
    """
    text = _text(path)
    if not isinstance(text, str):
        return None
    lines = _lines(text)
    end = _front_end(lines)
    return None if end is None else _Front(path, lines[1:end]).front


def _text(path: Path) -> str | Problem:
    """What the file holds, or why it cannot be a lesson."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            what = "a folder" if stat.S_ISDIR(state.st_mode) else "not a regular file"
            return _file(path, f"found {what}; a lesson is one Markdown file")
        if state.st_size > MAX_BYTES:
            size = f"{state.st_size:,} bytes"
            return _file(path, f"found {size}; allowed are {MAX_BYTES:,}")
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no file can have this name"
        return _file(path, f"cannot be read: {reason}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = f"found the byte {data[error.start]:#04x}; a lesson is text in UTF-8"
        return Problem(path, line, "file", message)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n")


def parse(path: Path, text: str) -> tuple[Lesson | None, list[Problem]]:
    """Read a lesson from its text; `path` is only named in problems and in the lesson.

    Returns:
        As `read` does.
    """
    lines = _lines(text)
    problems = _unsafe_characters(path, lines)
    front_end = _front_end(lines)
    if front_end is None:
        problems.append(_no_front(path, lines))
        return None, problems
    front = _Front(path, lines[1:front_end])
    if front.newer:
        return None, front.source.problems
    body = _Body(path, lines, front_end + 1, front.title)
    body.read()
    problems += front.source.problems + body.problems
    problems.sort(key=lambda problem: problem.line)
    if front.front is None:
        return None, problems
    return Lesson(front.front, body.steps, path, front.source.places), problems


def _file(path: Path, message: str) -> Problem:
    return Problem(path, 1, "file", message)


def _unsafe_characters(path: Path, lines: list[str]) -> list[Problem]:
    return [
        Problem(
            path, number, "text",
            f"found the control character {code_point(found[0])}; "
            "allowed are printable characters, line ends and tabs",
        )
        for number, line in enumerate(lines, 1)
        if (found := UNSAFE.search(line))
    ]  # fmt: skip


def _front_end(lines: list[str]) -> int | None:
    """The index of the line that closes the front matter."""
    if lines[0].rstrip() != FENCE:
        return None
    return next((n for n, line in enumerate(lines) if n and line.rstrip() == FENCE), None)


def _no_front(path: Path, lines: list[str]) -> Problem:
    if lines[0].rstrip() == FENCE:
        message = f"begins here and is not closed by a line {FENCE}"
    else:
        message = (
            f"is missing: found {quoted(lines[0])}; "
            f"a lesson begins with a line {FENCE}, then TOML, then a line {FENCE}"
        )
    return Problem(path, 1, "front matter", message)


class _Front:
    """The front matter of a file; its format is looked at before anything else."""

    def __init__(self, path: Path, lines: list[str]) -> None:
        self.source = Source(path, "\n".join(lines), 1)
        self.front: Front | None = None
        self.newer = False
        self.title = ""
        data = self.source.load()
        if data is None:
            return
        found = data.get("format", FORMAT)
        whole = isinstance(found, int) and not isinstance(found, bool)
        if whole and found != FORMAT:
            self.newer = found > FORMAT
            advice = "update the tutor to read this lesson" if self.newer else "there is no other"
            message = f"found {quoted(found)}; this program reads format {FORMAT}: {advice}"
            self.source.add(Fault("format", message))
            if self.newer:
                return
        self.front = self.source.fill(data, Front)
        self.title = self.front.title if self.front else ""


class _Body:
    """Everything after the front matter.

    Attributes:
        steps: found so far.
        problems: found so far.
    """

    def __init__(self, path: Path, lines: list[str], start: int, title: str) -> None:
        """`start` is the index of the first line after the front matter."""
        self.path = path
        self.lines = lines
        self.steps: list[Step] = []
        self.problems: list[Problem] = []
        self._step = Step(title, [], start + 1)
        self._headed = False
        self._filled = False
        self._prose_from = start
        # Empty lines in the front matter's place keep the tokens' line numbers those of the file.
        # A lone carriage return, refused already, would end a line for the parser alone.
        self._text = "\n".join([""] * start + lines[start:]).replace("\r", " ")

    def read(self) -> None:
        """Fill `steps` and `problems`."""
        references: dict[str, dict[str, dict[str, list[int]]]] = {}
        tokens = parser().parse(self._text, references)
        for line, message in token_faults(tokens, self.lines):
            self._refuse(line, "text", message)
        for reference in references.get("references", {}).values():
            message = "found an address apart from its link; write [text](address) instead"
            self._refuse(reference["map"][0] + 1, "text", message)
        for index, token in enumerate(tokens):
            if token.type == "heading_open":
                self._heading(token, tokens[index + 1])
            elif token.type == "fence":
                self._fence(token)
        self._end_step(len(self.lines))
        if not self._headed:
            message = "there is none; a step begins with a line such as ## Title"
            self._refuse(len(self.lines), "step", message)

    def _refuse(self, line: int, field: str, message: str) -> None:
        self.problems.append(Problem(self.path, line, field, message))

    def _heading(self, token: Token, inline: Token) -> None:
        first, last = token.map or (0, 0)
        if token.markup in {"=", "-"}:
            message = (
                f"found {quoted(self.lines[last - 1].strip())} under text, which makes the text a "
                "heading; a step begins with ##, a rule needs an empty line above it"
            )
            self._refuse(last, "step", message)
        elif token.tag == "h1":
            message = (
                "found a heading with one #; the title stands in the front matter, steps have ##"
            )
            self._refuse(first + 1, "step", message)
        elif _opens_step(token):
            title = "".join(child.content for child in inline.children or ()).strip()
            self._end_step(first)
            self._headed, self._filled = True, False
            self._step = Step(title, [], first + 1)
            self._prose_from = last
            if not title:
                self._refuse(first + 1, "step", "found ## alone; allowed is a title after it")

    def _end_step(self, line: int) -> None:
        """Take the step in hand in; `line` is the index of the first line after it."""
        self._prose(line)
        if self._step.parts:
            self.steps.append(self._step)
        elif self._headed and not self._filled:
            self._refuse(
                self._step.line, "step", "is empty; allowed are text, quizzes, experiments"
            )

    def _prose(self, end: int) -> None:
        """Take in the Markdown from the last block to line `end`, if there is any."""
        first = self._prose_from
        while first < end and not self.lines[first].strip():
            first += 1
        text = "\n".join(self.lines[first:end]).rstrip()
        if text:
            self._step.parts.append(Prose(text, first + 1))

    def _fence(self, token: Token) -> None:
        first, last = token.map or (0, 0)
        word = (token.info.split() or [""])[0]
        closed = last - first > 1 and self.lines[last - 1].strip().startswith(token.markup)
        if token.level == 0 and not closed:
            message = f"begins here and is not closed by a line {token.markup}"
            self._refuse(first + 1, word if word in KINDS else "code", message)
        if word not in KINDS:
            from rapidfuzz import fuzz  # not before there is code of another kind

            near = next((kind for kind in KINDS if fuzz.ratio(word.lower(), kind) >= _ALIKE), None)
            if near:
                self._refuse(first + 1, "block", f"found {quoted(word)}; did you mean {near}?")
            return
        if token.level > 0:
            message = "stands in a list or a quotation; a block begins at the left margin"
            self._refuse(first + 1, word, message)
            return
        self._prose(first)
        self._prose_from = last
        self._block(Source(self.path, token.content, first + 1, word))

    def _block(self, source: Source) -> None:
        content = read_block(source)
        self._filled = True
        self.problems += source.problems
        if source.kind == "experiment" and self._step.experiment is not None:
            message = "a second one in this step; begin a new step for it with ##"
            self._refuse(source.line, "experiment", message)
        elif content is not None:
            self._step.parts.append(Placed(content, source.line, source.places))


def _opens_step(token: Token) -> bool:
    return token.tag == "h2" and token.level == 0 and token.markup == "##"
