"""Fills a structure from TOML and tells everything that does not fit, not only the first."""

from __future__ import annotations

import types
from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, TypeGuard, TypeVar, Union, cast, get_args, get_origin

import msgspec

from tutor.course.problem import UNSAFE, Fault, code_point, hint, quoted
from tutor.lab.names import listed, nearest

T = TypeVar("T", bound=msgspec.Struct)

_WORDS = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
_FAILED = object()
_DEEPEST = 8
_LEAST, _MOST = -(2**63), 2**63 - 1


def convert(data: dict[str, Any], kind: type[T]) -> tuple[T | None, list[Fault]]:
    """Make a `kind` of `data`.

    Args:
        data: what `tomllib` read.
        kind: a structure of fields that hold texts, numbers, truth values, lists and tables of
            these, and further structures.

    Returns:
        The structure, or None with at least one fault.
    """
    faults = [*_unsafe(data, "", 0)]
    if faults:
        return None, faults
    try:
        return msgspec.convert(data, kind), []
    except msgspec.ValidationError:  # which tells of the first thing that does not fit
        value = _structure(data, kind, "", faults)
    return (None if faults else cast("T", value)), faults


def _unsafe(value: object, field: str, depth: int) -> Iterator[Fault]:
    """Control characters that came in as TOML escapes, endless numbers and bottomless tables."""
    match value:
        case _ if depth > _DEEPEST:
            yield Fault(field[:80], f"tables stand in one another more than {_DEEPEST} deep")
        case int() if not _LEAST <= value <= _MOST:
            yield Fault(field, f"found {quoted(value)}; allowed are whole numbers of 64 bits")
        case str():
            found = UNSAFE.search(value)
            if found:
                yield Fault(
                    field,
                    f"found the control character {code_point(found[0])}; "
                    "allowed are printable characters, line ends and tabs",
                )
        case dict():
            for key, one in value.items():
                yield from _unsafe(key, field, depth)
                yield from _unsafe(one, f"{field}.{key}" if field else key, depth + 1)
        case list():
            for number, one in enumerate(value, 1):
                yield from _unsafe(one, f"{field}[{number}]", depth + 1)


@cache
def _fields(kind: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    """The fields by name; cached, since `msgspec` evaluates every annotation anew."""
    return {field.encode_name: field for field in msgspec.structs.fields(kind)}


def _structure(data: object, kind: type[msgspec.Struct], field: str, faults: list[Fault]) -> object:
    if not isinstance(data, dict):
        faults.append(Fault(field, f"found {quoted(data)}; allowed is a table"))
        return _FAILED
    fields = _fields(kind)
    prefix = f"{field}." if field else ""
    for name in (name for name in data if name not in fields):
        missing = [known for known in fields if known not in data]
        near = nearest(name, missing) or nearest(name, fields)
        sentence = f"there is no field {quoted(name)} here; {hint(name, near or fields)}"
        faults.append(Fault(prefix + name, sentence))
    values = {}
    for name, one in fields.items():
        if name in data:
            values[one.name] = _value(data[name], one.type, prefix + name, faults)
        elif one.required:
            faults.append(Fault(prefix + name, f"is missing; allowed is {_words(one.type)}"))
    return _FAILED if faults else kind(**values)


def _value(value: object, kind: object, field: str, faults: list[Fault]) -> object:
    """`value` as `kind`; anything where there was a fault."""
    kind = _looked_into(kind, value)
    if _is_structure(kind):
        return _structure(value, kind, field, faults)
    if get_origin(kind) is list and isinstance(value, list):
        inner = get_args(kind)[0]
        return [_value(one, inner, f"{field}[{n}]", faults) for n, one in enumerate(value, 1)]
    if get_origin(kind) is dict and isinstance(value, dict):
        inner = get_args(kind)[1]
        return {key: _value(one, inner, f"{field}.{key}", faults) for key, one in value.items()}
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError:
        faults.append(Fault(field, _refusal(value, kind)))
        return _FAILED


def _present(kind: object) -> object:
    """`X` of `X | None`: TOML has no null, a field is there or not."""
    given = [one for one in get_args(kind) if one is not types.NoneType]
    return given[0] if _is_union(kind) and len(given) == 1 else kind


def _looked_into(kind: object, value: object) -> object:
    """Of several kinds the one that a table or a list of them has to fit, entry by entry."""
    kinds = get_args(kind) if _is_union(kind) else ()
    for one in kinds:
        if isinstance(value, dict) and _is_structure(one):
            return one
        if isinstance(value, list) and _of_tables(one):
            return one
    return _present(kind)


def _is_structure(kind: object) -> TypeGuard[type[msgspec.Struct]]:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _of_tables(kind: object) -> bool:
    """Whether it is a list of structures."""
    inner = get_args(kind)[:1] if get_origin(kind) is list else ()
    return any(map(_is_structure, inner))


def _is_union(kind: object) -> bool:
    return get_origin(kind) in {Union, types.UnionType}


def _refusal(value: object, kind: object) -> str:
    sentence = f"found {quoted(value)}; allowed is {_words(kind)}"
    if get_origin(kind) is Literal and isinstance(value, str):
        near = nearest(value, get_args(kind))
        sentence += f"; did you mean {listed(near)}?" if near else ""
    return sentence


def _words(kind: object) -> str:
    """What a field may hold, for people."""
    kind = _present(kind)
    if kind in _WORDS:
        return _WORDS[kind]
    if get_origin(kind) is Literal:
        return listed(get_args(kind))
    if _is_union(kind):
        words = [_words(one) for one in get_args(kind) if get_origin(one) is not list]
        if "a number" in words and "a whole number" in words:
            words.remove("a whole number")
        lists = [one for one in get_args(kind) if get_origin(one) is list]
        what = "tables" if any(map(_of_tables, lists)) else "these"
        return listed(words) + (f", or a list of {what}" if lists else "")
    if get_origin(kind) is list:
        return f"a list, each entry {_words(get_args(kind)[0])}"
    return "a table"
