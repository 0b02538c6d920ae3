"""What each finding means, for somebody who meets the word for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.diagnosis.verdict import Diagnosis, Finding

MEANINGS: dict[str, str] = {
    "diverged": "The loss left all bounds: corrections overshot what they should mend, again and "
    "again.",
    "wrong_output": "The network's last layer, the loss and the labels do not fit together, so "
    "training corrects it towards the wrong answers.",
    "exploding_gradients": "Now and then a single correction is so large that it throws away much "
    "of what was learned before.",
    "vanishing_gradients": "Hardly any of the correction reaches the first layers: they stay as "
    "they began, and the later ones must work with that.",
    "dead_relu": "Many units of a layer give zero for every example: they are silent, take no "
    "part, and can learn nothing any more.",
    "not_learning": "So far the network does no better than a guess: it found nothing in the "
    "inputs that tells the answer.",
    "unstable": "The loss jumps instead of settling: steps of the training undo part of what "
    "earlier ones gained.",
    "leakage": "Some validation examples also stand in the training set. The network may simply "
    "remember them, so its validation figures are too good.",
    "noisy_validation": "The validation figures are shaky: there are too few examples, or they "
    "differ from the training set. Do not trust small changes.",
    "still_improving": "Training ended before the network had learned all it can: more epochs "
    "may well make it better.",
    "overfitting": "After its best epoch the network learned what holds only for its training "
    "examples, and its loss on new ones rose.",
    "overconfident": "After its best epoch it answered no worse than before, but its loss on new "
    "examples rose: it became more certain of its wrong answers.",
    "large_gap": "The network does much better on examples it trained on than on new ones: part "
    "of what it learned holds only there.",
    "underfitting": "Even on its training examples the network does worse than it could: its size, "
    "kind or inputs hold it back, more than short training does.",
    "noise_floor": "More of the same hardly helps: for a network of this kind, what errors remain "
    "look like chance in the data.",
    "class_imbalance": "Some classes have far more examples than others, and the network neglects "
    "the rare ones.",
    "good_fit": "Training went well: the network learned, and what it learned holds for new "
    "examples too, by and large.",
    "not_enough_evidence": "What is wrong with this network, if anything is, these curves can't "
    "tell: they are too short or too rough, or of too few examples.",
}
"""One sentence or two for each name that a finding can have."""

_OF_GAMES: dict[str, str] = {
    "not_learning": "So far the player wins no more than by playing every game alike: what differs "
    "between games does not change what it does.",
    "unstable": "The player was better before: steps of the training undid what earlier ones had "
    "gained.",
    "still_improving": "The player was still getting better when training ended: with more epochs "
    "it may well win more, or be surer.",
    "good_fit": "Training went well: the player wins nearly all games, also ones that it has not "
    "played before.",
    "not_enough_evidence": "So far the games don't tell whether the player has learned what it "
    "should, or whether it will keep it.",
}
"""The same for findings on games, where it is not the loss that counts."""

_WORTHLESS = (
    "Some answers are right, but wrong ones are given with so much certainty that a guess would "
    "cost less: by its loss the network knows nothing."
)
"""Of a network that does not learn, though more of its answers are right than by guessing."""
_UNSURE_OF_ALL = (
    "A few more answers are right than by guessing, but the network is sure of none: its loss is "
    "hardly lower than that of a guess."
)
"""The same where the loss is no higher than that of guessing."""
_BEGUN = (
    "So far the network does no better than a guess that knows how common each answer is, but its "
    "loss was still falling."
)
"""The same where it may only have begun to learn."""
_GUESSING = (
    "So far the network does no better than a guess. With steps of this size nothing "
    "else can be told of it: mend the learning rate first."
)
"""The same at such a rate."""
_UNSCALED = (
    "So far the network does no better than a guess. No size of step fits all of its inputs: scale "
    "them first, then the learning rate shows what it is worth."
)
"""The same of unscaled inputs, where that is what is advised."""
_FAR_OFF = (
    "The network learned less than it could, even of its training data. With steps of this size "
    "nothing can be told of the network itself: mend the learning rate first."
)
"""Of one that underfits at a learning rate far from any usual one."""
_FEW_STEPS = (
    "The network learned less than it could, even of its training data. So few steps were made in "
    "all that this tells nothing of its size."
)
"""Of one that underfits after a handful of large batches."""
_SHRUNK = (
    "The network learned less than it could, even of its training data. Its schedule had shrunk "
    "the steps to almost nothing by then, so that this tells little of its size."
)
"""Of one that underfits where its learning rate came near 0 at the end."""
_IN_TIME = (
    "Training ended in time: longer, this network gets worse. But one that is larger learns more "
    "in as many epochs, of its training examples too."
)
"""Of one that underfits beside a larger one, though it would overfit if it went on."""
_BY_HEART = (
    "The network has learned some of the wrong labels by heart. What it knows of these holds for "
    "no new example."
)
"""Of one that has more of its labels right than are right."""
_OPEN_FEW = (
    "So few steps were made in all that these curves tell little. What else there is to see, more "
    "of them show."
)
"""Of curves that leave all else open then."""
_OPEN_STEPS = (
    "The learning rate is far from a usual one here. What else there is to see, a run nearer to it "
    "shows better."
)
"""Of curves that leave all else open there."""

_OTHERWISE = {
    ("not_learning", "loss"): _WORTHLESS,
    ("not_learning", "hardly"): _UNSURE_OF_ALL,
    ("not_learning", "begun"): _BEGUN,
    ("not_learning", "steps"): _GUESSING,
    ("underfitting", "steps"): _FAR_OFF,
    ("underfitting", "few"): _FEW_STEPS,
    ("underfitting", "schedule"): _SHRUNK,
    ("underfitting", "in_time"): _IN_TIME,
    ("large_gap", "by_heart"): _BY_HEART,
    ("not_enough_evidence", "steps"): _OPEN_STEPS,
    ("not_enough_evidence", "few"): _OPEN_FEW,
    ("good_fit", "steps"): _OPEN_STEPS,
}
"""Meanings by name and kind."""

_SHORTER = (
    "Training ended before the network had learned all it can. Longer training is one cure of "
    "that; what is advised here is another."
)
"""Of what still improves, where something else is advised than more epochs."""
_LIKELY = 0.5
"""A fit that is less likely to be a good one is not called so without reserve."""
_UNSURE_FIT = (
    "No fault shows in these curves. Whether the network is as good as it can be, they leave open: "
    "one of another size or kind, or another learning rate, may do clearly better."
)

_COUNTED = ("leakage",)
"""What is no inference: it was counted, so that no chance of it is told."""

_TITLES = {"dead_relu": "Dead ReLU units"}
_OF_KIND = {("large_gap", "by_heart"): " to the labels that are right"}
"""What a heading adds to a name, by name and kind."""

STOPPING = ("diverged", "overfitting")
"""What, when it is found while a run goes on, is reason to end it: it only gets worse from here."""


def meaning(name: str, *, played: bool = False) -> str:
    """What a finding means; empty for a name that a newer program gave.

    Args:
        name: the finding's.
        played: whether it is one on games.
    """
    return (_OF_GAMES if played and name in _OF_GAMES else MEANINGS).get(name, "")


def explained(diagnosis: Diagnosis, finding: Finding) -> str:
    """What one of the findings that a diagnosis tells means, as far as it is sure of it."""
    if finding.name == "still_improving" and finding.change and not _longer(finding):
        return _SHORTER
    kind = "" if _steps_aside(finding) else finding.kind
    if (finding.name, finding.kind) == ("not_learning", "steps") and "scaling" in finding.change:
        return _UNSCALED
    other = _OTHERWISE.get((finding.name, kind))
    if other is not None:
        return other
    if unsure_fit(finding) and not finding.played:
        return _UNSURE_FIT
    return meaning(diagnosis.theme(finding), played=finding.played)


def _steps_aside(finding: Finding) -> bool:
    """Whether steps are at fault, and something else than them is advised."""
    return (
        finding.kind == "steps" and bool(finding.change) and "learning_rate" not in finding.change
    )


def _longer(finding: Finding) -> bool:
    """Whether it advises more epochs than there were."""
    wanted = finding.change.get("epochs", 0)
    return isinstance(wanted, int) and wanted > (finding.epoch or 0)


def unsure_fit(finding: Finding) -> bool:
    """Whether a finding is a good fit that is less likely than not to be one."""
    return finding.name == "good_fit" and finding.confidence < _LIKELY


def title(name: str) -> str:
    """A finding's name for a heading: `not_learning` becomes `Not learning`."""
    return _TITLES.get(name, name.replace("_", " ").capitalize())


def named(finding: Finding) -> str:
    """A finding for a heading: `Overfitting`, of a fit that is not likely `Perhaps a good fit`."""
    name = title(finding.name) + _OF_KIND.get((finding.name, finding.kind), "")
    return f"Perhaps a {name.lower()}" if unsure_fit(finding) else name


def certainty(finding: Finding) -> str:
    """How sure a finding is: `93 % sure`, that it was counted; empty where it finds nothing."""
    if finding.name == "not_enough_evidence":
        return ""
    if finding.name in _COUNTED:
        return "counted"
    return f"{round(100 * finding.confidence)} % sure"


def headed(finding: Finding, *, bare: bool = False) -> str:
    """A finding's name and how sure it is: `Large gap (93 % sure)`, or bare `Large gap · …`."""
    likely, name = certainty(finding), named(finding)
    if not likely:
        return name
    return f"{name} · {likely}" if bare else f"{name} ({likely})"
