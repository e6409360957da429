"""Frozen dataclasses to JSON and back, for what is stored as it once was."""

import types
import typing
from collections.abc import Callable
from dataclasses import asdict, fields, is_dataclass
from functools import cache

T = typing.TypeVar("T")


def to_json(value: typing.Any) -> dict[str, typing.Any]:
    return asdict(value)


def from_json(kind: type[T], data: dict[str, typing.Any]) -> T:
    """The value that ``to_json`` came from. Raises KeyError or TypeError on anything else.

    A field that was added with a default after the value was stored gets the default.
    """
    build = _builder(typing.cast(typing.Any, kind))
    return typing.cast(T, build(data))


@cache
def _builder(kind: typing.Any) -> Callable[[typing.Any], typing.Any]:
    """What makes a value of the kind; put together once, for a report has hundreds of them."""
    if isinstance(kind, types.UnionType):
        build = _builder(next(each for each in typing.get_args(kind) if each is not type(None)))
        return lambda value: None if value is None else build(value)
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass_builder(kind)
    if typing.get_origin(kind) is tuple:
        build = _builder(typing.get_args(kind)[0])
        return lambda value: tuple(map(build, value))
    return typing.cast(Callable[[typing.Any], typing.Any], kind)


def _dataclass_builder(kind: type[typing.Any]) -> Callable[[typing.Any], typing.Any]:
    hints = typing.get_type_hints(kind)
    parts = [
        (field.name, _builder(hints[field.name]), _has_default(field)) for field in fields(kind)
    ]
    return lambda value: kind(
        **{
            name: build(value[name])
            for name, build, may_lack in parts
            if not may_lack or name in value
        }
    )


def _has_default(field: typing.Any) -> bool:
    return field.default is not field.default_factory  # both are MISSING when there is none
