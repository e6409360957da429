"""Reading and writing the rows in which the fields of a page are stored."""

import math
from collections.abc import Collection
from typing import Any

from django.db.models import Model, QuerySet

from rekom.kit.errors import DomainError
from rekom.kit.keys import key_of


class UnknownField(DomainError):
    """The page has no such field."""


def replace_rows(model: type[Model], old: list[Any], rows: list[Any]) -> None:
    """The rows as they were sent: those that are there are changed, the others added, the rest removed.

    A row without a key takes the place of one that was not sent: it is mostly the same row, sent
    again from a page that does not know its key. Nothing changes places by it.
    """
    stored = {row.pk: row for row in old}
    known = [row.pk if row.pk in stored else None for row in rows]
    spare = [pk for pk in stored if pk not in known]
    last = 0
    for place, row in enumerate(rows):
        later = min(filter(None, known[place:]), default=math.inf)
        row.pk = known[place] or next((pk for pk in spare if last < pk < later), None)
        last = row.pk or last
    manager = model._default_manager
    if changed := [row for row in rows if row.pk and _values(row) != _values(stored[row.pk])]:
        columns = [each.name for each in model._meta.concrete_fields if not each.primary_key]
        manager.bulk_update(changed, columns)
    if gone := stored.keys() - {row.pk for row in rows}:
        manager.filter(pk__in=gone).delete()
    manager.bulk_create(row for row in rows if not row.pk)


def upsert(row: Model, *, where: tuple[str, ...]) -> None:
    columns = [each.name for each in row._meta.concrete_fields if not each.primary_key]
    type(row)._default_manager.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=where,
        update_fields=[name for name in columns if name not in where],
    )


def _values(row: Model) -> dict[str, Any]:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key
    }


def without(values: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}


def read_column(rows: QuerySet, name: str, columns: Collection[str]) -> Any:
    must_be(name, columns)
    for value in rows.values_list(name, flat=True):
        return value
    raise UnknownField(name)


def must_be(name: str, names: Collection[str]) -> None:
    if name not in names:
        raise UnknownField(name)


def key_in(text: str) -> int:
    """A row's key. Raises UnknownField for what no row can have."""
    if not (key := key_of(text)):
        raise UnknownField(text)
    return key
