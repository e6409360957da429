from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from rekom.demo import nordland, people, trondelag


class Command(BaseCommand):
    help = (
        "Fill an empty site with the demo: Nordland 2023 and 2024, Trøndelag 2022, invented people."
    )

    def handle(self, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError("The demo is loaded only where DEMO=true: it makes known log-ins.")
        settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # to nobody
        with transaction.atomic():
            everybody = people.make_people()
            nordland.load(everybody)
            trondelag.load(everybody)
        self.stdout.write(self.style.SUCCESS("The demo is there."))
