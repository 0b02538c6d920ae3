"""The diagnosis as a card: name, confidence, evidence, remedy, and what would refute it."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tutor.diagnosis.verdict import Diagnosis, Finding
from tutor.ui.styles import sheet
from tutor.ui.words import finding_title

_GOOD = {"good_fit", "noise_floor"}
_OPEN = {"not_enough_evidence", "still_improving"}


class DiagnosisCard(Static):
    """Shows one diagnosis."""

    DEFAULT_CSS = sheet(__file__)

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
        self.update(Content("\n").join(_paragraphs(diagnosis, author)))


def _sure(finding: Finding) -> str:
    return f"{round(100 * finding.confidence)} % sure"


def _paragraphs(diagnosis: Diagnosis, author: str) -> list[Content]:
    primary = diagnosis.primary
    parts = [Content(primary.evidence)]
    if author:
        parts.append(Content(author.strip()).stylize("italic"))
    parts.append(Content.assemble(("Try: ", "bold"), primary.remedy))
    if primary.doubt:
        parts.append(Content.assemble(("What would change this: ", "bold"), primary.doubt))
    for finding in diagnosis.findings[1:]:
        title = f"Also: {finding_title(finding.name).lower()} ({_sure(finding)}). "
        parts.append(Content.assemble((title, "bold"), finding.evidence))
    return parts
