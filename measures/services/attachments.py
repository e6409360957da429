"""Files beside the needs report: taken in by what they are, kept with their digest, removed but not lost."""

import hashlib

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measures import permissions
from measures.models import Attachment, NeedsReport
from measures.services.writing import touch
from partnerships.models import User
from rekom.kit.errors import DomainError
from rekom.kit.file_types import file_type, safe_name
from rekom.kit.virus_scan import scan

MOST_BYTES = 10 * 2**20
MOST_FILES = 20


def add_attachment(*, report: NeedsReport, name: str, content: bytes, by: User) -> Attachment:
    """Raises DomainError for a file that is not taken in, PermissionDenied unless ``by`` may write.

    The file is looked at before the report's row is locked: a scanner may take its time.
    """
    if not permissions.can_edit(by, report):
        raise PermissionDenied
    if not content:
        raise DomainError(_("The file is empty. Choose another."))
    if len(content) > MOST_BYTES:
        raise DomainError(
            _("The file is larger than %(size)d MB. Make it smaller, or divide it.")
            % {"size": MOST_BYTES // 2**20}
        )
    kind = file_type(content)
    is_scanned = scan(content)
    with transaction.atomic():
        report = NeedsReport.objects.locked(report.pk)
        if not permissions.can_edit(by, report):
            raise PermissionDenied
        digest = hashlib.sha256(content).hexdigest()
        present = report.attachments.filter(removed_at=None)
        if found := present.filter(sha256=digest).defer("content").first():
            return found  # the same file, sent twice
        if present.count() >= MOST_FILES:
            raise DomainError(
                ngettext(
                    "There is room for %(count)d file. Remove one first.",
                    "There is room for %(count)d files. Remove one first.",
                    MOST_FILES,
                )
                % {"count": MOST_FILES}
            )
        touch(report, by)
        return Attachment.objects.create(
            report=report,
            name=safe_name(name, kind),
            content=content,
            content_type=kind.content_type,
            size=len(content),
            sha256=digest,
            is_scanned=is_scanned,
            added_by=by,
            added_at=timezone.now(),
        )


@transaction.atomic
def remove_attachment(*, report: NeedsReport, attachment: int, by: User) -> None:
    report = NeedsReport.objects.locked(report.pk)
    if not permissions.can_edit(by, report):
        raise PermissionDenied
    now = timezone.now()
    if report.attachments.filter(pk=attachment, removed_at=None).update(removed_at=now):
        touch(report, by)
