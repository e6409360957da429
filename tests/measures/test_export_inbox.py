"""The inbox written from the terminal."""

import csv
import io

import pytest
from django.core.management import CommandError, call_command

from tests.builders import make_call


@pytest.fixture
def call(cast):
    return make_call(office=cast.office)


def test_the_rows_of_the_filters_are_written(call, tmp_path):
    file = tmp_path / "inbox.csv"

    call_command("export_inbox", call.pk, file, query="sok=salt", stdout=io.StringIO())

    rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig")), delimiter=";"))
    assert [row[0] for row in rows] == ["Partnerskap", "Salten"]


@pytest.mark.parametrize(
    ("number", "name", "query"),
    [(0, "a.csv", ""), (None, "a.pdf", ""), (None, "a.xlsx", "sorter=nothing")],
)
def test_what_cannot_be_written_is_said_in_one_line(call, tmp_path, number, name, query):
    with pytest.raises(CommandError):
        call_command(
            "export_inbox", call.pk if number is None else number, tmp_path / name, query=query
        )
    assert list(tmp_path.iterdir()) == []
