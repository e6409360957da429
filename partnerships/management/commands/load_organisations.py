from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from tqdm import tqdm

from partnerships.choices import OWNER_KINDS, UNIVERSITY_KINDS, OrganisationKind
from partnerships.services.organisations import load_organisations, read_organisations
from rekom.kit.csv_tables import NotReadable


class Command(BaseCommand):
    help = "Load organisations from a CSV with organisasjonsnummer and navn; safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--kind",
            choices=[str(kind) for kind in (*OWNER_KINDS, *UNIVERSITY_KINDS)],
            default=str(OrganisationKind.PRIVATE_OWNER),
            help="what the new ones are (default: private_owner)",
        )
        parser.add_argument("--dry-run", action="store_true", help="tell, and store nothing")
        parser.add_argument(
            "--leave-out-faults", action="store_true", help="store the rows that are right"
        )

    def handle(self, *, file: Path, kind: str, **options: Any) -> None:
        with translation.override("en"):
            self._load(file, OrganisationKind(kind), **options)

    def _load(
        self,
        file: Path,
        kind: OrganisationKind,
        *,
        dry_run: bool,
        leave_out_faults: bool,
        **_options: Any,
    ) -> None:
        try:
            found = read_organisations(file.read_bytes())
        except (OSError, NotReadable) as error:
            raise CommandError(str(error)) from None
        for fault in found.faults:
            self.stderr.write(fault)
        if dry_run:
            self.stdout.write(f"{len(found.rows)} can be stored, {len(found.faults)} cannot.")
            return
        if found.faults and not leave_out_faults:
            raise CommandError(
                f"{len(found.faults)} rows cannot be stored, so nothing was. Correct them,"
                " or use --leave-out-faults."
            )
        watch = partial(tqdm, unit="row", disable=None)
        counts = load_organisations(found.rows, kind=kind, watch=watch)
        self.stdout.write(
            self.style.SUCCESS(
                "{added} added, {renamed} renamed, {unchanged} as they were.".format(**counts)
            )
        )
