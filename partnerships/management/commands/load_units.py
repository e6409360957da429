from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from tqdm import tqdm

from partnerships.services.units import load_units, read_units
from rekom.kit.csv_tables import NotReadable


class Command(BaseCommand):
    help = "Load kindergartens, schools and psychology services from a CSV; safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, help="the list that the file is taken from")
        parser.add_argument(
            "--as-of", required=True, type=_day, help="the day that the list tells of: 2026-10-01"
        )
        parser.add_argument("--dry-run", action="store_true", help="tell, and store nothing")

    def handle(
        self, *, file: Path, source: str, as_of: date, dry_run: bool, **_options: Any
    ) -> None:
        with translation.override("en"):
            self._load(file, source, as_of, dry_run=dry_run)

    def _load(self, file: Path, source: str, as_of: date, *, dry_run: bool) -> None:
        try:
            found = read_units(file.read_bytes(), source=source, as_of=as_of)
        except (OSError, NotReadable) as error:
            raise CommandError(str(error)) from None
        for fault in found.faults:
            self.stderr.write(fault)
        if dry_run:
            self.stdout.write(f"{len(found.units)} can be stored, {len(found.faults)} cannot.")
            return
        if found.faults:
            raise CommandError(f"{len(found.faults)} rows cannot be stored, so nothing was.")
        counts = load_units(found.units, watch=partial(tqdm, unit="unit", disable=None))
        self.stdout.write(
            self.style.SUCCESS(
                "{added} added, {changed} changed, {removed} removed, {unchanged} as they were.".format(
                    **counts
                )
            )
        )


def _day(text: str) -> date:
    return date.fromisoformat(text)
