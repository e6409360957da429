"""What the inbox says of a report: what the partnership has yet to do. On the page and in an export."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from measures.choices import ReportStatus, Section


def lacks(status: str, open_sections: Sequence[str], remarks: int) -> str:
    """Nothing when all is there. Without status nothing is begun; of a draft one knows no more.

    ``remarks`` are the warnings that it was sent with.
    """
    if not status:
        return _("The whole report")
    if status == ReportStatus.DRAFT:
        return _("To send the report")
    if status == ReportStatus.RETURNED:
        opened = [str(Section(section).label) for section in open_sections]
        return ", ".join(opened) or _("To put right the whole report")
    if not remarks:
        return ""
    said = ngettext("%(count)s remark when sent", "%(count)s remarks when sent", remarks)
    return said % {"count": remarks}
