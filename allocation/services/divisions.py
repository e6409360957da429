"""A pot is divided, laid before the forum, recommended, adopted. A version is never altered.

Every function is one transaction with Post and then Division locked, and ``_move`` is the only place
that sets a status.
"""

from collections.abc import Iterable
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from allocation import permissions
from allocation.choices import (
    BasisColumn,
    DivisionStatus,
    ItemOutcome,
    MeetingStatus,
    Rounding,
)
from allocation.models import (
    AgendaItem,
    Basis,
    Division,
    DivisionLine,
    DivisionTransition,
    Meeting,
    Post,
)
from allocation.rules.division import divide
from partnerships.choices import OfficeRoleKind, WrittenForm
from partnerships.models import User
from partnerships.services import complete_once
from rekom.kit.errors import DomainError
from rekom.kit.kroner import format_nok
from rekom.kit.mail import mail_on_commit


@transaction.atomic
def make_division(
    *,
    post: Post,
    basis: Basis,
    flat_percent: Decimal,
    rounding: Rounding,
    by: User,
    key: str,
    pot_nok: int | None = None,
    tries_pot: bool = False,
    reason: str = "",
) -> Division:
    """Divide the post and keep the table as its next version.

    ``pot_nok`` is the pot that the page showed; with ``tries_pot`` it need not be the post's, and
    the version cannot be adopted before the post has that amount. Raises DivisionError for figures
    that cannot be divided by, DomainError when the post has another amount by now.
    """
    post = _lock_post(post.pk)
    if not permissions.can_divide(by, post):
        raise PermissionDenied
    if not complete_once(user=by, key=key, action=f"make_division {post.pk}"):
        return post.divisions.filter(made_by=by).latest("version")
    if basis.county_governor_id != post.frame.call.county_governor_id:
        raise PermissionDenied
    if pot_nok is None:
        pot_nok = post.amount_nok
    elif not tries_pot:
        _check_pot(pot_nok, post)
    divided = divide(
        pot_nok,
        basis.figures(),
        flat_percent=flat_percent,
        rounding=rounding,
        column=BasisColumn(basis.column),
    )
    division = Division.objects.create(
        post=post,
        version=(post.divisions.aggregate(last=Max("version"))["last"] or 0) + 1,
        pot_nok=divided.pot_nok,
        flat_percent=divided.flat_percent,
        flat_pot_nok=divided.flat_pot_nok,
        basis=basis,
        rounding=divided.rounding,
        parts_exact=divided.parts_exact,
        made_by=by,
        made_at=timezone.now(),
        reason=reason,
    )
    networks = {row.network.name: row.network for row in basis.rows.select_related("network")}
    DivisionLine.objects.bulk_create(
        DivisionLine(
            division=division,
            network=networks[line.network],
            position=position,
            name=line.network,
            municipalities=line.municipalities,
            fte=line.fte,
            flat_nok=line.flat_nok,
            fte_nok=line.fte_nok,
            amount_nok=line.amount_nok,
        )
        for position, line in enumerate(divided.lines, 1)
    )
    _remember(division, "", by, reason)
    return division


@transaction.atomic
def name_division(*, division: Division, title: str, by: User) -> Division:
    """Call a version something, while it is a draft. Raises DomainError when it no longer is."""
    division = _lock(division)
    if not permissions.can_divide(by, division.post):
        raise PermissionDenied
    if division.status != DivisionStatus.DRAFT:
        raise DomainError(
            _("Version %(version)d is %(status)s, and keeps the name it has.")
            % {
                "version": division.version,
                "status": division.get_status_display().lower(),
            }
        )
    division.title = title
    division.save(update_fields=["title"])
    return division


@transaction.atomic
def lay_before_forum(*, division: Division, item: AgendaItem, by: User, key: str) -> Division:
    """Put a version on the agenda. Until the meeting another may take its place; then it is frozen."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=item.meeting_id)
    division = _lock(division)
    item = AgendaItem.objects.get(pk=item.pk)
    if not permissions.prepares_meetings(by, division):
        raise PermissionDenied
    if not complete_once(user=by, key=key, action=f"lay_before_forum {division.pk} {item.pk}"):
        return division
    _check_next(division, DivisionStatus.LAID)
    _check_place(division, item, meeting)
    if item.division is not None:
        _take_off(item.division, by)
    item.division = division
    item.frame = division.post.frame
    item.save(update_fields=["division", "frame"])
    _move(division, to=DivisionStatus.LAID, by=by, reason=str(item))
    return division


@transaction.atomic
def recommend_division(*, division: Division, item: AgendaItem, by: User, key: str) -> Division:
    """Write down that the forum recommends the version that was laid before it."""
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=item.meeting_id)
    division = _lock(division)
    item = AgendaItem.objects.get(pk=item.pk)
    if not permissions.prepares_meetings(by, division):
        raise PermissionDenied
    if not complete_once(user=by, key=key, action=f"recommend_division {division.pk} {item.pk}"):
        return division
    _check_next(division, DivisionStatus.RECOMMENDED)
    if item.division_id != division.pk:
        raise DomainError(_("Another version was laid before the forum in this item."))
    if timezone.now() < meeting.starts_at:
        raise DomainError(_("The meeting has not begun."))
    item.outcome = ItemOutcome.RECOMMENDED
    item.save(update_fields=["outcome"])
    _supersede(division, [DivisionStatus.RECOMMENDED], by)
    _move(division, to=DivisionStatus.RECOMMENDED, by=by, reason=str(item))
    return division


@transaction.atomic
def adopt_division(*, division: Division, by: User, key: str, reason: str = "") -> Division:
    """Put a version in force, in the place of the one that was: the county governor's act.

    What the forum recommended, or, with a reason, a correction of it: the forum is told of that.
    """
    division = _lock(division)
    if not permissions.approves(by, division):
        raise PermissionDenied
    if not complete_once(user=by, key=key, action=f"adopt_division {division.pk}"):
        return division
    _check_next(division, DivisionStatus.IN_FORCE)
    _check_pot(division.pot_nok, division.post)
    is_correction = division.status == DivisionStatus.DRAFT
    if is_correction:
        _check_correction(division, reason)
    _supersede(division, [DivisionStatus.RECOMMENDED, DivisionStatus.IN_FORCE], by)
    division.adopted_by = by
    division.adopted_at = timezone.now()
    division.adoption_reason = reason
    _move(
        division,
        to=DivisionStatus.IN_FORCE,
        by=by,
        reason=reason,
        also=["adopted_by", "adopted_at", "adoption_reason"],
    )
    if is_correction:
        _tell_the_forum(division)
    return division


@transaction.atomic
def set_aside_division(*, division: Division, by: User, key: str, reason: str) -> Division:
    """Leave a version be: one that nobody uses, or that the forum did not recommend."""
    division = _lock(division)
    if not permissions.prepares_meetings(by, division):
        raise PermissionDenied
    if not complete_once(user=by, key=key, action=f"set_aside_division {division.pk}"):
        return division
    _check_next(division, DivisionStatus.SET_ASIDE)
    _move(division, to=DivisionStatus.SET_ASIDE, by=by, reason=reason)
    return division


def _lock_post(pk: int) -> Post:
    return (
        Post.objects.select_for_update(of=("self",))
        .select_related("frame__call__county_governor", "frame__scheme")
        .get(pk=pk)
    )


def _lock(division: Division) -> Division:
    post = _lock_post(division.post_id)
    locked = Division.objects.select_for_update(of=("self",)).get(pk=division.pk)
    locked.post = post
    return locked


def _check_pot(pot_nok: int, post: Post) -> None:
    if pot_nok != post.amount_nok:
        raise DomainError(
            _("%(title)s is %(amount)s, not %(pot)s. Change the post first, then divide it.")
            % {
                "title": post.title,
                "amount": format_nok(post.amount_nok),
                "pot": format_nok(pot_nok),
            }
        )


def _check_place(division: Division, item: AgendaItem, meeting: Meeting) -> None:
    frame = division.post.frame
    in_its_forum = (
        meeting.forum.county_governor_id == frame.call.county_governor_id
        and meeting.forum.schemes.filter(pk=frame.scheme_id).exists()
    )
    if not in_its_forum:
        raise DomainError(_("The forum does not recommend in this scheme."))
    if meeting.status != MeetingStatus.PLANNED:
        raise DomainError(_("The meeting is held: what was laid before it stands."))
    if item.division is not None and item.division.post_id != division.post_id:
        raise DomainError(_("The item is about another post."))


def _take_off(division: Division, by: User) -> None:
    """Back to draft: another version takes its place on the agenda."""
    laid = Division.objects.select_for_update(of=("self",)).get(pk=division.pk)
    if laid.status == DivisionStatus.LAID:
        _move(laid, to=DivisionStatus.DRAFT, by=by)


def _check_correction(division: Division, reason: str) -> None:
    """Nobody adopts alone what the forum has not seen: only a correction of what it recommended."""
    recommended = (DivisionStatus.RECOMMENDED, DivisionStatus.IN_FORCE)
    if not division.post.divisions.filter(status__in=recommended).exists():
        raise DomainError(_("The forum has not recommended a division of this post yet."))
    if not reason.strip():
        raise DomainError(_("Give the reason why what the forum recommended is changed."))


def _supersede(division: Division, statuses: Iterable[DivisionStatus], by: User) -> None:
    others = division.post.divisions.filter(status__in=statuses).exclude(pk=division.pk)
    for other in others.select_for_update(of=("self",)):
        _move(other, to=DivisionStatus.SUPERSEDED, by=by)


def _move(
    division: Division,
    *,
    to: DivisionStatus,
    by: User,
    reason: str = "",
    also: Iterable[str] = (),
) -> None:
    """Change status and remember who did it. The only place that sets status."""
    _check_next(division, to)
    before = division.status
    division.status = to
    division.save(update_fields=["status", *also])
    _remember(division, before, by, reason)


def _remember(division: Division, before: str, by: User, reason: str) -> None:
    DivisionTransition.objects.create(
        division=division,
        from_status=before,
        to_status=division.status,
        by=by,
        at=timezone.now(),
        reason=reason,
    )


def _check_next(division: Division, to: DivisionStatus) -> None:
    """Somebody was quicker: told as such."""
    if division.may_become(to):
        return
    last = division.transitions.select_related("by").first()
    raise DomainError(
        _("%(name)s has done this first: version %(version)d is now %(status)s.")
        % {
            "name": last.by.name if last else "",
            "version": division.version,
            "status": division.get_status_display().lower(),
        }
    )


def _tell_the_forum(division: Division) -> None:
    """A letter to each member: a correction is not something they find by themselves."""
    frame = division.post.frame
    office = frame.call.county_governor
    members = User.objects.filter(
        is_active=True,
        office_roles__role=OfficeRoleKind.FORUM_MEMBER,
        office_roles__county_governor=office,
        office_roles__schemes=frame.scheme,
    ).distinct()
    mail_on_commit(
        "division_corrected",
        to=members.values_list("email", flat=True),
        written_form=_form_of(office.written_form),
        context={"division": division, "frame": frame, "office": office},
        office=office.pk,
    )


def _form_of(written_form: str) -> str:
    return WrittenForm.NYNORSK if written_form == WrittenForm.NYNORSK else WrittenForm.BOKMAL
