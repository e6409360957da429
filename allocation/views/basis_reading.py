"""Reading in figures in two steps: what the workbook says, with what is to be settled; then the storing."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import date

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from allocation import services
from allocation.excel.basis_table import read_table
from allocation.forms import BasisForm, ColumnForm, RowForm, targets_of
from allocation.rules.basis import Decision, Reading, judge_table, missing_from
from allocation.rules.basis_lines import State
from allocation.rules.basis_table import Table
from allocation.services import BasisFacts
from allocation.views.bases import for_staff, own_offices
from partnerships.models import CountyGovernor
from partnerships.services import new_key
from rekom.kit.errors import DomainError
from rekom.kit.values import from_json, to_json
from rekom.kit.workbooks import WorkbookRefused

# What was read travels in the page, signed, until it is confirmed: nothing is stored before that.
SALT = "allocation.basis"
SECONDS_TO_CONFIRM = 12 * 3600
# A table with more rows in doubt than this is not settled row by row: it is put right in the workbook.
MOST_TO_SETTLE = 60


@dataclass(frozen=True)
class _Read:
    """What the page carries: the table of an office's workbook, and what was said of it."""

    office: CountyGovernor
    table: Table
    facts: BasisFacts


@dataclass(frozen=True)
class _Problem:
    message: str
    url: str = ""


@require_http_methods(["GET", "POST"])
def basis_upload(request: HttpRequest) -> HttpResponse:
    """Reads the workbook and shows what it says, with every doubt and fault. Nothing is stored."""
    office = _office(request)
    form = BasisForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.data_of_file
        try:
            table = read_table(data)
        except WorkbookRefused as error:
            form.add_error("file", list(error.lines))
        else:
            facts = BasisFacts(
                title=form.cleaned_data["title"],
                source=form.cleaned_data["source"],
                figures_on=form.cleaned_data["figures_on"],
                file_name=form.cleaned_data["file"].name[:200],
                sha256=hashlib.sha256(data).hexdigest(),
            )
            return _read_page(request, _Read(office, table, facts), QueryDict())
    status = 422 if form.errors else 200
    return render(request, "allocation/basis_upload.html", {"form": form}, status=status)


@require_POST
def basis_import(request: HttpRequest) -> HttpResponse:
    """Shows the page before with what was said on it; stores it when asked to and nothing is in doubt."""
    office = _office(request)
    try:
        read = _unpack(request.POST.get("read", ""), office)
    except signing.BadSignature:
        messages.error(request, _("The page is too old. Read the workbook in once more."))
        return redirect("allocation:basis_upload")
    place = _place(read.table, request.POST)
    if "store" not in request.POST or place is None:
        return _read_page(request, read, request.POST)
    try:
        basis = services.import_table(
            office=office,
            table=read.table,
            place=place,
            decisions=_decisions(read.table, request.POST),
            facts=read.facts,
            by=request.user,
            key=request.POST.get("key", ""),
        )
    except DomainError as error:
        return _read_page(request, read, request.POST, problem=str(error))
    messages.success(request, _("The figures can be divided by."))
    return redirect("allocation:basis", basis.pk)


def _read_page(
    request: HttpRequest, read: _Read, said: QueryDict, *, problem: str = ""
) -> HttpResponse:
    place = _place(read.table, said)
    column_form = ColumnForm(
        said if "store" in said else None, table=read.table, initial={"column": place}
    )
    context = {
        "facts": read.facts,
        "table": read.table,
        "column_form": column_form,
        "samples": read.table.lines[:3],
        "read": _pack(read),
        "key": new_key(),
    }
    problems: list[_Problem] = []
    if place is not None:
        register = services.register_of(read.office, read.facts.figures_on)
        reading = judge_table(
            read.table, place, register, read.facts.figures_on, _decisions(read.table, said)
        )
        targets = targets_of(register, by_municipality=read.table.by_municipality)
        asking = [row for row in reading.rows if row.asks]
        too_many = len(asking) > MOST_TO_SETTLE
        problems = _problems(reading, problem, asked="store" in said)
        context |= {
            "reading": reading,
            "counts": {state.value: len(reading.of_state(state)) for state in State},
            "too_many": too_many,
            "forms": [] if too_many else [RowForm(row, targets) for row in asking],
            "missing": missing_from(reading, read.table, register),
        }
    has_errors = bool(problems or column_form.errors)
    context |= {"problems": problems, "has_errors": has_errors}
    status = 422 if has_errors else 200
    return render(request, "allocation/basis_read.html", context, status=status)


def _problems(reading: Reading, problem: str, *, asked: bool) -> list[_Problem]:
    """What stands in the way of storing, once somebody has asked for it."""
    if not asked:
        return []
    rows = [
        _Problem(
            _("Row %(row)d: %(problem)s") % {"row": row.judged.line.row, "problem": row.problem},
            f"#row-{row.judged.line.row}",
        )
        for row in reading.problems[:MOST_TO_SETTLE]
    ]
    return rows or ([_Problem(problem)] if problem else [])


def _place(table: Table, said: QueryDict) -> int | None:
    """Which column is meant: the only one, or the one that was chosen."""
    if len(table.columns) == 1:
        return 0
    chosen = said.get("column", "")
    places = {str(place): place for place in range(len(table.columns))}
    return places.get(chosen)


def _decisions(table: Table, said: QueryDict) -> dict[int, Decision]:
    """What the person has said, by the number of the row; nothing of rows that were not asked about."""
    decisions = {}
    for row in (line.row for line in table.lines):
        accepted = f"row{row}-accepted" in said
        target = said.get(f"row{row}-target", "")
        if accepted or target:
            reason = said.get(f"row{row}-reason", "").strip()
            decisions[row] = Decision(accepted, target, reason)
    return decisions


def _pack(read: _Read) -> str:
    facts = {**asdict(read.facts), "figures_on": read.facts.figures_on.isoformat()}
    return signing.dumps([read.office.pk, to_json(read.table), facts], salt=SALT, compress=True)


def _unpack(text: str, office: CountyGovernor) -> _Read:
    """Raises BadSignature for anything but what a page of the same office has carried."""
    office_pk, table, facts = signing.loads(text, salt=SALT, max_age=SECONDS_TO_CONFIRM)
    if office_pk != office.pk:
        raise signing.BadSignature
    facts["figures_on"] = date.fromisoformat(facts["figures_on"])
    return _Read(office, from_json(Table, table), BasisFacts(**facts))


def _office(request: HttpRequest) -> CountyGovernor:
    for_staff(request)
    if not (offices := own_offices(request)):
        raise PermissionDenied
    return offices[0]
