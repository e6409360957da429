from django.core.management.base import BaseCommand

from measures.services.exporting import delete_old_files


class Command(BaseCommand):
    help = "Delete the files of the inbox that are more than a day old."

    def handle(self, **options: object) -> None:
        self.stdout.write(f"{delete_old_files()} files are deleted.")
