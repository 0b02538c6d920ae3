"""What to try next where nothing is wrong."""

from __future__ import annotations

from collections.abc import Collection

from tutor.diagnosis.history import Facts
from tutor.diagnosis.moves import COUNTS, Move, Remedy, choose
from tutor.diagnosis.wishes import times

_LUCK = "Another seed shows how far the result is luck."


def noise_floor(_facts: Facts) -> Remedy:
    """Nothing that training could do."""
    return Remedy(
        "Look at the examples with the largest losses: are their labels right, and do the inputs "
        "tell what is asked? Training longer or larger will not help."
    )


def good_fit(facts: Facts) -> Remedy:
    """What to try next: whether less would do."""
    counts = [facts.settings[name] for name in COUNTS if name in facts.settings]
    if counts and not any(counts):
        return Remedy(f"Nothing needs mending, and no network is smaller. {_LUCK}")
    words = f"Nothing needs mending. See whether a smaller network does as well. {_LUCK}"
    why = "see whether a network with fewer parameters does as well"
    smaller = choose(
        [Move(name, times(0.5), why) for name in ("units", "filters")], facts, words, placed=True
    )
    least = any(name in facts.choices for name in ("units", "filters")) and not smaller.change
    return Remedy(f"Nothing needs mending. {_LUCK}") if least else smaller


def unsure(*, better: bool) -> Remedy:
    """A wider network seemed better, but not surely, or not surely by what is worth it.

    Args:
        better: whether it surely is better at all.
    """
    does = "does better still; whether by what is worth it," if better else "may do better still:"
    return Remedy(
        f"Nothing needs mending. A wider network {does} so few validation examples don't tell. "
        f"{_LUCK}"
    )


def a_little_better() -> Remedy:
    """A wider network surely is better, but by too little to matter."""
    return Remedy(
        "Nothing needs mending: a wider network does better by so little that it hardly matters. "
        f"{_LUCK}"
    )


def as_good(facts: Facts, change: Collection[str]) -> Remedy:
    """As good a fit as the settings here allow, or as the step is about.

    Args:
        facts: what is known.
        change: the settings in which a network differs that does better.
    """
    if set(change) & set(facts.aside):
        return Remedy(
            "Nothing needs mending. A wider network does still better, and Build can make it so, "
            f"but this step is about something else. {_LUCK}"
        )
    return Remedy(
        "Nothing needs mending. Only a network wider than the settings here allow does still "
        f"better. {_LUCK}"
    )
