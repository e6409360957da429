import json
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from measures.word.reading import read_form
from measures.word.value import WordForm
from rekom.kit.errors import DomainError
from rekom.kit.word import MAX_BYTES


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

    def create_parser(self, prog_name: str, subcommand: str, **kwargs) -> CommandParser:
        """Let a wrong option end as every other error here does: one line, exit code 1."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        if parser.called_from_command_line:
            parser.error = lambda message: parser.exit(1, f"CommandError: {message}\n")
        return parser

    def handle(self, *, file: Path, dry_run: bool, format: str, **_options) -> None:
        try:
            with translation.override("en"):
                form = read_form(read(file))
        except DomainError as error:
            raise CommandError(str(error)) from error
        if format == "json":
            self.stdout.write(json.dumps(form.as_json(), ensure_ascii=False, indent=2))
            return
        for line in lines_of(form):
            self.stdout.write(line)


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
