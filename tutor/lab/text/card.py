"""A diagnosis as a card of text: what was found, what that means, why, and what to try."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.diagnosis.meaning import explained, headed
from tutor.lab.text.layout import INDENT, labelled, paragraph

if TYPE_CHECKING:
    from tutor.diagnosis.verdict import Diagnosis


def card(diagnosis: Diagnosis, width: int) -> str:
    """A diagnosis for people, in lines of at most `width` columns; the primary finding first."""
    lines: list[str] = []
    for place, finding in enumerate(diagnosis.told):
        lines += ["", f"Also: {headed(finding)}"] if place else [headed(finding)]
        said = explained(diagnosis, finding)
        if said:
            lines.append(paragraph(said, width, INDENT))
        rows = [("Evidence", finding.evidence), ("Try", finding.remedy)]
        if finding.doubt and not place:
            rows.append(("Would change it", finding.doubt))
        lines += labelled(rows, width)
    return "\n".join(lines)
