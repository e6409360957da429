"""Each thing the office writes about a report: a mark, a note, a comment, a flag. One form, one service.

All are plain forms that lead back to where they stood; a mark answers htmx with its own part of the page.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from measures import permissions
from measures.choices import Audience, PointAbout, Section
from measures.content import MeasureContent
from measures.forms.review import (
    AssessmentForm,
    CommentForm,
    FlagForm,
    NoteForm,
    OwnerForm,
    ResolveForm,
    TextForm,
)
from measures.models import Comment, NeedsReport
from measures.models.reviewing import read_review
from measures.rules.comparison import measure_part
from measures.services import assessing, commenting, flagging
from measures.views.doors import visible_report
from measures.views.review import overtaken, review_page
from measures.views.review_page import NOTHING, Desk, Sent, places_of
from partnerships.models import User
from rekom.kit.errors import DomainError
from rekom.kit.keys import key_of


@require_POST
def assess(request: HttpRequest, pk: int) -> HttpResponse:
    report = _allowed(request, pk, permissions.can_assess)
    measure = _measure(request, report)
    criterion = get_object_or_404(report.call.criteria, pk=key_of(request.POST.get("criterion")))
    name = f"mark-{measure.key}-{criterion.pk}"
    form = AssessmentForm(request.POST, auto_id=f"id_{name}_%s")
    if not form.is_valid():
        return _judged(request, report, measure, criterion.pk, Sent(name, form))
    try:
        assessing.assess(
            report=report,
            measure=measure.key,
            criterion=criterion,
            by=request.user,
            **form.cleaned_data,
        )
    except assessing.JudgedByTwo as error:
        return _judged(request, report, measure, criterion.pk, _by_two(name, form, error))
    if request.htmx:
        return _judged(request, report, measure, criterion.pk)
    return redirect(f"{reverse('measures:review', args=[pk])}#{name}")


@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    report = _allowed(request, pk, permissions.can_assess)
    point = get_object_or_404(report.call.discussion_points, pk=key_of(request.POST.get("point")))
    university = None
    if point.about == PointAbout.UNIVERSITY:
        university = _university(request, report)
    name = f"note-{point.pk}" + (f"-{university}" if university else "")
    form = NoteForm(request.POST, auto_id=f"id_{name}_%s")
    if not form.is_valid():
        return review_page(request, report, sent=Sent(name, form), status=422)
    try:
        assessing.note(
            report=report,
            point=point,
            university=university,
            by=request.user,
            **form.cleaned_data,
        )
    except assessing.JudgedByTwo as error:
        return review_page(request, report, sent=_by_two(name, form, error), status=422)
    return redirect(f"{reverse('measures:review', args=[pk])}#{name}")


# --- comments ------------------------------------------------------------------------------------


@require_POST
def comment_add(request: HttpRequest, pk: int) -> HttpResponse:
    report = _allowed(request, pk, permissions.can_assess)
    content = permissions.readable_content(request.user, report)
    places = places_of(content)
    here = request.POST.get("place", "")
    auto_id = f"id_{here if here in places else 'report'}_comment_%s"
    form = CommentForm(request.POST, places=list(places.items()), auto_id=auto_id)
    if not form.is_valid():
        return review_page(request, report, sent=Sent("comment", form), status=422)
    place = form.cleaned_data["place"]
    measures = {measure_part(each.key): each.key for each in content.measures}
    commenting.write_comment(
        report=report,
        section=Section.MEASURES if place in measures else Section(place),
        measure=measures.get(place),
        text=form.cleaned_data["text"],
        key=form.cleaned_data["key"],
        by=request.user,
    )
    messages.success(request, _("The comment is stored. Only the office reads it."))
    return redirect(f"{reverse('measures:review', args=[pk])}#comments-{place}")


@require_POST
def comment_change(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    report, comment = _comment(request, pk, comment_pk)
    if not permissions.can_change_comment(request.user, report, comment):
        raise PermissionDenied
    name = f"comment-{comment.pk}"
    form = TextForm(request.POST, auto_id=f"id_comment_{comment.pk}_%s")
    if not form.is_valid():
        return review_page(request, report, sent=Sent(name, form), status=422)
    try:
        commenting.change_comment(comment=comment, by=request.user, **form.cleaned_data)
    except DomainError as error:
        return overtaken(request, report, error)
    return redirect(f"{reverse('measures:review', args=[pk])}#{name}")


@require_POST
def comment_retract(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    report, comment = _comment(request, pk, comment_pk)
    if not permissions.can_change_comment(request.user, report, comment):
        raise PermissionDenied
    place = comment.place
    try:
        commenting.retract_comment(comment=comment, by=request.user)
    except DomainError as error:
        return overtaken(request, report, error)
    messages.success(request, _("The comment is retracted."))
    return redirect(f"{reverse('measures:review', args=[pk])}#comments-{place}")


@require_POST
def comment_release(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    """To one audience: the button that was pressed."""
    report, comment = _comment(request, pk, comment_pk)
    if not permissions.can_assess(request.user, report):
        raise PermissionDenied
    to = request.POST.get("to")
    if to not in Audience.values:
        raise Http404
    commenting.release_comment(comment=comment, to=Audience(to), by=request.user)
    messages.success(request, _released(Audience(to)))
    return redirect(f"{reverse('measures:review', args=[pk])}#comment-{comment.pk}")


def _released(to: Audience) -> str:
    if to == Audience.PARTNERSHIP:
        return _("The comment is released to the partnership.")
    return _(
        "The comment is released to the forum. Its members read it once the report is checked."
    )


# --- flags ---------------------------------------------------------------------------------------


@require_POST
def flag_raise(request: HttpRequest, pk: int) -> HttpResponse:
    report = _allowed(request, pk, permissions.can_flag)
    colleagues = read_review(report).colleagues
    form = FlagForm(request.POST, colleagues=list(colleagues), auto_id="id_flag_%s")
    if not form.is_valid():
        return review_page(request, report, sent=Sent("flag", form), status=422)
    owner = _colleague(report, form.cleaned_data.pop("owner"))
    flagging.raise_flag(report=report, owner=owner, by=request.user, **form.cleaned_data)
    return redirect(f"{reverse('measures:review', args=[pk])}#flags")


@require_POST
def flag_resolve(request: HttpRequest, pk: int, flag_pk: int) -> HttpResponse:
    report = _allowed(request, pk, permissions.can_flag)
    flag = get_object_or_404(report.flags, pk=flag_pk)
    form = ResolveForm(request.POST, auto_id=f"id_flag_{flag.pk}_%s")
    if not form.is_valid():
        sent = Sent(f"flag-{flag.pk}", form)
        return review_page(request, report, sent=sent, status=422)
    try:
        flagging.resolve_flag(flag=flag, by=request.user, **form.cleaned_data)
    except DomainError as error:
        return overtaken(request, report, error)
    return redirect(f"{reverse('measures:review', args=[pk])}#flags")


@require_POST
def flag_hand_on(request: HttpRequest, pk: int, flag_pk: int) -> HttpResponse:
    report = _allowed(request, pk, permissions.can_flag)
    flag = get_object_or_404(report.flags, pk=flag_pk)
    colleagues = list(read_review(report).colleagues)
    form = OwnerForm(request.POST, colleagues=colleagues, auto_id=f"id_flag_{flag.pk}_%s")
    if not form.is_valid():
        sent = Sent(f"flag-owner-{flag.pk}", form)
        return review_page(request, report, sent=sent, status=422)
    owner = _colleague(report, form.cleaned_data["owner"])
    try:
        flagging.hand_on_flag(flag=flag, owner=owner, by=request.user)
    except DomainError as error:
        return overtaken(request, report, error)
    return redirect(f"{reverse('measures:review', args=[pk])}#flags")


def _colleague(report: NeedsReport, key: int) -> User:
    """Who works at the report's office."""
    return get_object_or_404(
        report.call.county_governor.roles.select_related("user"), user=key
    ).user


# --- what they share -----------------------------------------------------------------------------


def _allowed(
    request: HttpRequest, pk: int, predicate: Callable[[User, NeedsReport], bool]
) -> NeedsReport:
    report = visible_report(request, pk)
    if not predicate(request.user, report):
        raise PermissionDenied
    return report


def _comment(request: HttpRequest, pk: int, comment_pk: int) -> tuple[NeedsReport, Comment]:
    """404 for one that the person may not read."""
    report = visible_report(request, pk)
    comments = permissions.readable_comments(request.user, report)
    return report, get_object_or_404(comments, pk=comment_pk)


def _measure(request: HttpRequest, report: NeedsReport) -> MeasureContent:
    """A measure of what was sent."""
    content = permissions.readable_content(request.user, report)
    key = key_of(request.POST.get("measure"))
    found = next((each for each in content.measures if each.key == key), None)
    if found is None:
        raise Http404
    return found


def _university(request: HttpRequest, report: NeedsReport) -> int:
    """The key of a university that receives money in what was sent."""
    content = permissions.readable_content(request.user, report)
    asked = key_of(request.POST.get("university"))
    if asked not in [each.organisation_key for each in content.universities]:
        raise Http404
    return asked


def _judged(
    request: HttpRequest,
    report: NeedsReport,
    measure: MeasureContent,
    criterion: int,
    sent: Sent | None = None,
) -> HttpResponse:
    """What came of it for htmx, else the whole page; ``sent`` came back."""
    status = 422 if sent else 200
    if not request.htmx:
        return review_page(request, report, sent=sent or NOTHING, status=status)
    content = permissions.readable_content(request.user, report)
    desk = Desk(report, content, request.user, sent or NOTHING)
    asked = next(each for each in desk.judgements(measure) if each.criterion.key == criterion)
    return render(
        request, "measures/judged.html", {"judgement": asked, "desk": desk}, status=status
    )


def _by_two(name: str, form: Any, error: assessing.JudgedByTwo) -> Sent:
    """The form once more, having seen what the colleague stored: saved again, one's own stands."""
    data = form.data.copy()
    data["seen"] = str(error.theirs.number)
    again = type(form)(data, auto_id=form.auto_id)
    return Sent(name, again, theirs=error.theirs, problem=str(error))
