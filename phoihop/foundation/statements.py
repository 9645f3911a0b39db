"""Queries whose SQL is written once per process and filled in at each call.

Of the time of a page most went into Django writing the same SQL again. What comes back is what the queryset would
have brought: rows, instances, prefetched sets. Nothing that was read is kept.
"""

import datetime as dt
from collections.abc import Callable, Hashable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import QuerySet, Value

Row = TypeVar("Row")


class Given(Value):
    """Stands in a filter for a value that comes with the call: `filter(agency_id=Given("agency"))`.

    What is given is never None: "is nothing" is other SQL.
    """

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [_Place(self.value)]


class Several(Value):
    """The same for `__in`: `count` places, which `padded` values fill."""

    def __init__(self, name: str, count: int) -> None:
        super().__init__(name)
        self.count = count

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return f"({', '.join(['%s'] * self.count)})", [_Place(self.value, n) for n in range(self.count)]


@dataclass(frozen=True, slots=True)
class _Place:
    name: str
    at: int | None = None

    def filled(self, given: dict[str, Any], ops: Any) -> Any:
        """The value as the database takes it."""
        value = given[self.name] if self.at is None else given[self.name][self.at]
        if value is None:
            raise ValueError(f"Nothing was given for “{self.name}”.")
        if isinstance(value, dt.datetime):
            return ops.adapt_datetimefield_value(value)
        return ops.adapt_datefield_value(value) if isinstance(value, dt.date) else value


def padded(values: Sequence[Row]) -> list[Row]:
    """The values, the last repeated up to the next power of two, so that few lengths of SQL serve all."""
    if not values:
        raise ValueError("There is nothing to look among; ask no query then.")
    wanted = 1 << (len(values) - 1).bit_length()
    return [*values, *[values[-1]] * (wanted - len(values))]


@dataclass(frozen=True, slots=True)
class _Written:
    """What one wording came to on one database. `params` are plain values and the places of given ones."""

    compiler: Any
    sql: str
    params: tuple[Any, ...]
    converters: Any


class Statement(Generic[Row]):
    """Made by `statement`. Positional arguments choose the wording, named ones fill its places; a list comes back."""

    def __init__(self, write: Callable[..., QuerySet[Any, Row]]) -> None:
        self.write = write
        self._rows: dict[tuple[Hashable, ...], QuerySet[Any, Row]] = {}
        self._written: dict[tuple[Hashable, ...], _Written] = {}

    def __call__(self, *wording: Hashable, **given: Any) -> list[Row]:
        rows = self._rows.get(wording)
        if rows is None:
            rows = self._rows[wording] = self.write(*wording)
        connection = connections[rows.db]
        written = self._written.get((*wording, rows.db))
        if written is None:
            written = self._written[(*wording, rows.db)] = _written(rows)
        ops = connection.ops
        params = tuple(one.filled(given, ops) if isinstance(one, _Place) else one for one in written.params)
        # Threads share what was written, and each asks over its own connection: hence a copy for each call.
        compiler = copy(written.compiler)
        vars(compiler).update(
            connection=connection,
            as_sql=lambda *_, **__: (written.sql, params),
            get_converters=lambda _: written.converters,
        )
        asked: Any = rows.all()
        asked.query.get_compiler = lambda *_, **__: compiler
        return list(asked)


def statement(write: Callable[..., QuerySet[Any, Row]]) -> Statement[Row]:
    """A function that builds a queryset with `Given` in it becomes one that runs it."""
    return Statement(write)


def _written(rows: QuerySet[Any, Row]) -> _Written:
    compiler = rows.query.get_compiler(using=rows.db)
    sql, params = compiler.as_sql()
    columns = [one[0] for one in compiler.select[: compiler.col_count]]
    return _Written(compiler, sql, tuple(params), compiler.get_converters(columns))
