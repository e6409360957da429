"""The comments that were released to the partnership, which it answers one by one."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from measures import permissions
from measures.choices import Audience, Section
from measures.content import ReportContent
from measures.forms.review import ReplyForm
from measures.models import Comment, NeedsReport
from measures.services import ChangedMeanwhile
from measures.services.commenting import answer_comment
from measures.services.merging import mark
from measures.views.doors import visible_report
from measures.views.places import PAGES
from measures.views.review_page import NOTHING, Sent, places_of
from partnerships.models import User


class Asked(NamedTuple):
    """A comment, where it belongs, and the form of the one who answers."""

    comment: Comment
    place: str
    url: str  # where it is put right; empty when the person cannot write there
    form: ReplyForm | None


@require_GET
def comments(request: HttpRequest, pk: int) -> HttpResponse:
    report = visible_report(request, pk)
    if not permissions.can_read_versions(request.user, report):
        raise PermissionDenied
    return _page(request, report)


@require_POST
def comment_answer(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    report = visible_report(request, pk)
    released = permissions.readable_comments(request.user, report)
    comment = get_object_or_404(released, pk=comment_pk)
    if not permissions.can_answer_comment(request.user, report, comment):
        raise PermissionDenied
    form = ReplyForm(request.POST, auto_id=f"id_comment_{comment.pk}_%s")
    name = f"comment-{comment.pk}"
    if not form.is_valid():
        return _page(request, report, sent=Sent(name, form), status=422)
    try:
        answer_comment(
            comment=comment,
            text=form.cleaned_data["answer"],
            seen=form.cleaned_data["seen"],
            by=request.user,
        )
    except ChangedMeanwhile as error:
        return _page(request, report, sent=Sent(name, form, problem=str(error)), status=422)
    messages.success(request, _("Your answer is stored."))
    return redirect(f"{reverse('measures:comments', args=[pk])}#{name}")


def released_rows(
    report: NeedsReport, content: ReportContent, user: User, sent: Sent = NOTHING
) -> list[Asked]:
    places = places_of(content)
    rows = report.comments.released_to(Audience.PARTNERSHIP).with_people()
    return [
        Asked(
            comment,
            places.get(comment.place) or _("A measure that has been removed"),
            _url(report, comment, places, user),
            _form(report, comment, user, sent),
        )
        for comment in rows
    ]


def summary_rows(report: NeedsReport, content: ReportContent, user: User) -> list[dict[str, Any]]:
    """As components/rows.html takes them."""
    here = reverse("measures:comments", args=[report.pk])
    return [
        {
            "title": asked.place,
            "url": f"{here}#comment-{asked.comment.pk}",
            "note": asked.comment.text,
            "tag": _("Answered") if asked.comment.answer else _("Not answered"),
            "tone": "success" if asked.comment.answer else "warning",
        }
        for asked in released_rows(report, content, user)
    ]


def unanswered_rows(report: NeedsReport) -> list[dict[str, Any]]:
    """For the check before sending: what the report can be sent with."""
    released = report.comments.released_to(Audience.PARTNERSHIP)
    count = released.filter(answer="").count()
    if not count:
        return []
    title = ngettext(
        "%(count)d comment from the county governor is not answered.",
        "%(count)d comments from the county governor are not answered.",
        count,
    )
    return [
        {
            "title": title % {"count": count},
            "note": _("The answers help the one who reads the report again."),
            "action_url": reverse("measures:comments", args=[report.pk]),
            "action_label": _("To the comments"),
        }
    ]


def _form(report: NeedsReport, comment: Comment, user: User, sent: Sent) -> ReplyForm | None:
    if not permissions.can_answer_comment(user, report, comment):
        return None
    auto_id = f"id_comment_{comment.pk}_%s"
    if sent.name != f"comment-{comment.pk}":
        seen = mark(comment.answer)
        return ReplyForm(initial={"answer": comment.answer, "seen": seen}, auto_id=auto_id)
    # Saved again, what the person wrote stands: the colleague's answer is shown beside it.
    data = sent.form.data.copy()
    data["seen"] = mark(comment.answer)
    return ReplyForm(data, auto_id=auto_id)


def _url(report: NeedsReport, comment: Comment, places: dict[str, str], user: User) -> str:
    section = Section(comment.section)
    if comment.place not in places or section == Section.REPORT:
        return ""
    if not permissions.can_write(user, report, section):
        return ""
    if comment.measure_key is not None:
        return reverse("measures:measure", args=[report.pk, comment.measure_key])
    return reverse(PAGES[section], args=[report.pk])


def _page(
    request: HttpRequest, report: NeedsReport, *, sent: Sent = NOTHING, status: int = 200
) -> HttpResponse:
    content = permissions.readable_content(request.user, report)
    rows = released_rows(report, content, request.user, sent)
    context = {
        "report": report,
        "rows": rows,
        "answered": sum(bool(row.comment.answer) for row in rows),
        "sent": sent,
        "has_errors": status == 422,
    }
    return render(request, "measures/comments.html", context, status=status)
