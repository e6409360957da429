"""Papers that record an act: rendered once, stored with their hash, and then served as they were made."""

import hashlib
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from allocation.choices import DocumentKind
from allocation.models import Division, Document
from allocation.pdf.division import DivisionFacts, Orientation, division_pdf
from allocation.pdf.report import report_pdf
from measures.models import SentVersion
from partnerships.choices import WrittenForm
from partnerships.models import CountyGovernor, User
from rekom.kit.dates import format_when

DIVISION_KINDS = {
    "landscape": DocumentKind.DIVISION_LANDSCAPE,
    "portrait": DocumentKind.DIVISION_PORTRAIT,
}
TITLE = Document._meta.get_field("title").max_length


def report_document(
    version: SentVersion, *, by: User | None, with_payment_sheet: bool = False
) -> Document:
    """The needs report as it was sent. Raises PaperError."""
    kind = DocumentKind.REPORT_WITH_PAYMENT if with_payment_sheet else DocumentKind.REPORT
    language = language_of(version.report.call.county_governor)
    content = version.read()
    if not with_payment_sheet:
        content = content.without_payment_details()
    with translation.override(language):
        title = _("Needs report %(year)s %(partnership)s") % {
            "year": content.year,
            "partnership": content.partnership,
        }
        if with_payment_sheet:
            title = _("%(title)s with payment details") % {"title": title}
    return store_once(
        kind=kind,
        language=language,
        title=title,
        by=by,
        sent_version=version,
        render=lambda: report_pdf(
            content, language=language, with_payment_sheet=with_payment_sheet
        ),
    )


def division_document(
    division: Division, *, by: User | None, orientation: Orientation = "landscape"
) -> Document:
    """The allocation table of a version, in the office's written form. Raises PaperError."""
    language = language_of(division.post.frame.call.county_governor)
    with translation.override(language):
        facts = _facts(division)
        title = f"{facts.title}, {facts.subtitle}, {facts.version}"
    return store_once(
        kind=DIVISION_KINDS[orientation],
        language=language,
        title=title[:TITLE],
        by=by,
        division=division,
        render=lambda: division_pdf(
            division.read(), facts=facts, orientation=orientation, language=language
        ),
    )


def _facts(division: Division) -> DivisionFacts:
    """What stands around the table. Not the status: the paper is made once, and that moves on."""
    frame = division.post.frame
    office = frame.call.county_governor
    return DivisionFacts(
        title=division.post.title,
        office_name=office.name,
        office_parallel_names=tuple(office.parallel_names),
        subtitle=f"{frame.scheme.name} {frame.call.year}",
        version=_("Version %(version)d, %(day)s")
        % {
            "version": division.version,
            "day": format_when(timezone.localdate(division.made_at), "long"),
        },
        prepared_by=division.made_by.name,
        basis=f"{division.basis.title}. {division.basis.source}",
        created=timezone.localtime(division.made_at).isoformat(timespec="seconds"),
    )


def store_once(
    *,
    kind: DocumentKind,
    language: str,
    title: str,
    render: Callable[[], bytes],
    by: User | None,
    **shows: SentVersion | Division | object,
) -> Document:
    """The paper that there is, or a new one. ``shows``: the one thing that the paper is about.

    A paper takes seconds to lay out, so that is done before anything is locked. Of two who ask at
    once one stores, and both get the same.
    """
    papers = Document.objects.filter(kind=kind, language=language, **shows)
    if (document := papers.first()) is not None:
        return document
    content = render()
    try:
        with transaction.atomic():
            return Document.objects.create(
                kind=kind,
                language=language,
                title=title,
                content=content,
                sha256=hashlib.sha256(content).hexdigest(),
                made_by=by,
                created_at=timezone.now(),
                **shows,
            )
    except IntegrityError:
        return papers.get()


def language_of(office: CountyGovernor) -> str:
    """What the office is written to in; its own papers too. Neutral is bokmål."""
    form = office.written_form
    return WrittenForm.NYNORSK if form == WrittenForm.NYNORSK else WrittenForm.BOKMAL
