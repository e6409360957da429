"""Many rows as one column, in JSON: of a child table beside the parent, so that a page reads a whole tree
in one query, or keys that go from one query into the next.

The lists come in no order; sort them where they are used.
"""

from typing import Any

from django.db.models import (
    Aggregate,
    BigIntegerField,
    ExpressionWrapper,
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


class _KeyList(_JSONList):
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "JSON_AGG(%(expressions)s)::text"
        return self.as_sql(compiler, connection, template=template, **context)


class _KeysIn(Func):
    template = "(SELECT value FROM json_each(%(expressions)s))"
    output_field = BigIntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = "(SELECT value::bigint FROM json_array_elements_text(%(expressions)s::json))"
        return self.as_sql(compiler, connection, template=template, **context)


def key_list(rows: QuerySet, group: str) -> Coalesce:
    """A column of another query: the keys of the rows, that are alike in ``group``, as one text."""
    listed = rows.order_by().values(group).annotate(keys=_KeyList("pk")).values("keys")
    return Coalesce(Subquery(listed), Value("[]"), output_field=TextField())


def among(keys: str) -> Q:
    """A filter: those of a ``key_list`` that was read before.

    However many they are, they are one parameter, of which Python makes nothing: ten thousand keys in a
    list cost more than the question they answer.
    """
    # Not the key's own column: with it SQLite walks the list and sorts, not the rows in their order.
    key = ExpressionWrapper(F("pk") + 0, BigIntegerField())
    return Q(In(key, _KeysIn(Value(keys))))


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
