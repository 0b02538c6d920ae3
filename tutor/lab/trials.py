"""What the second look tries in place of a run's network, as far as a learner can build it too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tutor.diagnosis.limits import Limit
from tutor.lab.architecture import describe, used
from tutor.lab.knobs import WIDTHS
from tutor.lab.limits import limit_of
from tutor.lab.run import Order
from tutor.lab.settings import Scalar, Setting, SettingError, Settings, Value, number
from tutor.lab.wider import TIMES, TIMES_OF_WIDE, wider

_READERS = (16, 8, 4, 2)
"""Units of the recurrent layer that is tried, the first that a goal leaves room for."""

_BENT = ("relu", "tanh", "gelu", "elu", "silu", "leaky_relu", "sigmoid")

_LOOKED_AT = ("class", "tags", "next", "labels")
"""Targets whose losses are cross-entropies.

Squared errors go down by leaps, over several powers of ten: half as many epochs again and a wider
network nearly always end much lower, or on a leap, and neither tells what holds a network back.
"""


def triable(order: Order, reason: str) -> bool:
    """Whether a run of this order that ended for `reason` can have a second look.

    One that early stopping may end has been tried further by itself.
    """
    patient = number(order.settings, "early_stopping", 0) > 0
    return order.network.inputs.target in _LOOKED_AT and reason == "finished" and not patient


def fits(order: Order, settings: Mapping[str, Value]) -> bool:
    """Whether the network of other settings can be, and is within the parameters of the goal.

    One that has no more of them than the order's own is: nothing is made worse by it.
    """
    try:
        found = describe(order.network.inputs, settings, order.parts).parameters
    except SettingError:
        return False
    return order.most_parameters is None or found <= max(
        order.most_parameters, order.network.parameters
    )


def wider_within(order: Order, limit: Limit = "") -> Settings:
    """The settings of the wider network, or of one past a limit, within what the lesson offers.

    Where the lesson leaves no room for one, it is tried all the same: it tells what could be.

    Args:
        order: of the run.
        limit: of its network; one of `wider.past`.
    """
    for wished in _wished(order.settings, limit):
        found = within(order, wished)
        if changed(order.settings, found) and fits(order, found) and _past(order, found, limit):
            return found
    return wider(order.settings, limit)


def changed(before: Settings, after: Settings) -> Settings:
    """The settings that are others afterwards, those that no layer has aside."""
    return {
        name: value
        for name, value in after.items()
        if before.get(name) != value and used(name, after)
    }


def times(before: Settings, after: Settings) -> float:
    """How many times as wide the layers are; 0 where some are wider than others."""
    ratios = {
        new / old
        for name in WIDTHS
        if name in before and used(name, after)
        for old, new in zip(_widths(before[name]), _widths(after[name]), strict=False)
    }
    return ratios.pop() if len(ratios) == 1 else 0


def _widths(value: Value) -> list[int]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, int)]


def _wished(settings: Settings, limit: Limit) -> Iterator[Settings]:
    """What is tried, the largest first."""
    if limit in {"order", "steps"}:
        yield from ({**wider(settings, limit), "units": units} for units in _READERS)
    else:
        yield from (wider(settings, limit, most) for most in (TIMES, TIMES_OF_WIDE))


def _past(order: Order, settings: Settings, limit: Limit) -> bool:
    return not limit or limit_of(describe(order.network.inputs, settings, order.parts)) != limit


def within(order: Order, wished: Settings) -> Settings:
    """The wished settings as near as the lesson of an order allows; others stay as they are."""
    found = dict(order.settings)
    for setting in order.advisable:
        present, value = order.settings.get(setting.name), wished.get(setting.name)
        if present is None or value is None or present == value:
            continue
        if isinstance(value, list):
            old = present if isinstance(present, list) else [present] * len(value)
            found[setting.name] = [
                nearest(setting, *pair) for pair in zip(old, value, strict=False)
            ]
        else:
            first = present[0] if isinstance(present, list) else present
            found[setting.name] = nearest(setting, first, value)
    return found


def nearest(setting: Setting, present: Scalar, wished: Scalar) -> Scalar:
    """The allowed value nearest to a wished one on its side of the present one, else this."""
    allowed = setting.values
    if isinstance(wished, str | bool) or isinstance(present, str | bool):
        words = (wished, *_BENT) if setting.name == "activation" else (wished,)
        return next((word for word in words if word in (allowed or ())), present)
    if allowed is None:
        return type(wished)(min(max(wished, setting.low), setting.high))
    low, high = sorted((present, wished))
    between = [one for one in allowed if isinstance(one, int | float) and low <= one <= high]
    return min(between, key=lambda one: abs(one - wished), default=present)
