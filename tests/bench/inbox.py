"""The inbox in every way it can be narrowed and ordered, with 100 and with 10 000 reports.

A tenth as many supplementary needs are among them. Both databases are asked by turns in this process:
`bin/bench` on SQLite and, where there is a server to start, on PostgreSQL.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from tests.bench.environment import prepare, set_up

FOLDER = tempfile.TemporaryDirectory(prefix="rekom-bench-inbox-")
set_up(os.environ.get("DATABASE_URL") or f"sqlite:///{Path(FOLDER.name) / 'base.sqlite3'}")

from django.db import connection, connections, transaction  # noqa: E402
from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from measures.choices import ReportKind  # noqa: E402
from measures.models.selection import ORDERS, STATUSES  # noqa: E402
from tests.bench import data  # noqa: E402
from tests.bench.pages import log_in  # noqa: E402
from tests.bench.servers import cpu_ms  # noqa: E402

FEW, MANY = 100, 10_000
TURNS = int(os.environ.get("TURNS", "3"))
AT_MOST = 2.0

# What stands in the address, by its word: https://…?sok=kommune&sorter=-sum
Asked = dict[str, str]
ROW = b'<tr role="row"><th scope="row"'
VALUES: dict[str, list[str]] = {
    "sok": ["kommune", "kommune 0010"],  # all of them, and few
    "slag": list(ReportKind),
    "vis": list(STATUSES),
    "ordning": [],  # of the call
    "hos": ["meg", "ingen"],
    "frist": ["ute"],
    "mangler": ["merknader", "ingenting"],
    "sorter": [sign + word for word in ORDERS for sign in ("", "-")],
}


class Answer(NamedTuple):
    ms: float  # of processor time
    rows: int


class Compared(NamedTuple):
    asked: Asked
    few: Answer
    many: Answer

    @property
    def ratio(self) -> float:
        return self.many.ms / self.few.ms


def main() -> None:
    prepare()
    call = data.open_call()
    VALUES["ordning"] = [call.schemes.first().code]
    client = log_in("caseworker")  # the session is in the copies too
    address = reverse("measures:inbox_of_call", args=[call.pk])
    databases = [filled(size) for size in (FEW, MANY)]
    tell([compared(client, address, asked, databases) for asked in questions()])


def questions() -> Iterator[Asked]:
    """Nothing, each word alone and each two of them, with all their values."""
    for size in range(3):
        for words in combinations(VALUES, size):
            for values in product(*map(VALUES.__getitem__, words)):
                yield dict(zip(words, values, strict=True))


def filled(size: int) -> BaseDatabaseWrapper:
    """A connection to a copy of the demo with so many reports more."""
    base = connections["default"]
    base.close()
    base.creation.clone_test_db(str(size), verbosity=0, autoclobber=True)
    copy = base.copy()
    copy.settings_dict = base.creation.get_test_db_clone_settings(str(size))
    connections["default"] = copy
    with transaction.atomic():
        data.add_reports([data.open_call()], each=size)
        data.add_supplements(data.open_call())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # does so by itself in time
            cursor.execute("VACUUM ANALYZE")
    connections["default"] = base
    return copy


def compared(
    client: Client, address: str, asked: Asked, databases: list[BaseDatabaseWrapper]
) -> Compared:
    """The least of the turns after a first one: whatever else the machine does only adds."""
    few, many = (
        min(answers[1:])
        for answers in zip(
            *(
                [answer(client, address, asked, each) for each in databases]
                for _turn in range(1 + TURNS)
            ),
            strict=True,
        )
    )
    return Compared(asked, few, many)


def answer(client: Client, address: str, asked: Asked, database: BaseDatabaseWrapper) -> Answer:
    base, connections["default"] = connections["default"], database
    database.ensure_connection()
    before = processor_ms()
    response = client.get(address, asked)
    spent = processor_ms() - before
    connections["default"] = base
    if response.status_code != 200:
        raise RuntimeError(f"{asked} is answered {response.status_code}")
    return Answer(spent, response.content.count(ROW))


def processor_ms() -> float:
    """Of this process and of the one in PostgreSQL that answers it."""
    own = time.process_time() * 1000
    if connection.vendor == "postgresql":
        own += cpu_ms([connection.connection.info.backend_pid])
    return own


def tell(found: list[Compared]) -> None:
    """The dearest for each word, alone and with each other; then those that are over the limit."""
    dearest: dict[tuple[str, ...], float] = {}
    for each in found:
        words = tuple(each.asked)
        dearest[words] = max(each.ratio, dearest.get(words, 0))
    nothing = found[0]
    line(f"Inbox of {MANY} × of {FEW}, {connection.vendor}; ms of {FEW}: {nothing.few.ms:.0f}")
    line("", "alone", *VALUES)
    line("nothing asked", dearest[()])
    for place, word in enumerate(VALUES):
        pairs = [dearest[other, word] for other in list(VALUES)[:place]]
        line(word, dearest[word,], *pairs)
    over = sorted((each for each in found if each.ratio > AT_MOST), key=lambda each: -each.ratio)
    line(f"{len(over)} of {len(found)} are over {AT_MOST}", "×", "rows", "rows", "ms", "ms")
    for each in over:
        few, many = each.few, each.many
        line(urlencode(each.asked), each.ratio, few.rows, many.rows, few.ms, many.ms)


def line(first: str, *others: object) -> None:
    cells = [f"{each:.2f}" if isinstance(each, float) else str(each) for each in others]
    sys.stdout.write(f"{first:42}" + "".join(f"{each:>9}" for each in cells) + "\n")
    sys.stdout.flush()


main()
