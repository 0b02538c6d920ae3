"""The diagnosis as a card: what was found and what that means, what to do, and why.

What to know and what to press stand first, so that even a low screen shows them without scrolling.
The figures, the lesson's words and what would refute it follow, for those who read on.
"""

from __future__ import annotations

import re

from textual.content import Content
from textual.widgets import Static

from tutor.diagnosis.meaning import explained, headed, title, unsure_fit
from tutor.diagnosis.verdict import HARMLESS, Diagnosis, Finding
from tutor.lab.text.signs import minus_in
from tutor.ui.inline import inline
from tutor.ui.styles import sheet

_TRYING = (
    "The curves alone do not tell what happened, so it is being tried out: the training goes on "
    "unseen, and another network trains beside it. Read on, or train anew: nothing waits for it."
)
_GOOD = {"good_fit", "noise_floor"}
_OPEN = {"not_enough_evidence", "still_improving"}
_REMARKS = {"noisy_validation"}
"""Beside what is open, no trouble of a network that is good enough: its evidence alone is told."""
_FIGURES = re.compile(r"−?\d[\d.,]*(?: to −?\d[\d.,]*)? (?:%|points)|epochs? \d+")
_KEY = re.compile(r"\b[a-z0-9]\b(?=[ :])")
_COLON, _STOP = re.compile(r":\s+"), re.compile(r"[.;](?:\s+|$)")
_CLAUSE = re.compile(r"[.;](?:\s+|$)")
"""Where the deed in a remedy ends and its reason begins: at a colon, which a list of settings may
stand before, else at the first mark."""


class DiagnosisCard(Static):
    """Shows one diagnosis."""

    DEFAULT_CSS = sheet(__file__)

    def __init__(self, again: str = "", *, id: str | None = None) -> None:  # noqa: A002
        """Show nothing yet.

        Args:
            again: which keys change and train by hand, letters or digits each before a verb; empty
                where none do, nor `r` what is advised.
            id: the widget's.
        """
        super().__init__(id=id)
        self._again = again

    def show(
        self, diagnosis: Diagnosis, author: str = "", about: str = "", *, reached: bool = False
    ) -> None:
        """Show a diagnosis.

        Args:
            diagnosis: all findings.
            author: what the lesson says about the primary one.
            about: to which epochs its figures belong; empty where that is plain.
            reached: whether the goal is: then that stands first, and what is only open is a remark.
        """
        primary = diagnosis.primary
        kind = _kind(primary)
        mark = {"good": "✓", "open": "…", "trouble": "!"}[kind]
        heading = f"{mark} {headed(primary, bare=True)}"
        remarked = reached and (kind == "open" or primary.name in _REMARKS)
        if remarked:
            # Bare, a lack of evidence would seem to doubt the goal.
            beyond = "beyond that: " if primary.name == "not_enough_evidence" else ""
            kind, heading = "good", f"★ Goal reached · {beyond}{_lowered(headed(primary))}"
        for name in ("good", "open", "trouble"):
            self.set_class(name == kind, f"-{name}")
        self.border_title = Content(heading)
        deed, why = _deed(primary, self._again, reached=reached)
        other = _other_deed(diagnosis) if self._again else Content("")
        said = Content(explained(diagnosis, primary))
        figures = _figures(f"{primary.evidence} {about}".rstrip())
        if remarked:
            said, figures = figures, Content("")  # the evidence alone: nothing is wrong
        sure = not (remarked and primary.name == "not_enough_evidence")
        lines = [said, deed, other, figures, why, *_further(diagnosis, author, doubts=sure)]
        self.update(Content("\n").join(line for line in lines if line))

    def wait(self) -> None:
        """Say that what the curves do not tell is being tried out, in place of a verdict."""
        for name in ("good", "open", "trouble"):
            self.set_class(name == "open", f"-{name}")
        self.border_title = "… Looking closer"
        self.update(_TRYING)


def _kind(finding: Finding) -> str:
    """Whether it is `good`, `open` or a `trouble`."""
    if finding.name in _OPEN or unsure_fit(finding):
        return "open"
    return "good" if finding.name in _GOOD else "trouble"


def _other_deed(diagnosis: Diagnosis) -> Content:
    """What the key does where no setting carries out the first remedy but one does a later one."""
    advised = diagnosis.advised
    if not advised.change or advised is diagnosis.primary:
        return Content("")
    wanted = "for" if advised.name in HARMLESS else "against"
    return Content.assemble(
        _by_key(_parted(advised.remedy)[0]), f", {wanted}: {title(advised.name).lower()}"
    )


def _by_key(deed: str, reason: str = "") -> Content:
    """A deed that a key carries out, and why."""
    key = (" r ", "bold reverse $accent")
    why = f": {reason}" if reason else ""
    return Content.assemble(key, (f" {deed} and train again", "bold $accent"), why)


def _deed(finding: Finding, again: str, *, reached: bool) -> tuple[Content, Content]:
    """What to do, as a key to press where one does it; then why, and what else can be done."""
    deed, reason = _parted(finding.remedy)
    keyed = bool(again and finding.change)
    if keyed:
        first = _by_key(deed, reason)
    else:
        label = "Next: " if reached or finding.name in _GOOD else "Try: "
        end = f". {reason[:1].upper()}{reason[1:]}" if reason else "."
        first = Content.assemble((f"{label}{deed}", "bold $accent"), end)
    onward = "n goes on with the lesson, " if again and reached else ""
    other = Content(f"{'Instead of r: ' if keyed else ''}{onward}{again}")
    return first, other.highlight_regex(_KEY, style="bold $accent")


def _parted(remedy: str) -> tuple[str, str]:
    """A remedy's deed, without its full stop, and its reason, lowered; empty for none."""
    found, stop = _COLON.search(remedy), _STOP.search(remedy)
    if found is None or (stop is not None and stop.start() < found.start()):
        found = _CLAUSE.search(remedy)
    if found is None:
        return remedy, ""
    return remedy[: found.start()], _lowered(remedy[found.end() :])


def _further(diagnosis: Diagnosis, author: str, *, doubts: bool) -> list[Content]:
    """For those who read on: the lesson's words, what would refute it, what else was found.

    What would refute it only where there are `doubts`: a card that claims nothing has none.
    """
    parts = []
    if author:
        parts.append(Content.assemble(("In this lesson: ", "bold"), inline(author.strip())))
    doubt = diagnosis.primary.doubt
    if doubt and doubts:
        parts.append(Content.assemble(("What would change my mind: ", "bold"), _lowered(doubt)))
    for finding in diagnosis.told[1:]:
        heading = f"Also: {_lowered(headed(finding))}. "
        said = f"{explained(diagnosis, finding)} ".lstrip()
        parts.append(Content.assemble((heading, "bold"), said, _figures(finding.evidence)))
    return parts


def _figures(evidence: str) -> Content:
    """A finding's evidence, its figures standing out."""
    said = Content.styled(minus_in(evidence), "$foreground 75%")
    return said.highlight_regex(_FIGURES, style="bold $foreground")


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]
