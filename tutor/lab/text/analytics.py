"""Key phrases and sentiment of any text, in rows."""

from __future__ import annotations

from tutor.lab.text.flow import flow
from tutor.lab.text.phrases import listed, marked, runs
from tutor.lab.text.picture import Way
from tutor.lab.text.plot import PlotRow
from tutor.lab.text.sentiment import bars, counted, verdict
from tutor.lab.views.analytics import Analytics

_LONGEST_VERDICT = 18


def verdict_of(analytics: Analytics) -> str:
    """The sentiment of the whole text; empty where nothing tells it."""
    if not analytics.labels:
        return ""
    told = verdict(analytics.labels, analytics.shares)
    several = sum(bool(sentence.shares) for sentence in analytics.sentences)
    return f"{told}, the mean of {several} sentences" if several > 1 else told


def unknown(analytics: Analytics) -> str:
    """How many words the network of the sentiment has never learned."""
    words = sum(sentence.words for sentence in analytics.sentences)
    strange = sum(sentence.unknown for sentence in analytics.sentences)
    cut = sum(sentence.left_out for sentence in analytics.sentences)
    if not analytics.labels or not words:
        return ""
    told = f"For the sentiment {strange} of {counted(words)} are unknown"
    return told + (f", and {cut} did not fit into its sentences." if cut else ".")


def rows(analytics: Analytics, width: int, way: Way) -> list[PlotRow]:
    """The text with its phrases marked, sentence by sentence where there are several."""
    blank: PlotRow = []
    phrases = analytics.phrases or []
    found = bars(analytics.labels, analytics.shares, width, way)
    if found:
        found.append(blank)
    if len(analytics.sentences) > 1 and analytics.labels:
        found += _by_sentence(analytics, width, way)
    else:
        found += marked(analytics.text, phrases, width, way)
    found.append(blank)
    if analytics.phrases is not None:
        found += [*listed(analytics.text, phrases, width), blank]
    told = unknown(analytics)
    return found + (flow([(told, "")], width) if told else [])


def _by_sentence(analytics: Analytics, width: int, way: Way) -> list[PlotRow]:
    """Each sentence with its own class beside it, or below it where it is narrow."""
    beside = width >= 3 * _LONGEST_VERDICT
    room = width - _LONGEST_VERDICT if beside else width
    found: list[PlotRow] = []
    for sentence in analytics.sentences:
        told = verdict(analytics.labels, sentence.shares) if sentence.shares else "no word"
        text = runs(analytics.text, analytics.phrases or [], way, sentence.first, sentence.after)
        lines = flow(text, room)
        if beside:
            heads = [f"{told[: _LONGEST_VERDICT - 1]:<{_LONGEST_VERDICT}}"]
            heads += [" " * _LONGEST_VERDICT] * (len(lines) - 1)
            found += [[(head, "axis"), *line] for head, line in zip(heads, lines, strict=True)]
        else:
            found += [*lines, [(f"  {told}", "axis")]]
    return found
