"""What the diagnosis can say: names, findings, and the diagnosis made of them."""

from __future__ import annotations

from dataclasses import dataclass, field

NAMES: tuple[str, ...] = (
    "diverged",
    "wrong_output",
    "exploding_gradients",
    "vanishing_gradients",
    "dead_relu",
    "not_learning",
    "unstable",
    "leakage",
    "noisy_validation",
    "still_improving",
    "overfitting",
    "overconfident",
    "large_gap",
    "underfitting",
    "noise_floor",
    "class_imbalance",
    "good_fit",
    "not_enough_evidence",
)
"""Every name a finding can have, in order of precedence: the first that holds is the primary."""

HARMLESS = ("still_improving", "noise_floor", "good_fit", "not_enough_evidence")
"""The names that are no trouble."""

_BROKEN = ("diverged", "exploding_gradients", "vanishing_gradients", "dead_relu", "not_learning")

Scalar = int | float | str | bool
Value = Scalar | list[Scalar]
"""Of a setting; a list where each layer has its own."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """What to change: in words, and as settings with their new values.

    Attributes:
        text: the deed and, after a colon, its reason.
        change: the deed as settings; empty where none carries it out.
        further: what else can be changed to the same end, the best first.
    """

    text: str
    change: dict[str, Value] = field(default_factory=dict)
    further: tuple[Remedy, ...] = ()

    @property
    def possible(self) -> tuple[Remedy, ...]:
        """All that settings can carry out, the best first."""
        return tuple(one for one in (self, *self.further) if one.change)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """A change of which was seen what a run with the same seed ends with, if the lesson offers it.

    Attributes:
        text: the deed and, after a colon, how it was seen.
        change: the deed as settings.
        metrics: the validation figures that were seen, by their names in histories.
    """

    text: str
    change: dict[str, Value]
    metrics: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing the curves say.

    Attributes:
        name: one of `NAMES`.
        confidence: 0 to 1, the chance that it is true.
        evidence: one or two sentences with the numbers, their intervals and the epochs.
        remedy: one thing to change, in words; for `good_fit`, what to try next. Never empty.
        change: the same as settings and their new values, where the lesson offers them.
        further: what else can be changed to the same end, the best first.
        doubt: what would change this finding.
        epoch: the epoch that the evidence points at, to be marked on the curve; counted from 1,
            or as the log that was read counts.
        played: whether it speaks of games and their success, not of losses and accuracies.
        kind: among findings of its name, those that are right more or less often than the others;
            its chance is learned apart from theirs. Empty for most.
        in_vain: settings of another network that was trained after the run and did no better, as
            far as chance lets that be seen; empty where none was.
        gain: the share of validation loss that going on after the run saved; 0 where that was not
            tried, or is not what the finding is about.
        proven: changes that were seen to lower validation loss, what costs least first.
    """

    name: str
    confidence: float
    evidence: str
    remedy: str
    change: dict[str, Value] = field(default_factory=dict)
    further: tuple[Remedy, ...] = ()
    doubt: str = ""
    epoch: int | None = None
    played: bool = False
    kind: str = ""
    in_vain: dict[str, Value] = field(default_factory=dict)
    gain: float = 0.0
    proven: tuple[Proven, ...] = ()

    @property
    def remedies(self) -> tuple[Remedy, ...]:
        """All that settings can carry out, the best first."""
        return Remedy(self.remedy, self.change, self.further).possible

    @property
    def premature(self) -> bool:
        """Whether it tells of the steps, far from usual, few or shrunk, not of the network."""
        return self.kind in {"steps", "few", "schedule"}

    @property
    def urgent(self) -> bool:
        """Whether it is to be mended before anything else can show what it brings."""
        return self.premature or self.name in _BROKEN

    @property
    def sort(self) -> str:
        """The findings by which its chance is learned."""
        return f"{self.name}, {self.kind}" if self.kind else self.name


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """All findings on one training, the primary one first; there is always at least one."""

    findings: tuple[Finding, ...]

    @property
    def primary(self) -> Finding:
        """The finding that matters most."""
        return self.findings[0]

    @property
    def advised(self) -> Finding:
        """The first finding whose remedy settings can carry out; the primary one without any."""
        return next((finding for finding in self.findings if finding.change), self.primary)

    @property
    def told(self) -> tuple[Finding, ...]:
        """The findings to be told one by one, the primary one first.

        That a network is overconfident says why it overfits: both are one story, told as the
        latter.
        """
        if not self.has("overfitting"):
            return self.findings
        return tuple(finding for finding in self.findings if finding.name != "overconfident")

    def theme(self, finding: Finding) -> str:
        """The name by whose words one of `told` is explained."""
        explained = finding.name == "overfitting" and self.has("overconfident")
        return "overconfident" if explained else finding.name

    def has(self, name: str) -> bool:
        """Whether `name` is among the findings."""
        return any(finding.name == name for finding in self.findings)
