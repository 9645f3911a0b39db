"""JSON into the frozen shapes of `content`. A missing, unknown or ill-typed value names its place."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date as Day
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


class UnreadableRegime(Exception):
    """A data file of ours does not fit its shape: a fault of this package, found by its tests."""


def built(shape: Any, given: Any, at: str = "") -> Any:
    """`given` as a value of `shape`: dataclass, tuple, mapping, union with None, literal, date or plain value."""
    if is_dataclass(shape):
        return _record(shape, given, at)
    origin, inner = get_origin(shape), get_args(shape)
    if origin in (Union, UnionType):
        return _optional(inner, given, at)
    if origin is tuple:
        return _tuple(inner, given, at)
    if origin is Mapping:
        kept = _expect(given, dict, at)
        return MappingProxyType({built(inner[0], key, at): built(inner[1], kept[key], f"{at}.{key}") for key in kept})
    if origin is Literal:
        return given if given in inner else _refuse(at, f"must be one of {inner}")
    if shape is Day:
        return Day.fromisoformat(_expect(given, str, at))
    if shape is float:
        return float(_expect(given, (int, float), at))
    return _expect(given, shape, at)


def _record(shape: Any, given: Any, at: str) -> Any:
    kept = _expect(given, dict, at)
    hints = get_type_hints(shape)
    unknown = kept.keys() - hints.keys()
    missing = {one.name for one in fields(shape) if one.default is MISSING} - kept.keys()
    if unknown or missing:
        _refuse(at, f"unknown {sorted(unknown)}, missing {sorted(missing)}")
    return shape(**{name: built(hints[name], value, f"{at}.{name}") for name, value in kept.items()})


def _optional(shapes: tuple[Any, ...], given: Any, at: str) -> Any:
    if given is None:
        return None
    (shape,) = (one for one in shapes if one is not NoneType)
    return built(shape, given, at)


def _tuple(inner: tuple[Any, ...], given: Any, at: str) -> tuple[Any, ...]:
    kept = _expect(given, list, at)
    if inner[-1] is Ellipsis:
        return tuple(built(inner[0], one, f"{at}[{place}]") for place, one in enumerate(kept))
    if len(kept) != len(inner):
        _refuse(at, f"must have {len(inner)} values")
    return tuple(built(shape, one, at) for shape, one in zip(inner, kept, strict=True))


def _expect(given: Any, kind: Any, at: str) -> Any:
    if isinstance(given, bool) and kind is not bool:
        _refuse(at, "must not be true or false")
    return given if isinstance(given, kind) else _refuse(at, f"must be {kind}, not {given!r}")


def _refuse(at: str, why: str) -> Any:
    raise UnreadableRegime(f"{at or 'regime'}: {why}")
