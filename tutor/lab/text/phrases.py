"""A text with its key phrases marked, in rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tutor.lab.text.flow import flow
from tutor.lab.text.picture import Way, behind
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.sentiment import counted
from tutor.lab.text.shares import probability
from tutor.lab.text.width import cells, cut
from tutor.lab.views.phrases import Phrase, Phrases

_LONGEST = 30
_NAMED = 5
_MARKED = (46, 92, 184)
_GROUND = (26, 29, 38)

NOTHING = "It marks no key phrase here."


def marked(text: str, phrases: Sequence[Phrase], width: int, way: Way) -> list[PlotRow]:
    """The text in lines; a phrase has a coloured ground, or stands in brackets without colours."""
    return flow(runs(text, phrases, way), width)


def runs(
    text: str, phrases: Iterable[Phrase], way: Way, first: int = 0, after: int | None = None
) -> PlotRow:
    """The text from `first` up to `after` in styled runs, its phrases marked."""
    after = len(text) if after is None else after
    found: PlotRow = []
    at = first
    for phrase in phrases:
        if phrase.first < at or phrase.after > after:
            continue
        found.append((text[at : phrase.first], ""))
        inside = text[phrase.first : phrase.after]
        found.append((inside, _style(phrase)) if way == "colours" else (f"[{inside}]", "mark"))
        at = phrase.after
    found.append((text[at:after], ""))
    return [run for run in found if run[0]]


def _style(phrase: Phrase) -> str:
    """The ground of a phrase, the stronger the surer."""
    strength = 0.4 + 0.6 * min(max(phrase.share, 0.0), 1.0)
    red, green, blue = (
        round(low + (high - low) * strength) for low, high in zip(_GROUND, _MARKED, strict=True)
    )
    return behind((red, green, blue))


def listed(text: str, phrases: Sequence[Phrase], width: int) -> list[PlotRow]:
    """Each phrase with its probability, in columns."""
    if not phrases:
        return [[(NOTHING, "")]]
    named = [cut(text[one.first : one.after], _LONGEST) for one in phrases]
    longest = max(map(cells, named))
    entries = [
        [(f"{probability(one.share):>5} ", "axis"), (name + " " * (longest - cells(name)), "")]
        for name, one in zip(named, phrases, strict=True)
    ]
    each = sum(cells(part) for part, _ in entries[0]) + 2
    columns = max(1, (width + 2) // each)
    down = -(-len(entries) // columns)
    rows: list[PlotRow] = []
    for y in range(down):
        row: PlotRow = []
        for entry in entries[y::down]:
            row += [*entry, ("  ", "")]
        rows.append(row)
    return rows


def judged(phrases: Phrases) -> str:
    """For a validation example, what was missed and what was marked wrongly."""
    if phrases.true is None:
        return ""
    true = {(one.first, one.after) for one in phrases.true}
    found = {(one.first, one.after) for one in phrases.found}
    right = len(true & found)
    told = f"{right} of its {len(true)} key phrases found"
    for name, places in (("missed", true - found), ("marked though none", found - true)):
        if places:
            texts = [cut(phrases.text[first:after], _LONGEST) for first, after in sorted(places)]
            told += f"; {name}: {', '.join(texts)}"
    return told + "."


def unknown(phrases: Phrases) -> str:
    """How many words the network sees only by their shape; empty where there is none."""
    if not phrases.unknown:
        return ""
    named = ", ".join(cut(word, _LONGEST) for word in phrases.unknown[:_NAMED])
    more = ", …" if len(phrases.unknown) > _NAMED else "."
    return (
        f"{len(phrases.unknown)} of {counted(phrases.words)} it never learned; it sees only their "
        f"shape (ending, capital, word list): {named}{more}"
    )


def rows(phrases: Phrases, width: int, way: Way) -> list[PlotRow]:
    """All that is told of a text: itself with its phrases marked, and their list."""
    found = marked(phrases.text, phrases.found, width, way)
    found += [[], *listed(phrases.text, phrases.found, width), []]
    for text in (judged(phrases), unknown(phrases)):
        if text:
            found += flow([(text, "")], width)
    return found
