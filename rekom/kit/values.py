"""Frozen dataclasses to JSON and back, for what is stored as it once was."""

import types
import typing
from dataclasses import asdict, fields, is_dataclass
from functools import cache

T = typing.TypeVar("T")


def to_json(value: typing.Any) -> dict[str, typing.Any]:
    return asdict(value)


def from_json(kind: type[T], data: dict[str, typing.Any]) -> T:
    """The value that ``to_json`` came from. Raises KeyError or TypeError on anything else.

    A field that was added with a default after the value was stored gets the default.
    """
    return typing.cast(T, _build(kind, data))


def _build(kind: typing.Any, value: typing.Any) -> typing.Any:
    if isinstance(kind, types.UnionType):
        kinds = [each for each in typing.get_args(kind) if each is not type(None)]
        return None if value is None else _build(kinds[0], value)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        given = [field for field in fields(kind) if field.name in value or not _has_default(field)]
        return kind(**{field.name: _build(hints[field.name], value[field.name]) for field in given})
    if typing.get_origin(kind) is tuple:
        item = typing.get_args(kind)[0]
        return tuple(_build(item, entry) for entry in value)
    return kind(value)


def _has_default(field: typing.Any) -> bool:
    return field.default is not field.default_factory  # both are MISSING when there is none


@cache
def _hints(kind: typing.Any) -> dict[str, typing.Any]:
    return typing.get_type_hints(kind)
