"""Rows of a child table as one column of the parent: a page reads a whole tree in one query.

The lists come in no order; sort them where they are used.
"""

from typing import Any

from django.db.models import Aggregate, JSONField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject


class _JSONList(Aggregate):
    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)


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
