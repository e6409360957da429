"""Many rows as one column, in JSON: of a child table beside the parent, so that a page reads a whole tree
in one query, or keys that go from one query into the next.

The lists come in no order; sort them where they are used.
"""

from typing import Any

from django.db.models import (
    Aggregate,
    BigIntegerField,
    F,
    Field,
    Func,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce, JSONObject
from django.db.models.lookups import In


class _JSONList(Aggregate):
    function = "JSON_GROUP_ARRAY"
    output_field: Field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)


class KeyList(_JSONList):
    """The keys of a group of rows as one text, for ``among`` in another query."""

    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "JSON_AGG(%(expressions)s)::text"
        return self.as_sql(compiler, connection, template=template, **context)


class Unindexed(Func):
    """A column that SQLite is not to look rows up by: ``+name``. PostgreSQL knows better by itself."""

    template = "%(expressions)s"
    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


class _KeysIn(Func):
    template = "(SELECT value FROM json_each(%(expressions)s))"
    output_field = BigIntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(SELECT value::bigint FROM json_array_elements_text(%(expressions)s::json))"
        return self.as_sql(compiler, connection, template=template, **context)


def among(keys: str, name: str = "pk") -> Q:
    """A filter: those of a ``KeyList`` that was read before, by their own key or another that is named.

    However many they are, they are one parameter, of which Python makes nothing: ten thousand keys in a
    list cost more than the question they answer.
    """
    # With the column itself SQLite walks the list and sorts, not the rows in their order.
    return Q(In(Unindexed(F(name)), _KeysIn(Value(keys))))


def rows_of(children: QuerySet, parent: str, *, of: str = "pk", **fields: Any) -> Coalesce:
    """An annotation: the children whose ``parent`` is the row, each a dict of the named fields.

    With ``of`` they are those of another row that this one refers to.
    Booleans come as 0 and 1 from SQLite, as false and true from PostgreSQL.
    """
    rows = (
        children.filter(**{parent: OuterRef(of)})
        .order_by()
        .values(parent)
        .annotate(json_rows=_JSONList(JSONObject(**fields)))
        .values("json_rows")
    )
    return Coalesce(
        Subquery(rows, output_field=JSONField()), Value([], JSONField()), output_field=JSONField()
    )
