"""The frame of a scheme and its posts. The posts never come to more than the frame (R-45)."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from allocation import permissions
from allocation.choices import DivisionStatus
from allocation.models import Frame, Post
from partnerships.models import User
from rekom.kit.errors import DomainError
from rekom.kit.kroner import format_nok

FRAME_FIELDS = ("amount_nok", "document_reference", "budget_chapter", "budget_post")
POST_FIELDS = (
    *("kind", "title", "amount_nok", "recipient", "network", "organisation", "note"),
    *("in_long_term_plan", "with_decision_basis", "provisional", "position"),
)


@transaction.atomic
def save_frame(*, frame: Frame, by: User) -> Frame:
    """Set up a frame, or change its amount and references. Raises DomainError, PermissionDenied."""
    if not permissions.can_set_up(by, frame.call):
        raise PermissionDenied
    if frame.pk is None:
        try:
            with transaction.atomic():
                frame.save()
        except IntegrityError:
            raise DomainError(
                _("%(scheme)s has a frame in this call already.") % {"scheme": frame.scheme}
            ) from None
        return frame
    Frame.objects.select_for_update(of=("self",)).get(pk=frame.pk)
    _check_room(frame, _posts_nok(frame))
    frame.save(update_fields=FRAME_FIELDS)
    return frame


@transaction.atomic
def save_post(*, post: Post, by: User) -> Post:
    """Add a post to a frame, or change it. Raises DomainError, PermissionDenied.

    The amount of a pot that has been before the forum stands.
    """
    frame = _lock_frame(post)
    if not permissions.can_set_up(by, frame.call):
        raise PermissionDenied
    _check_room(frame, _posts_nok(frame, without=post) + post.amount_nok)
    if post.pk is None:
        post.position = frame.posts.count() + 1
        post.save()
        return post
    before = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if (before.amount_nok, before.kind) != (post.amount_nok, post.kind):
        _check_not_before_forum(before)
    post.save(update_fields=POST_FIELDS)
    return post


@transaction.atomic
def remove_post(*, post: Post, by: User) -> None:
    """Raises DomainError for a post that has been divided or recommended."""
    frame = _lock_frame(post)
    if not permissions.can_set_up(by, frame.call):
        raise PermissionDenied
    if post.divisions.exists() or post.recommendations.exists():
        raise DomainError(
            _("%(title)s has been divided or recommended, and stands.") % {"title": post.title}
        )
    post.delete()


def _lock_frame(post: Post) -> Frame:
    return (
        Frame.objects.select_for_update(of=("self",)).select_related("call").get(pk=post.frame_id)
    )


def _posts_nok(frame: Frame, without: Post | None = None) -> int:
    posts = frame.posts.exclude(pk=without.pk) if without is not None else frame.posts.all()
    return posts.aggregate(sum_nok=Sum("amount_nok", default=0))["sum_nok"]


def _check_room(frame: Frame, posts_nok: int) -> None:
    if posts_nok > frame.amount_nok:
        raise DomainError(
            _("The posts would come to %(posts)s, %(more)s more than the frame of %(frame)s.")
            % {
                "posts": format_nok(posts_nok),
                "more": format_nok(posts_nok - frame.amount_nok),
                "frame": format_nok(frame.amount_nok),
            }
        )


def _check_not_before_forum(post: Post) -> None:
    drafts = (DivisionStatus.DRAFT, DivisionStatus.SET_ASIDE)
    if post.divisions.exclude(status__in=drafts).exists():
        raise DomainError(
            _("%(title)s has been laid before the forum: its amount stands.")
            % {"title": post.title}
        )
