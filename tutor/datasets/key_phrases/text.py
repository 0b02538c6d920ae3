"""Reads sentences with their key phrases marked, and finds what breaks the rules of marking.

The rules stand at the head of `sentences.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tutor.datasets.key_phrases.tokens import tokenize, words_on
from tutor.datasets.spans import BEGINS, CONTINUES, OUTSIDE, spans

LONGEST_PHRASE = 4
FEWEST_WORDS, MOST_TOKENS = 8, 24

_BRACKETS = re.compile(r"(\[\[|\]\])")


class AnnotationError(ValueError):
    """A line that cannot be read; the message names it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its tags.

    Attributes:
        subject: what it and its neighbours are about.
        line: in the file, from 1.
        words: words and punctuation marks.
        tags: 0 outside, 1 begins, 2 continues a phrase; one for each of `words`.
    """

    subject: str
    line: int
    words: tuple[str, ...]
    tags: tuple[int, ...]

    def phrases(self) -> list[tuple[str, ...]]:
        """The words of each key phrase."""
        return [self.words[first:after] for first, after in spans(self.tags)]


def read(text: str, file: str) -> list[Sentence]:
    """The sentences of a marked text.

    Args:
        text: one sentence a line, phrases in `[[ ]]`; `# subject` before those on a subject;
            lines that are empty or begin with `##` are left out.
        file: its name, for messages.

    Raises:
        AnnotationError: brackets that don't match or hold nothing, a sentence without a subject,
            a subject named twice.
    """
    subjects: list[str] = []
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        place = f"{file}, line {number}"
        if not line.strip() or line.startswith("##"):
            continue
        if line.startswith("#"):
            subjects.append(line[1:].strip())
            if subjects.count(subjects[-1]) > 1:
                raise AnnotationError(f"{place}: the subject {subjects[-1]!r} comes twice.")
            continue
        if not subjects:
            raise AnnotationError(f"{place}: a sentence before any '# subject'.")
        words, tags = _tagged(line, place)
        found.append(Sentence(subjects[-1], number, words, tags))
    return found


def _tagged(line: str, place: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The words of a marked line, and their tags."""
    words: list[str] = []
    tags: list[int] = []
    inside = False
    for piece in _BRACKETS.split(line):
        if piece in ("[[", "]]"):
            if inside == (piece == "[["):
                raise AnnotationError(f"{place}: {piece!r} has no partner in {line!r}.")
            inside = not inside
            continue
        if "[" in piece or "]" in piece:
            raise AnnotationError(f"{place}: a single bracket in {line!r}; phrases stand in [[ ]].")
        tokens = tokenize(piece)
        if inside and not tokens:
            raise AnnotationError(f"{place}: an empty phrase in {line!r}.")
        words += tokens
        tags += [BEGINS, *[CONTINUES] * (len(tokens) - 1)] if inside else [OUTSIDE] * len(tokens)
    if inside:
        raise AnnotationError(f"{place}: '[[' has no partner in {line!r}.")
    return tuple(words), tuple(tags)


def faults(sentences: list[Sentence], file: str) -> Iterator[str]:
    """What breaks a rule that can be checked, each in a sentence that names file and line."""
    seen: dict[tuple[str, ...], int] = {}
    for one in sentences:
        place = f"{file}, line {one.line}"
        words = sum(word[0].isalnum() for word in one.words)
        if words < FEWEST_WORDS:
            yield f"{place}: {words} words; at least {FEWEST_WORDS} are wanted."
        if len(one.words) > MOST_TOKENS:
            yield f"{place}: {len(one.words)} words and marks; at most {MOST_TOKENS} are allowed."
        if one.words[-1] not in ".?!":
            yield f"{place}: the sentence has no full stop."
        key = tuple(word.lower() for word in one.words)
        if key in seen:
            yield f"{place}: the same sentence as in line {seen[key]}."
        seen[key] = one.line
        for phrase in one.phrases():
            for fault in _faults_of(phrase, opens=phrase[0] == one.words[0]):
                yield f"{place}: {' '.join(phrase)!r} {fault}."


def _faults_of(phrase: tuple[str, ...], *, opens: bool) -> Iterator[str]:
    """What is wrong with a phrase; in a name, capitals show that listed words are meant."""
    lower = [w.lower() if opens and not i else w for i, w in enumerate(phrase)]
    if len(phrase) > LONGEST_PHRASE:
        yield f"has {len(phrase)} words; at most {LONGEST_PHRASE} are allowed"
    if not all(word[0].isalpha() for word in phrase):
        yield "holds a number or a punctuation mark"
    if {lower[0], lower[-1]} & words_on("function"):
        yield "begins or ends with a function word"
    if not phrase[-1][0].isupper() and words_on("function") & set(lower):
        yield "holds a function word"
    if words_on("plain") & set(lower):
        yield "holds an adjective of the list 'plain'"
    if lower[-1] in words_on("general"):
        yield "ends with a noun of the list 'general'"
