from argparse import ArgumentTypeError
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from allocation.choices import Rounding
from allocation.excel.basis import read_basis
from allocation.management.plain_text import as_csv, as_json, as_table
from allocation.rules.division import DividedPot, divide
from rekom.kit.errors import DomainError
from rekom.kit.kroner import NotKroner, parse_kroner
from rekom.kit.pdf import PaperError
from rekom.kit.workbooks import MAX_BYTES

TEXT_FORMATS = ("table", "json", "csv")
FILE_FORMATS = ("xlsx", "pdf")


class Command(BaseCommand):
    help = "Divide a pot pro rata between the networks of a workbook. Needs no database."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("basis", type=Path, metavar="BASIS.xlsx", help="the networks")
        parser.add_argument("--pot", type=whole_kroner, required=True, help="in whole kroner")
        parser.add_argument("--flat-percent", type=percent, default=Decimal(10), help="default: 10")
        parser.add_argument("--rounding", choices=Rounding.values, default=Rounding.EXACT.value)
        parser.add_argument("--format", choices=TEXT_FORMATS + FILE_FORMATS, default="table")
        parser.add_argument("--output", type=Path, metavar="FILE", help="needed for xlsx and pdf")

    def create_parser(self, prog_name: str, subcommand: str, **kwargs) -> CommandParser:
        """Let a wrong option end as every other error here does: one line, exit code 1."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        if parser.called_from_command_line:
            parser.error = lambda message: parser.exit(1, f"CommandError: {message}\n")
        return parser

    def handle(
        self,
        *,
        basis: Path,
        pot: int,
        flat_percent: Decimal,
        rounding: str,
        format: str,
        output: Path | None,
        **_options,
    ) -> None:
        if output is None and format in FILE_FORMATS:
            raise CommandError(f"--format {format} needs --output FILE.")
        try:
            with translation.override("en"):
                figures = read_basis(read(basis))
                divided, exact = (
                    divide(pot, figures, flat_percent=flat_percent, rounding=kind)
                    for kind in (Rounding(rounding), Rounding.EXACT)
                )
        except DomainError as error:
            raise CommandError(str(error)) from error
        content = rendered(divided, exact, format=format, source=basis.name)
        if output is None:
            self.stdout.write(content.decode(), ending="")
        else:
            write(output, content, never_over=basis)


def rendered(divided: DividedPot, exact: DividedPot, *, format: str, source: str) -> bytes:
    if format == "json":
        return as_json(divided).encode()
    if format == "csv":
        return as_csv(divided).encode()
    if format == "table":
        return as_table(divided, exact).encode()
    with translation.override(settings.LANGUAGE_CODE):  # papers are Norwegian, the terminal is not
        return paper(divided, format=format, title=_("Pro rata division"), source=source)


def paper(divided: DividedPot, *, format: str, title: str, source: str) -> bytes:
    # Half a second of imports that no other format needs.
    if format == "xlsx":
        from allocation.excel.division import division_workbook  # noqa: PLC0415

        return division_workbook(
            divided, title=title, subtitle=source, language=settings.LANGUAGE_CODE
        )
    from allocation.pdf.division import DivisionFacts, division_pdf  # noqa: PLC0415

    facts = DivisionFacts(title=title, basis=source)
    try:
        return division_pdf(divided, facts=facts, language=settings.LANGUAGE_CODE)
    except PaperError as error:
        raise CommandError(str(error)) from error


def read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(
                MAX_BYTES + 1
            )  # one more than a workbook may have, to be refused for it
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error


def write(path: Path, content: bytes, *, never_over: Path) -> None:
    try:
        if path.exists() and path.samefile(never_over):
            raise CommandError(f"{path} is the basis itself. Write to another file.")
        path.write_bytes(content)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error


def whole_kroner(text: str) -> int:
    try:
        return parse_kroner(text)
    except NotKroner:
        raise ArgumentTypeError(
            f"write whole kroner, for example 11588000, not {text!r}."
        ) from None


def percent(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise ArgumentTypeError(f"write a number, for example 10 or 12.5, not {text!r}.") from None
