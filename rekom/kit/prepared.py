"""A queryset whose SQL is made once in a process.

Django makes the SQL of a queryset anew every time. For a tree of rows in one query (``json_rows``) that
takes ten times as long as the database takes to answer it, on every page of a report. Here the SQL is kept
and only its parameters change; the rows become objects in Django's own way.
"""

from collections.abc import Callable
from copy import copy
from functools import cached_property
from inspect import Parameter, signature
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)

# Stand for the parameters while the SQL is made: ids that no row has, inside every database's range.
STAND_INS = tuple(range(2**62, 2**62 + 60))


class Prepared(Generic[M]):
    """A decorator of a function from ids to a queryset; calling it gives the rows::

        @Prepared
        def lines_of(measure: int) -> QuerySet[FundingLine]:
            return FundingLine.objects.filter(measure=measure)

    Nothing but the ids may differ from call to call, such as the time, the language or a list of values:
    the queryset is made only once. For more than sixty ids, where it takes ``*ids``, it is made anew.
    """

    def __init__(self, build: Callable[..., "QuerySet[M]"]) -> None:
        parameters = signature(build).parameters.values()
        self.takes_many = any(each.kind is Parameter.VAR_POSITIONAL for each in parameters)
        self.build = build
        self.stand_ins = STAND_INS if self.takes_many else STAND_INS[: len(parameters)]

    def __call__(self, *ids: int) -> list[M]:
        if self.takes_many and len(ids) > len(self.stand_ins):
            return list(self.build(*ids))
        rows, compiler, sql, params = self._ready
        if self.takes_many:
            ids += self.stand_ins[len(ids) :]  # no row has them
        given = dict(zip(self.stand_ins, ids, strict=True))
        # PostgreSQL's parameters are whole numbers of types of their own.
        bound = tuple(
            type(each)(given[each]) if isinstance(each, int) and each in given else each
            for each in params
        )
        compiler = copy(compiler)
        compiler.connection = connections[compiler.using]  # each thread has its own
        compiler.as_sql = lambda *args, **kwargs: (sql, bound)
        rows = rows._chain()  # type: ignore[attr-defined]
        rows.query.get_compiler = lambda *args, **kwargs: compiler
        return list(rows)

    @cached_property
    def _ready(self) -> tuple["QuerySet[M]", Any, str, tuple[Any, ...]]:
        rows = self.build(*self.stand_ins)
        compiler = rows.query.get_compiler(using=rows.db)
        sql, params = compiler.as_sql()
        if missing := set(self.stand_ins) - {each for each in params if isinstance(each, int)}:
            raise ValueError(f"{len(missing)} parameters are not in the SQL: {sql}")
        return rows, compiler, sql, tuple(params)
