"""The diagnosis as a card: name, confidence, evidence, remedy, and what would refute it.

What to know and to do stands first: the figures, the remedy, the keys for it. What it means in this
lesson and what would change it follow, for those who read on.
"""

from __future__ import annotations

import re

from textual.content import Content
from textual.widgets import Static

from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.ui.styles import sheet
from tutor.ui.words import finding_title

_GOOD = {"good_fit", "noise_floor"}
_OPEN = {"not_enough_evidence", "still_improving"}
_FIGURES = re.compile(r"\d[\d.,]*(?: to \d[\d.,]*)? (?:%|points)|epochs? \d+")
_KEY = re.compile(r"\b[a-z0-9]\b(?= )")


class DiagnosisCard(Static):
    """Shows one diagnosis."""

    DEFAULT_CSS = sheet(__file__)

    def __init__(self, again: str = "", *, id: str | None = None) -> None:  # noqa: A002
        """Show nothing yet.

        Args:
            again: which keys carry the remedy out, letters or digits each before a verb; empty
                where none do.
            id: the widget's.
        """
        super().__init__(id=id)
        self._again = again

    def show(self, diagnosis: Diagnosis, author: str = "") -> None:
        """Show a diagnosis.

        Args:
            diagnosis: all findings.
            author: what the lesson says about the primary one.
        """
        primary = diagnosis.primary
        kind = "good" if primary.name in _GOOD else "open" if primary.name in _OPEN else "trouble"
        for name in ("good", "open", "trouble"):
            self.set_class(name == kind, f"-{name}")
        mark = {"good": "✓", "open": "…", "trouble": "!"}[kind]
        self.border_title = Content(f"{mark} {finding_title(primary.name)} · {_sure(primary)}")
        self.update(Content("\n").join(_paragraphs(diagnosis, author, self._again)))


def _sure(finding: Finding) -> str:
    return f"{round(100 * finding.confidence)} % sure"


def _paragraphs(diagnosis: Diagnosis, author: str, again: str) -> list[Content]:
    """The card's lines, the most useful first."""
    primary = diagnosis.primary
    parts = [_figures(primary.evidence), _remedy(primary)]
    if again:
        keys = f"r tries this, {again}" if primary.change else again
        parts.append(Content(keys).highlight_regex(_KEY, style="bold $accent"))
    if author:
        parts.append(Content.assemble(("In this lesson: ", "bold"), author.strip()))
    if primary.doubt:
        parts.append(Content.assemble(("What would change this: ", "bold"), primary.doubt))
    for finding in diagnosis.findings[1:]:
        title = f"Also: {finding_title(finding.name).lower()} ({_sure(finding)}). "
        parts.append(Content.assemble((title, "bold"), _figures(finding.evidence)))
    return parts


def _figures(evidence: str) -> Content:
    """A finding's evidence, its figures standing out."""
    return Content(evidence).highlight_regex(_FIGURES, style="bold")


def _remedy(finding: Finding) -> Content:
    """What to do, standing out, then the reason."""
    todo, colon, reason = finding.remedy.partition(":")
    label = "Next: " if finding.name in _GOOD else "Try: "
    return Content.assemble((f"{label}{todo}", "bold $accent"), f"{colon}{reason}")
