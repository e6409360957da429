from functools import partial

from django.core.management.base import BaseCommand
from tqdm import tqdm

from partnerships.models import OutgoingMail
from partnerships.services import send_waiting


class Command(BaseCommand):
    help = (
        "Send the e-mail that has not come through yet; safe to repeat, and to run twice at once."
    )

    def handle(self, **options: object) -> None:
        sent, failed = send_waiting(partial(tqdm, unit="letter", disable=None))
        held = OutgoingMail.objects.held().count()
        self.stdout.write(f"{sent} sent, {failed} could not be sent, {held} wait to be read.")
