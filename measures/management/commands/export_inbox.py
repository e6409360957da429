from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.http import QueryDict
from django.utils import timezone, translation
from tqdm import tqdm

from measures.excel.inbox import inbox_csv, inbox_workbook
from measures.forms.inbox import SelectionForm
from measures.models import Call
from measures.models.export import export_rows
from measures.models.inbox import read_colleagues
from measures.models.inbox_totals import totals
from measures.models.selection import select
from partnerships.models import User


class Command(BaseCommand):
    help = "Write the inbox of a call to a file, as the page with the same filters shows it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("call", type=int, help="the number in the address of the inbox")
        parser.add_argument("file", type=Path, help="ends with .xlsx or .csv")
        parser.add_argument(
            "--query", default="", help='what stands after ? there: "vis=office&sorter=-sum"'
        )
        parser.add_argument("--language", default="nb", choices=["nb", "nn", "en"])

    def handle(
        self, *, call: int, file: Path, query: str, language: str, **options: object
    ) -> None:
        chosen = Call.objects.filter(pk=call).select_related("county_governor").first()
        if chosen is None:
            raise CommandError(f"There is no call {call}.")
        if file.suffix not in (".xlsx", ".csv"):
            raise CommandError("The file must end with .xlsx or .csv.")
        with translation.override(language):
            count = _write(chosen, file, query)
        self.stdout.write(f"{file}: {count} rows.")


def _write(call: Call, file: Path, query: str) -> int:
    colleagues = read_colleagues(call.county_governor_id, User())
    form = SelectionForm(
        QueryDict(query), schemes=call.schemes.all(), case_workers=colleagues.people
    )
    if not form.is_valid():
        raise CommandError(f"The query is not one of the inbox: {', '.join(form.errors)}")
    selection = form.selection()
    found = select(call, selection, mine=colleagues.mine, now=timezone.now())
    summed = totals(found)
    watch = partial(tqdm, total=summed.count, unit="row", disable=None)
    rows = export_rows(found, call, selection.order)
    with file.open("wb") as target:
        if file.suffix == ".csv":
            target.writelines(line.encode() for line in inbox_csv(rows, watch=watch))
        else:
            with inbox_workbook(call, rows, summed, watch=watch) as book:
                target.writelines(book)
    return summed.count
