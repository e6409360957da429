import json
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Model, QuerySet
from django.utils import translation

from measures.models import Call, NeedsReport
from measures.services.importing import draft_from_form
from measures.word.proposals import Matched
from measures.word.reading import read_form
from measures.word.value import WordForm
from partnerships.models import Partnership, User
from rekom.kit.errors import DomainError
from rekom.kit.word import MAX_BYTES

T = TypeVar("T", bound=Model)


class Command(BaseCommand):
    help = "Read a needs report on the county governors' Word form, and make a draft of it."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.docx")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what was read, and store nothing"
        )
        parser.add_argument(
            "--format", choices=("text", "json"), default="text", help="json stores nothing either"
        )
        parser.add_argument("--partnership", help="name of the partnership whose draft is filled")
        parser.add_argument("--year", type=int, help="the year of the call")
        parser.add_argument(
            "--by", metavar="E-MAIL", help="on whose behalf: one who may write in it"
        )

    def create_parser(self, prog_name: str, subcommand: str, **kwargs) -> CommandParser:
        """Let a wrong option end as every other error here does: one line, exit code 1."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        if parser.called_from_command_line:
            parser.error = lambda message: parser.exit(1, f"CommandError: {message}\n")
        return parser

    def handle(self, *, file: Path, dry_run: bool, format: str, **options) -> None:
        data = read(file)
        try:
            with translation.override("en"):
                form = read_form(data)
                if format == "text" and not dry_run:
                    report, matched = fill_draft(form, **options)
        except PermissionDenied:
            raise CommandError(f"{options['by']} may not write in that report.") from None
        except DomainError as error:
            raise CommandError(str(error)) from error
        if format == "json":
            self.stdout.write(json.dumps(form.as_json(), ensure_ascii=False, indent=2))
            return
        for line in lines_of(form):
            self.stdout.write(line)
        if not dry_run:
            for line in outcome(matched):
                self.stdout.write(line)
            self.stdout.write(f"Draft {report.pk} of {report.partnership}, {report.call.year}.")


def fill_draft(
    form: WordForm, *, partnership: str | None, year: int | None, by: str | None, **_options
) -> tuple[NeedsReport, Matched]:
    if not (partnership and year and by):
        raise CommandError("Name --partnership, --year and --by; or --dry-run, to store nothing.")
    user = one(User.objects.filter(email__iexact=by, is_active=True), f"person {by}")
    found = one(Partnership.objects.filter(name__iexact=partnership), f"partnership {partnership}")
    office = found.county_governor
    call = one(Call.objects.filter(county_governor=office, year=year), f"call of {year} there")
    return draft_from_form(form=form, call=call, partnership=found, by=user)


def one(rows: QuerySet[T], what: str) -> T:
    found = list(rows[:2])
    if len(found) != 1:
        raise CommandError(f"There is {'more than one' if found else 'no'} {what}.")
    return found[0]


def outcome(matched: Matched) -> Iterator[str]:
    """What was left as it stood, and what had nowhere to go."""
    for proposal in matched.proposals:
        if proposal.is_choice:
            yield f"kept as it was: {proposal.heading}: {proposal.label}"
    for loose in matched.unplaced:
        yield f"not stored: {loose.place}: {_one_line(loose.text)}"


def lines_of(form: WordForm) -> Iterator[str]:
    """What was read, a line for each answer; then what was not answered and not understood."""
    answers = form.as_json()
    not_understood = answers.pop("not_understood")
    not_answered = dict.fromkeys(answers.pop("not_answered"))
    yield from _answers("", answers)
    yield from (f"not answered: {path}" for path in not_answered)
    for loose in not_understood:
        yield f"not understood: {loose['place']}: {_one_line(loose['text'])}"


def _answers(path: str, value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, part in value.items():
            yield from _answers(f"{path}.{name}" if path else name, part)
    elif isinstance(value, list | tuple) and any(isinstance(part, dict) for part in value):
        for number, part in enumerate(value, start=1):
            yield from _answers(f"{path}.{number}", part)
    elif value not in (None, [], ()):
        text = ", ".join(value) if isinstance(value, list | tuple) else str(value)
        yield f"{path}: {_one_line(text)}"


def _one_line(text: str) -> str:
    return " / ".join(text.splitlines())


def read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)  # one more than a file may have, to be refused for it
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
