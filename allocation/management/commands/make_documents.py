from collections.abc import Callable, Iterator
from functools import partial

from django.core.management.base import BaseCommand
from django.db.models import Exists, OuterRef
from tqdm import tqdm

from allocation.choices import READ_BY_FORUM, DocumentKind
from allocation.models import Division, Document
from allocation.services.documents import DIVISION_KINDS, division_document, report_document
from measures.models import SentVersion
from rekom.kit.pdf import PaperError


class Command(BaseCommand):
    help = "Make and store every paper that is missing: sent reports and divisions of the forum."

    def handle(self, **_options: object) -> None:
        made, failed = 0, []
        for name, make in tqdm(list(missing()), disable=None, unit="paper"):
            try:
                make()
                made += 1
            except PaperError as error:
                failed.append(f"{name}: {error}")
        self.stdout.write(f"{made} papers made.")
        for line in failed:
            self.stderr.write(line)


def missing() -> Iterator[tuple[str, Callable[[], Document]]]:
    """A name and a way to make it, for every paper that is not there."""
    versions = SentVersion.objects.select_related("report__call__county_governor")
    for kind in (DocumentKind.REPORT, DocumentKind.REPORT_WITH_PAYMENT):
        with_payment_sheet = kind == DocumentKind.REPORT_WITH_PAYMENT
        for version in _without(versions, kind, "sent_version"):
            yield (
                str(version),
                partial(report_document, version, by=None, with_payment_sheet=with_payment_sheet),
            )
    divisions = Division.objects.filter(status__in=READ_BY_FORUM).for_page()
    for orientation, kind in DIVISION_KINDS.items():
        for division in _without(divisions, kind, "division"):
            yield (
                str(division),
                partial(division_document, division, by=None, orientation=orientation),
            )


def _without(things, kind: DocumentKind, what: str):
    papers = Document.objects.filter(kind=kind, **{what: OuterRef("pk")})
    return things.filter(~Exists(papers))
