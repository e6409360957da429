from django.core.management.base import BaseCommand, CommandError, CommandParser

from measures.services.summing import add_up_again, differences


class Command(BaseCommand):
    help = "Hold the sums that the inbox shows against what was sent."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--mend", action="store_true", help="add up again where they differ")

    def handle(self, *, mend: bool, **options: object) -> None:
        found = 0
        for report, kept, sent in differences():
            found += 1
            self.stdout.write(f"{report}: kept {kept}, sent {sent}")
            if mend:
                add_up_again(report)
        if found and not mend:
            raise CommandError(f"{found} needs reports are summed wrongly. --mend adds up again.")
        self.stdout.write(f"{found} mended." if found else "Every sum is that of what was sent.")
