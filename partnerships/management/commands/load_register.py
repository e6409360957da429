from functools import partial

from django.core.management.base import BaseCommand
from tqdm import tqdm

from partnerships.services import load_register


class Command(BaseCommand):
    help = "Load offices, municipalities, universities, networks and schemes; safe to repeat."

    def handle(self, **options: object) -> None:
        written = load_register(partial(tqdm, unit="row", disable=None))
        if written:
            self.stdout.write(
                self.style.SUCCESS(f"The register is loaded: {written} rows written.")
            )
        else:
            self.stdout.write("The register was up to date; nothing was changed.")
