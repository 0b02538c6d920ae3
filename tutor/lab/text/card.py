"""A diagnosis as a card of text: what was found, why, what to try and what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.lab.text.layout import labelled

if TYPE_CHECKING:
    from tutor.diagnosis.verdict import Diagnosis, Finding


def card(diagnosis: Diagnosis, width: int) -> str:
    """A diagnosis for people, in lines of at most `width` columns; the primary finding first."""
    lines: list[str] = []
    for place, finding in enumerate(diagnosis.findings):
        lines += ["", f"Also: {heading(finding)}"] if place else [heading(finding)]
        rows = [("Evidence", finding.evidence), ("Try", finding.remedy)]
        if finding.doubt and not place:
            rows.append(("Would change it", finding.doubt))
        lines += labelled(rows, width)
    return "\n".join(lines)


def heading(finding: Finding) -> str:
    """A finding's name and how sure it is."""
    words = finding.name.replace("_", " ").capitalize()
    return f"{words} ({round(100 * finding.confidence)} % sure)"
