import contextlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import makemessages
from polib import POFile, pofile

from rekom.kit import catalogues

NOT_OURS = ["node_modules", "static-collected", "var", "tests", "docs", "bin"]


class Command(makemessages.Command):
    """Django's command with the project's habits, so that nobody has to remember its options.

    Every language at once, file names without line numbers and no dates (two branches that
    touch different pages do not clash), nothing fuzzy, nothing left over, English filled in.
    """

    help = "Collect the texts of pages and code into the catalogues in locale/. Needs gettext."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--check",
            action="store_true",
            help="write nothing; fail if the catalogues do not hold exactly the texts in use",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.only_check = options["check"]
        options["locale"] = options["locale"] or [code for code, _name in settings.LANGUAGES]
        options["ignore_patterns"] = [*options["ignore_patterns"], *NOT_OURS]
        options["add_location"] = "file"
        options["verbosity"] = 0
        with contextlib.chdir(settings.BASE_DIR):
            super().handle(*args, **options)

    def write_po_file(self, potfile: str, locale: str) -> None:
        path = Path(potfile).parent / locale / "LC_MESSAGES" / "django.po"
        template = pofile(potfile)
        catalogue = pofile(str(path)) if path.exists() else POFile()
        if self.only_check:
            if changes := catalogues.differences(catalogue, template):
                raise CommandError("\n  ".join([f"{path} (run make messages):", *changes]))
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        catalogues.updated(catalogue, template, language=locale).save(str(path))
