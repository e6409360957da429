from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from measures.services.reminders import coordinators_of, due_reminders, remind


class Command(BaseCommand):
    help = "Make reminders to partnerships that have not sent their report; run it every day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="say who would be reminded, and store nothing"
        )

    def handle(self, *, dry_run: bool, **options: object) -> None:
        made = 0
        for call, partnership in due_reminders(timezone.now()):
            if not coordinators_of(partnership):
                self.stdout.write(f"{partnership}, {call}: has no coordinator to remind")
            elif dry_run or remind(call=call, partnership=partnership, absolute=_absolute):
                made += 1
                self.stdout.write(f"{partnership}, {call}")
        outcome = "Would be made" if dry_run else "Made, to be read before they go"
        self.stdout.write(f"{outcome}: {made}.")


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
