"""The inbox as a file: asked for on a page, written beside the site, kept for a day."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import timedelta
from functools import partial

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Least
from django.utils import timezone, translation

from measures.choices import FileKind, FileStatus
from measures.excel.inbox import inbox_csv, inbox_workbook
from measures.models import Call, InboxFile
from measures.models.export import AT_ONCE, ExportRow, rows_in_parts
from measures.models.inbox import read_colleagues
from measures.models.inbox_totals import totals
from measures.models.selection import Found, Selection, select
from partnerships.models import User

KEPT = timedelta(days=1)

log = logging.getLogger(__name__)


@transaction.atomic
def ask_for_file(
    *, call: Call, selection: Selection, rows: int, kind: FileKind, by: User
) -> InboxFile:
    """In the person's language. The caller queues the task that writes it."""
    now = timezone.now()
    delete_old_files()
    return InboxFile.objects.create(
        call=call,
        by=by,
        kind=kind,
        asked=asdict(selection),
        language=translation.get_language(),
        rows_in_all=rows,
        asked_at=now,
        heard_at=now,
    )


@transaction.atomic
def ask_again(*, file: InboxFile, by: User) -> bool:
    """Whether there was something to begin anew: not while it is written, nor when it is done."""
    file = InboxFile.objects.select_for_update().defer("content").get(pk=file.pk)
    if file.by_id != by.pk:
        raise PermissionDenied
    now = timezone.now()
    if not file.has_stopped(now):
        return False
    file.status, file.rows_done, file.heard_at = FileStatus.WAITING, 0, now
    file.save(update_fields=["status", "rows_done", "heard_at"])
    return True


def write_file(key: int) -> None:
    """What a worker does. Each step is stored by itself, so that the page can tell how far it is.

    A file that another worker has taken, or that is no more, is left alone.
    """
    one = InboxFile.objects.filter(pk=key)
    taken = one.filter(status=FileStatus.WAITING)
    begun = {"status": FileStatus.RUNNING, "rows_done": 0, "heard_at": timezone.now()}
    if not taken.update(**begun):
        return
    file = one.select_related("call__county_governor", "by").get()
    try:
        with translation.override(file.language):
            content = _content(file)
    except Exception:
        log.exception("The inbox could not be written as a file: %s", key)
        one.update(status=FileStatus.FAILED)
        return
    one.update(status=FileStatus.DONE, content=content, heard_at=timezone.now())


def delete_old_files() -> int:
    """How many there were."""
    return InboxFile.objects.asked_before(timezone.now() - KEPT).delete()[0]


def _content(file: InboxFile) -> bytes:
    found = _found(file)
    summed = totals(found)
    # The list may have grown since it was asked for.
    InboxFile.objects.filter(pk=file.pk).update(rows_in_all=summed.count)
    rows = rows_in_parts(found, file.call, file.selection.order)
    watch = partial(_told, file.pk)
    if file.kind == FileKind.CSV:
        return "".join(inbox_csv(rows, watch=watch)).encode()
    with inbox_workbook(file.call, rows, summed, watch=watch) as book:
        return book.read()


def _found(file: InboxFile) -> Found:
    mine = read_colleagues(file.call.county_governor_id, file.by).mine
    return select(file.call, file.selection, mine=mine, now=file.asked_at)


def _told(key: int, rows: Iterable[ExportRow]) -> Iterator[ExportRow]:
    for count, row in enumerate(rows, start=1):
        yield row
        if not count % AT_ONCE:
            done = Least(count, F("rows_in_all"))  # a row more may have come meanwhile
            InboxFile.objects.filter(pk=key).update(rows_done=done, heard_at=timezone.now())
