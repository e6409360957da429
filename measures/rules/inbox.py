"""What the inbox says of a report: what the partnership has yet to do. On the page and in an export."""

from collections.abc import Sequence

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.choices import ReportStatus, Section

# What a rule that warns is about, in a word or three.
REMARKS = {
    "R-01": gettext_lazy("amounts in the texts"),
    "R-07": gettext_lazy("amount for a university"),
    "R-08": gettext_lazy("own contribution"),
    "R-11": gettext_lazy("pot for individual measures"),
    "R-12": gettext_lazy("kindergarten, school or psychology service"),
    "R-13": gettext_lazy("who reports"),
    "R-14": gettext_lazy("further owners"),
    "R-15": gettext_lazy("payee outside the list"),
    "R-16": gettext_lazy("lead owner listed twice"),
    "R-19": gettext_lazy("thin answers"),
    "R-23": gettext_lazy("coordinator counted twice"),
    "R-24": gettext_lazy("need in several schemes"),
    "R-26": gettext_lazy("private owners"),
    "R-27": gettext_lazy("organisation number"),
    "R-28": gettext_lazy("account number"),
    "R-29": gettext_lazy("e-mail address"),
    "R-30": gettext_lazy("telephone number"),
    "R-34": gettext_lazy("organisation listed twice"),
}


def lacks(status: str, open_sections: Sequence[str], remarks: Sequence[str]) -> str:
    """Nothing when all is there. Without status nothing is begun; of a draft one knows no more.

    ``remarks`` are the rules that warned when it was sent.
    """
    if not status:
        return _("The whole report")
    if status == ReportStatus.DRAFT:
        return _("To send the report")
    if status == ReportStatus.RETURNED:
        opened = [str(Section(section).label) for section in open_sections]
        return ", ".join(opened) or _("To put right the whole report")
    return capfirst(", ".join(str(REMARKS.get(rule, rule)) for rule in remarks))
