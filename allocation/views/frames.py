"""The frame of a scheme and its posts: what there is, what it is for, what is left."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from allocation import permissions, services
from allocation.choices import PostKind
from allocation.forms import FrameForm, NewFrameForm, PostForm
from allocation.models import Frame, Post
from allocation.rules.shares import IndividualShare
from measures.models import Call
from partnerships.choices import STAFF_ROLES, OfficeRoleKind
from rekom.kit.errors import DomainError

FRAMES_A_PAGE = 50
# The order in which the kinds stand in the bar and on the page.
KINDS = [PostKind.COMMON, PostKind.INDIVIDUAL, PostKind.COLLECTIVE, PostKind.CARRIED_OVER]


@require_GET
def frame_list(request: HttpRequest) -> HttpResponse:
    _for_staff(request)
    frames = (
        Frame.objects.visible_to(request.user)
        .with_sums()
        .with_collective_posts()
        .select_related("call__county_governor", "scheme")
    )
    context = {
        "page_obj": Paginator(frames, FRAMES_A_PAGE).get_page(request.GET.get("page")),
        "can_set_up": _is_case_worker(request),
    }
    return render(request, "allocation/frame_list.html", context)


@require_http_methods(["GET", "POST"])
def frame_new(request: HttpRequest) -> HttpResponse:
    _for_staff(request)
    if not _is_case_worker(request):
        raise PermissionDenied
    form = NewFrameForm(request.POST or None, calls=_own_calls(request))
    if request.method == "POST" and form.is_valid():
        try:
            frame = services.save_frame(frame=form.save(commit=False), by=request.user)
            return redirect("allocation:frame", frame.pk)
        except DomainError as error:
            form.add_error("call_and_scheme", str(error))
    return _form_page(request, "allocation/frame_form.html", form)


@require_GET
def frame(request: HttpRequest, pk: int) -> HttpResponse:
    frame = _frame(request, pk)
    posts = list(frame.posts.with_latest_division().select_related("network", "organisation"))
    by_kind = {row["kind"]: row for row in frame.posts.by_kind()}
    context = {
        "frame": frame,
        "pots": pots_of(by_kind),
        "groups": _groups(posts),
        "share": _individual_share(frame, by_kind),
        "carried_in": Post.objects.visible_to(request.user).carried_into(frame),
        "can_set_up": permissions.can_set_up(request.user, frame.call),
    }
    return render(request, "allocation/frame.html", context)


@require_http_methods(["GET", "POST"])
def frame_edit(request: HttpRequest, pk: int) -> HttpResponse:
    frame = _frame(request, pk)
    if not permissions.can_set_up(request.user, frame.call):
        raise PermissionDenied
    form = FrameForm(request.POST or None, instance=frame)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_frame(frame=form.save(commit=False), by=request.user)
            return redirect("allocation:frame", frame.pk)
        except DomainError as error:
            form.add_error("amount_nok", str(error))
    return _form_page(request, "allocation/frame_form.html", form, frame=frame)


@require_http_methods(["GET", "POST"])
def post_add(request: HttpRequest, pk: int) -> HttpResponse:
    frame = _frame(request, pk)
    if not permissions.can_set_up(request.user, frame.call):
        raise PermissionDenied
    return _post_form(request, Post(frame=frame), initial=_beginning(request, frame))


@require_http_methods(["GET", "POST"])
def post_edit(request: HttpRequest, pk: int) -> HttpResponse:
    post = _post(request, pk)
    if not permissions.can_set_up(request.user, post.frame.call):
        raise PermissionDenied
    return _post_form(request, post)


@require_POST
def post_remove(request: HttpRequest, pk: int) -> HttpResponse:
    post = _post(request, pk)
    try:
        services.remove_post(post=post, by=request.user)
    except DomainError as error:
        form = PostForm(instance=post)
        return _form_page(
            request, "allocation/post_form.html", form, post=post, problem=str(error), status=422
        )
    messages.success(request, _("The post is removed."))
    return redirect("allocation:frame", post.frame_id)


def pots_of(by_kind: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The parts of the bar: a shade for each kind that has posts."""
    return [
        {
            "label": kind.label,
            "nok": by_kind[kind]["amount_nok"],
            "note": ngettext("%(count)d post", "%(count)d posts", by_kind[kind]["count"])
            % {"count": by_kind[kind]["count"]},
        }
        for kind in KINDS
        if kind in by_kind
    ]


def _groups(posts: list[Post]) -> list[tuple[str, list[Post], int]]:
    """(title, posts, sum) by kind; individual measures apart by whether there is a basis to decide on."""
    titles: dict[str, list[Post]] = {}
    for kind in KINDS:
        of_kind = [post for post in posts if post.kind == kind]
        for post in sorted(of_kind, key=lambda post: not post.with_decision_basis):
            titles.setdefault(_group_title(post), []).append(post)
    return [
        (title, group, sum(post.amount_nok for post in group)) for title, group in titles.items()
    ]


def _group_title(post: Post) -> str:
    if post.kind != PostKind.INDIVIDUAL:
        return PostKind(post.kind).label
    if post.with_decision_basis:
        return _("Individual measures with a basis for the decision")
    return _("Individual measures without a basis for the decision")


def _individual_share(frame: Frame, by_kind: dict[str, dict[str, Any]]) -> IndividualShare | None:
    """What the individual posts take, where the call sets a limit to it."""
    most = frame.call.individual_share_percent
    if most is None or PostKind.INDIVIDUAL not in by_kind:
        return None
    return IndividualShare(by_kind[PostKind.INDIVIDUAL]["amount_nok"], frame.amount_nok, most)


def _beginning(request: HttpRequest, frame: Frame) -> dict[str, Any]:
    """A post that carries over what is left begins with its amount."""
    if request.GET.get("slag") != PostKind.CARRIED_OVER:
        return {}
    return {
        "kind": PostKind.CARRIED_OVER,
        "title": _("Carried over to %(year)d") % {"year": frame.call.year + 1},
        "amount_nok": frame.left_nok,
    }


def _post_form(
    request: HttpRequest, post: Post, *, initial: dict[str, Any] | None = None
) -> HttpResponse:
    form = PostForm(request.POST or None, instance=post, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_post(post=form.save(commit=False), by=request.user)
            messages.success(request, _("The post is saved."))
            return redirect("allocation:frame", post.frame_id)
        except DomainError as error:
            form.add_error("amount_nok", str(error))
    return _form_page(request, "allocation/post_form.html", form, post=post)


def _form_page(
    request: HttpRequest, template: str, form: Any, *, status: int = 200, **context: Any
) -> HttpResponse:
    status = 422 if form.errors else status
    return render(request, template, {"form": form, **context}, status=status)


def _frame(request: HttpRequest, pk: int) -> Frame:
    """The frame, or 404 for everyone who is not supposed to know that it exists."""
    frames = Frame.objects.visible_to(request.user).with_sums()
    return get_object_or_404(frames.select_related("call__county_governor", "scheme"), pk=pk)


def _post(request: HttpRequest, pk: int) -> Post:
    posts = Post.objects.visible_to(request.user)
    return get_object_or_404(
        posts.select_related("frame__call__county_governor", "frame__scheme"), pk=pk
    )


def _for_staff(request: HttpRequest) -> None:
    """404 for everybody who does not work at a county governor."""
    if not any(role in STAFF_ROLES for role, _office in request.user.role_pairs):
        raise Http404


def _is_case_worker(request: HttpRequest) -> bool:
    return any(role == OfficeRoleKind.CASE_WORKER for role, _office in request.user.role_pairs)


def _own_calls(request: HttpRequest) -> list[Call]:
    calls = Call.objects.visible_to(request.user).staffed_by(request.user)
    return [
        call
        for call in calls.select_related("county_governor").prefetch_related("schemes", "frames")
        if permissions.can_set_up(request.user, call)
    ]
