"""Text analytics on plain statements: the key phrases found, and whether sentiment is neutral.

The thirty statements of `encyclopedia.txt` are on subjects that no data set has; their phrases were
marked by hand before a network saw them. The references of `references.toml` read them.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.accuracy import references
from tests.benchmarks.row import Row
from tests.benchmarks.trainings import Crew, carry_out, crew, make_order
from tutor.lab.client import Worker
from tutor.lab.inspection import Inspection
from tutor.lab.run import Run, find
from tutor.lab.views import queries
from tutor.lab.views.analytics import Analytics, AnalyticsQuery

SEEDS = 3
LEAST_F1, LEAST_NEUTRAL, MOST_SECONDS = 0.80, 0.90, 0.1
_FILE = Path(__file__).with_name("encyclopedia.txt")
_BRACKETS = re.compile(r"(\[\[|\]\])")
_NEUTRAL = "neutral"
_PATIENCE_SECONDS = 60.0

Marked = tuple[str, set[tuple[int, int]]]
"""A statement, and where its phrases begin and end."""


def statements() -> list[Marked]:
    """The statements with the places of their phrases, in characters."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    return [_marked(line) for line in lines if line and not line.startswith("#")]


def _marked(line: str) -> Marked:
    text, places, begin = "", set(), 0
    for piece in _BRACKETS.split(line):
        if piece == "[[":
            begin = len(text)
        elif piece == "]]":
            places.add((begin, len(text)))
        else:
            text += piece
    return text, places


def ask(worker: Worker, run: Run, query: queries.Any) -> Inspection:
    """Ask a warm worker and wait for its answer.

    Raises:
        RuntimeError: there is none.
    """
    inspection = Inspection(run, query)
    inspection.ask(worker)
    until = time.monotonic() + _PATIENCE_SECONDS
    while not inspection.over and time.monotonic() < until:
        worker.poll()
        inspection.poll()
        time.sleep(0.001)
    if inspection.data is None:
        raise RuntimeError(inspection.problem or "no answer came")
    return inspection


def rows(*, quick: bool) -> Iterator[Row]:
    """Train both references with some seeds, or with one, and have them read the statements."""
    found = []
    with crew() as hired:
        for seed in range(1, (1 if quick else SEEDS) + 1):
            found.append(_read(hired, seed))
    f1, neutral, unknown, seconds = (list(column) for column in zip(*found, strict=True))
    note = f"worst; median {statistics.median(f1):.3f}"
    yield Row("plain statements, F1 of key phrases", min(f1), LEAST_F1, "", f1, least=True,
              note=note)  # fmt: skip
    note = f"worst; median {statistics.median(neutral):.3f}; unknown words {unknown[0]:.3f}"
    yield Row("plain statements, share told neutral", min(neutral), LEAST_NEUTRAL, "", neutral,
              least=True, note=note)  # fmt: skip
    yield Row("plain statements, an answer of both networks", max(seconds), MOST_SECONDS, "s",
              seconds, note="worst seed's median")  # fmt: skip


def _read(hired: Crew, seed: int) -> tuple[float, float, float, float]:
    """F1 of phrases, share told neutral, share of unknown words, median seconds of an answer."""
    runs: dict[str, Run] = {}
    for one in references():
        if one.name in {"reviews", "key-phrases"}:
            order = make_order(one.dataset, one.settings, parts=one.parts, seed=seed)
            carry_out(hired, order)
            runs[one.name] = find(order.run)
    tagger, reader = runs["key-phrases"], runs["reviews"]
    worker = hired.worker(tagger.order())
    right = both = neutral = unknown = words = 0
    seconds = []
    for text, true in statements():
        began = time.perf_counter()
        data = ask(worker, tagger, AnalyticsQuery(text=text, partner=reader.id)).data
        seconds.append(time.perf_counter() - began)
        assert isinstance(data, Analytics)
        marked = {(phrase.first, phrase.after) for phrase in data.phrases or []}
        right += len(marked & true)
        both += len(marked) + len(true)
        neutral += data.labels[data.shares.index(max(data.shares))] == _NEUTRAL
        unknown += sum(sentence.unknown for sentence in data.sentences)
        words += sum(sentence.words for sentence in data.sentences)
    share = neutral / len(statements())
    return 2 * right / both, share, unknown / words, statistics.median(seconds)
