"""The inbox as a file that a worker writes: by whom, in which language, how far, and what when it fails."""

import csv
import io
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import TaskResultStatus, task_backends
from django_tasks_db.models import DBTaskResult
from openpyxl import load_workbook

from measures.choices import FileKind, FileStatus
from measures.models import InboxFile
from measures.models.export import export_rows, rows_in_parts
from measures.models.selection import Selection, select
from measures.services.exporting import ask_again, ask_for_file, write_file
from measures.tasks import write_inbox_file
from measures.views import inbox, inbox_files
from tests.builders import make_call, make_partnership, make_report

ROOT = Path(__file__).parents[3]


@pytest.fixture
def call(cast):
    return make_call(office=cast.office)


@pytest.fixture
def ask(cast, call):
    def ask(kind=FileKind.CSV, rows=2, **asked):
        selection = Selection(**asked)
        return ask_for_file(call=call, selection=selection, rows=rows, kind=kind, by=cast.siri)

    return ask


def names(file):
    lines = csv.reader(io.StringIO(bytes(file.content).decode("utf-8-sig")), delimiter=";")
    return [line[0] for line in lines]


def test_the_file_has_what_was_asked_for_in_the_language_of_who_asked(cast, call, ask):
    make_report(call=call, partnership=cast.partnership, status="submitted")
    with translation.override("en"):
        file = ask(status="not_begun")

    write_file(file.pk)

    file.refresh_from_db()
    assert (file.status, file.rows_in_all) == (FileStatus.DONE, 1)
    assert names(file) == ["Partnership", "Salten"]


def test_a_workbook_is_written_the_same_way(ask):
    file = ask(FileKind.XLSX, order="-navn")

    write_file(file.pk)

    file.refresh_from_db()
    sheet = load_workbook(io.BytesIO(bytes(file.content))).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2, max_row=3)] == [
        "Ytre Helgeland",
        "Salten",
    ]


def test_how_far_it_is_is_told_part_by_part(cast, call, ask, monkeypatch):
    monkeypatch.setattr("measures.models.export.AT_ONCE", 2)
    monkeypatch.setattr("measures.services.exporting.AT_ONCE", 2)
    for _more in range(3):
        make_partnership(office=cast.office)
    file = ask(rows=5)

    write_file(file.pk)

    assert InboxFile.objects.get().rows_done == 4  # told after every second row


def test_a_file_is_written_by_one_worker_once(ask):
    file = ask()
    write_file(file.pk)
    InboxFile.objects.update(content=b"as it was")

    write_file(file.pk)
    write_file(file.pk + 1)  # which is no more

    assert bytes(InboxFile.objects.get().content) == b"as it was"


def test_what_fails_is_told_and_can_be_tried_again(cast, ask):
    file = ask()
    InboxFile.objects.update(asked={"a word of next year": ""})
    write_file(file.pk)
    assert InboxFile.objects.get().status == FileStatus.FAILED

    InboxFile.objects.update(asked=file.asked)
    assert ask_again(file=file, by=cast.siri)
    assert not ask_again(file=file, by=cast.siri)  # it waits already
    write_file(file.pk)

    assert InboxFile.objects.get().status == FileStatus.DONE


def test_a_worker_that_has_gone_silent_is_taken_to_have_stopped(cast, ask):
    file = ask()
    InboxFile.objects.update(status=FileStatus.RUNNING)
    assert not ask_again(file=file, by=cast.siri)

    InboxFile.objects.update(heard_at=timezone.now() - timedelta(minutes=3))
    assert ask_again(file=file, by=cast.siri)


def test_nobody_else_begins_it_anew(cast, ask):
    with pytest.raises(PermissionDenied):
        ask_again(file=ask(), by=cast.arne)


def test_a_day_later_it_is_gone(ask):
    ask()
    InboxFile.objects.update(asked_at=timezone.now() - timedelta(hours=25))

    kept = ask()  # clears up as well
    assert list(InboxFile.objects.all()) == [kept]

    InboxFile.objects.update(asked_at=timezone.now() - timedelta(hours=25))
    call_command("delete_old_files", stdout=io.StringIO())
    assert not InboxFile.objects.exists()


def test_a_list_in_parts_is_the_whole_list(cast, call, monkeypatch):
    monkeypatch.setattr("measures.models.export.AT_ONCE", 1)
    found = select(call, Selection(), mine=[], now=timezone.now())
    parts, whole = (read(found, call, "-navn") for read in (rows_in_parts, export_rows))
    assert list(parts) == list(whole)


@pytest.mark.django_db(transaction=True)
def test_a_worker_in_a_process_of_its_own_writes_what_waits(ask, settings, tmp_path):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    file = ask()
    task_backends["default"].enqueue(write_inbox_file, [file.pk], {})

    database = connection.settings_dict
    address = {
        "sqlite": f"sqlite:///{database['NAME']}",
        "postgresql": f"postgres://rekom@/{database['HOST']}/{database['NAME']}",
    }[connection.vendor]
    subprocess.run(
        [sys.executable, "manage.py", "db_worker", "--batch", "--no-startup-delay"],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "rekom.settings", "DATABASE_URL": address},
        check=True,
        capture_output=True,
    )

    file.refresh_from_db()
    assert (DBTaskResult.objects.get().status, file.status) == (
        TaskResultStatus.SUCCESSFUL,
        FileStatus.DONE,
    )
    assert len(names(file)) == 3


# --- the pages ------------------------------------------------------------------------------------


@pytest.fixture
def short(monkeypatch):
    """One row is already a long list."""
    for module in (inbox, inbox_files):
        monkeypatch.setattr(module, "AT_ONCE", 1)


def test_a_long_list_is_asked_for_and_fetched(cast, client, call, short):
    client.force_login(cast.siri)
    with translation.override("en"):
        page = client.get(reverse("measures:inbox_of_call", args=[call.pk])).content.decode()
        assert reverse("measures:inbox_file_make", args=[call.pk]) in page

    answer = client.post(
        reverse("measures:inbox_file_make", args=[call.pk]), {"kind": "csv", "utvalg": "sok=salt"}
    )
    file = InboxFile.objects.get()
    assert answer["Location"] == reverse("measures:inbox_file", args=[file.pk])
    assert (file.status, file.selection) == (FileStatus.DONE, Selection(text="salt"))

    page = client.get(answer["Location"]).content.decode()
    fetch = reverse("measures:inbox_file_download", args=[file.pk])
    assert fetch in page
    assert "hx-get" not in page
    assert client.get(fetch).content == bytes(file.content)


def test_the_direct_way_leads_back_where_the_list_is_long(cast, client, call, short):
    client.force_login(cast.siri)
    for name in ("inbox_csv", "inbox_excel"):
        answer = client.get(reverse(f"measures:{name}", args=[call.pk]) + "?sorter=navn")
        assert (
            answer["Location"] == f"{reverse('measures:inbox_of_call', args=[call.pk])}?sorter=navn"
        )


@pytest.mark.parametrize(
    ("status", "ago", "told"),
    [
        ("waiting", 0, "0 of 4 rows are written"),
        ("waiting", 30, "manage.py db_worker"),
        ("running", 0, "3 of 4 rows are written"),
        ("running", 200, "Try again"),
        ("failed", 0, "Try again"),
    ],
)
def test_the_page_tells_how_far_it_is(cast, client, ask, status, ago, told):
    file = ask(rows=4)
    heard = timezone.now() - timedelta(seconds=ago)
    done = 3 if status == "running" else 0
    InboxFile.objects.update(status=status, rows_done=done, heard_at=heard)
    client.force_login(cast.siri)
    client.cookies["django_language"] = "en"

    page = client.get(reverse("measures:inbox_file", args=[file.pk])).content.decode()

    assert told in page
    assert ("hx-get" in page) == (told != "Try again")


def test_what_has_failed_is_begun_anew_from_its_page(cast, client, ask):
    file = ask()
    InboxFile.objects.update(status=FileStatus.FAILED)
    client.force_login(cast.siri)

    client.post(reverse("measures:inbox_file", args=[file.pk]))

    assert InboxFile.objects.get().status == FileStatus.DONE


def test_it_is_not_fetched_before_it_is_there_nor_by_a_colleague_nor_after_a_day(cast, client, ask):
    file = ask()
    fetch = reverse("measures:inbox_file_download", args=[file.pk])
    client.force_login(cast.siri)
    assert client.get(fetch).status_code == 404

    write_file(file.pk)
    assert client.get(fetch).status_code == 200
    client.force_login(cast.arne)
    assert client.get(fetch).status_code == 404

    client.force_login(cast.siri)
    InboxFile.objects.update(asked_at=timezone.now() - timedelta(hours=25))
    assert client.get(fetch).status_code == 404
