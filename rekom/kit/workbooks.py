"""Workbooks that people upload: guarded, read in a process of their own, returned as plain rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rekom.kit.archives import Refused
from rekom.kit.beside import TooHeavy, read_beside
from rekom.kit.errors import DomainError
from rekom.kit.workbook_guard import LIMITS, Reason, check_start

Value = str | int | float | bool | None

WALL_SECONDS = 20
MAX_BYTES = LIMITS.file_bytes

MESSAGES = {
    Reason.EMPTY: gettext_noop("The file is empty. Choose the workbook once more."),
    Reason.TOO_LARGE: gettext_noop(
        "The file is larger than %(megabytes)d MB. Remove pictures and sheets that are not needed."
    ),
    Reason.OLD_OR_LOCKED: gettext_noop(
        "The file is an old .xls workbook or locked with a password."
        " Open it in Excel and save it as .xlsx without a password."
    ),
    Reason.NOT_A_WORKBOOK: gettext_noop(
        "The file is not an Excel workbook. Open it in Excel and save it as .xlsx."
    ),
    Reason.DAMAGED: gettext_noop(
        "The workbook is damaged. Open it in Excel and save it as .xlsx once more."
    ),
    Reason.BOMB: gettext_noop(
        "The workbook unpacks to far more than it should."
        " Copy the table to a new workbook and save that as .xlsx."
    ),
    Reason.TOO_MANY_CELLS: gettext_noop(
        "The workbook has too many rows, columns or merged cells."
        " Copy the table to a new workbook and save that as .xlsx."
    ),
    Reason.TOO_MUCH_TEXT: gettext_noop(
        "The workbook has too much text. Copy the table to a new workbook and save that as .xlsx."
    ),
    Reason.DOCUMENT_TYPE: gettext_noop(
        "The workbook was not written by a spreadsheet program."
        " Copy the table to a new workbook and save that as .xlsx."
    ),
    Reason.MACROS: gettext_noop("The workbook has macros. Save it as .xlsx, without macros."),
    Reason.EMBEDDED: gettext_noop(
        "Another file is embedded in the workbook. Remove it and save the workbook once more."
    ),
    Reason.LINKED: gettext_noop(
        "The workbook fetches data from elsewhere. Break the links and save it once more."
    ),
    Reason.NOT_COMPUTED: gettext_noop(
        "Cell %(cell)s of the sheet “%(sheet)s” has a formula that is not computed."
        " Open the workbook in Excel, save it and try again."
    ),
    Reason.TOO_HEAVY: gettext_noop(
        "The workbook is too heavy to read. Copy the table to a new workbook and save that as .xlsx."
    ),
}


class WorkbookRefused(DomainError):
    """A workbook cannot be used. The message says in one line why, and what to do.

    ``lines``: one for each cell that is at fault, where there are several; else the message alone.
    """

    def __init__(self, *lines: str) -> None:
        super().__init__(lines[0])
        self.lines = lines


@dataclass(frozen=True)
class Sheet:
    """The values of one sheet. ``rows[0]`` is row 1 and ``rows[0][0]`` is cell A1; rows differ in length."""

    title: str
    hidden: bool
    rows: list[list[Value]]


def read_workbook(data: bytes) -> list[Sheet]:
    """Return the sheets of an .xlsx as computed values, in order. Raises WorkbookRefused."""
    try:
        check_start(data[:8], len(data))  # also before ten megabytes go through a pipe
        return [Sheet(**sheet) for sheet in _read_beside(data)["sheets"]]
    except Refused as refused:
        raise WorkbookRefused(*_lines(refused)) from refused


def _lines(refused: Refused) -> Iterator[str]:
    message, facts = _(MESSAGES[Reason(refused.reason)]), refused.facts
    for place in facts.get("places", ({},)):
        yield message % {"megabytes": LIMITS.file_bytes // 2**20, **place}
    if "row" in facts:
        yield _("It was seen in row %(row)s of %(part)s.") % facts


def _read_beside(data: bytes) -> dict[str, Any]:
    try:
        answer = read_beside("rekom.kit.workbook_worker", data, seconds=WALL_SECONDS)
    except TooHeavy:
        raise Refused(Reason.TOO_HEAVY) from None
    if "refused" in answer:
        raise Refused(Reason(answer["refused"]), **answer["facts"])
    return answer
