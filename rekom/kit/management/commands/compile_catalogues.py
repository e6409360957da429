from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from polib import pofile

from rekom.kit import catalogues


class Command(BaseCommand):
    help = "Compile the catalogues in locale/ that have changed. Needs no gettext."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing; fail if a text is missing, fuzzy, left over or has other placeholders",
        )

    def handle(self, *, check: bool, **options: Any) -> None:
        for folder in map(Path, settings.LOCALE_PATHS):
            for path in catalogues.paths(folder):
                if check:
                    self._check(path)
                elif catalogues.compile_catalogue(path):
                    self.stdout.write(f"Compiled the texts in {path.parent.parent.name}.")

    def _check(self, path: Path) -> None:
        if problems := catalogues.problems(pofile(str(path))):
            raise CommandError("\n  ".join([f"{path}:", *problems]))
