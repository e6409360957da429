"""Who may do what with a needs report. The same facts stand as SQL in ``visible_to``; a test compares them.

Nothing here asks the database twice: a person's roles are read once in a request.
"""

from datetime import datetime

from measures.choices import (
    OPEN_FOR_EDITING,
    READ_BY_OFFICE,
    SECTIONS_OF,
    Audience,
    ConfirmationKind,
    ReportKind,
    ReportStatus,
    Section,
)
from measures.content import ReportContent
from measures.models import Call, Comment, NeedsReport, read_content
from measures.querysets import CommentQuerySet
from partnerships.choices import STAFF_ROLES, MembershipRole, OfficeRoleKind
from partnerships.models import Partnership, User

COORDINATOR = MembershipRole.COORDINATOR
UNIVERSITY_CONTACT = MembershipRole.UNIVERSITY_CONTACT
CASE_WORKER = OfficeRoleKind.CASE_WORKER
APPROVER = OfficeRoleKind.APPROVER
MAY_BE_CONFIRMED = OPEN_FOR_EDITING | {ReportStatus.SUBMITTED}


def can_view(user: User, report: NeedsReport) -> bool:
    return (
        is_partner(user, report)
        or (
            (report.status in READ_BY_OFFICE or bool(report.on_behalf))
            and _at_office(user, report, *STAFF_ROLES)
        )
        or is_before_forum(user, report)
    )


def is_partner(user: User, report: NeedsReport, *roles: MembershipRole) -> bool:
    """Whether the person is in the report's partnership, in one of the roles if any are named."""
    return any(
        held.partnership == report.partnership_id and (not roles or held.role in roles)
        for held in user.held_roles
    )


def is_staff_of(user: User, report: NeedsReport) -> bool:
    return _at_office(user, report, *STAFF_ROLES)


def is_before_forum(user: User, report: NeedsReport) -> bool:
    """Checked, and with a measure in a scheme of a forum where the person sits."""
    if report.status != ReportStatus.CHECKED or not _at_office(
        user, report, OfficeRoleKind.FORUM_MEMBER
    ):
        return False
    schemes = _forum_schemes(user, report)
    return report.measures.running().filter(scheme__code__in=schemes).exists()


def readable_content(user: User, report: NeedsReport) -> ReportContent:
    """The report as far as the person may read it.

    Partnership people, and the office where it writes for them, read what is being written;
    everybody else what was sent, the forum only its own schemes, and accounts and telephone numbers
    only those who need them to pay.
    """
    is_written = report.is_open or report.submitted_at is None
    if is_written and (is_partner(user, report) or report.on_behalf):
        content = read_content(report)
    else:
        content = report.sent_content()
    if not can_read_payment_details(user, report):
        content = content.without_payment_details()
    if is_partner(user, report) or _at_office(user, report, *STAFF_ROLES):
        return content
    return content.limited_to(_forum_schemes(user, report))


def can_begin(user: User, call: Call, partnership: Partnership, now: datetime) -> bool:
    """A coordinator begins while the call is open; the case worker registers what came by e-mail."""
    if call.is_being_prepared or call.county_governor_id != partnership.county_governor_id:
        return False
    is_coordinator = any(
        held.partnership == partnership.pk and held.role == COORDINATOR for held in user.held_roles
    )
    return (is_coordinator and call.opens_at <= now < call.closes_at) or can_register(user, call)


def can_register(user: User, call: Call) -> bool:
    """May write in, on behalf of a partnership, a report that came another way."""
    return not call.is_being_prepared and (CASE_WORKER, call.county_governor_id) in user.role_pairs


def can_set_up(user: User, call: Call) -> bool:
    """May start, change and open the office's calls, and move their deadlines."""
    return (OfficeRoleKind.ADMINISTRATOR, call.county_governor_id) in user.role_pairs


def can_edit(user: User, report: NeedsReport) -> bool:
    """The coordinators write; the case worker only in a report registered on behalf of others."""
    if report.status not in OPEN_FOR_EDITING:
        return False
    return is_writer(user, report)


def is_writer(user: User, report: NeedsReport) -> bool:
    """One of those who write it, whatever its status."""
    return is_partner(user, report, COORDINATOR) or writes_on_behalf(user, report)


def is_case_worker(user: User, report: NeedsReport) -> bool:
    """One of those who control it, whatever its status."""
    return _at_office(user, report, CASE_WORKER)


def can_write(user: User, report: NeedsReport, section: Section) -> bool:
    """A returned report is open only where the office has asked for something, if it said where."""
    return can_edit(user, report) and _is_open(report, section)


def can_arrange(user: User, report: NeedsReport) -> bool:
    """Adds, moves and removes measures. A supplementary report has the one it is to."""
    return report.kind == ReportKind.ORDINARY and can_write(user, report, Section.MEASURES)


def can_supplement(user: User, report: NeedsReport, now: datetime) -> bool:
    """Asks for more to a measure of a report that the partnership can no longer correct itself.

    Until the deadline a report that was sent is taken back, and one that was returned is open.
    """
    is_settled = report.status == ReportStatus.CHECKED or (
        report.status == ReportStatus.SUBMITTED and report.call.closes_at <= now
    )
    return (
        is_settled and report.kind == ReportKind.ORDINARY and is_partner(user, report, COORDINATOR)
    )


def universities_of(user: User, report: NeedsReport) -> frozenset[int]:
    """Those in the report's partnership for which the person answers."""
    return frozenset(
        held.university
        for held in user.held_roles
        if (held.partnership, held.role) == (report.partnership_id, UNIVERSITY_CONTACT)
        and held.university
    )


def has_own_part(user: User, report: NeedsReport) -> bool:
    """Answers for a university while the report is being written."""
    return report.is_open and bool(universities_of(user, report))


def can_write_own_part(user: User, report: NeedsReport, section: Section) -> bool:
    """What is the university's own in the section: ``services.answers.is_own`` tells which fields."""
    return has_own_part(user, report) and _is_open(report, section)


def writes_on_behalf(user: User, report: NeedsReport) -> bool:
    return bool(report.on_behalf) and _at_office(user, report, CASE_WORKER)


def can_submit(user: User, report: NeedsReport) -> bool:
    return can_edit(user, report)


def can_take_back(user: User, report: NeedsReport, now: datetime) -> bool:
    """Until the deadline; after it, only the office lets a report go."""
    return (
        report.status == ReportStatus.SUBMITTED
        and now < report.call.closes_at
        and is_writer(user, report)
    )


def can_withdraw(user: User, report: NeedsReport) -> bool:
    return report.status != ReportStatus.WITHDRAWN and is_partner(user, report, COORDINATOR)


def can_control(user: User, report: NeedsReport) -> bool:
    """The formal control of what was sent is the case worker's; what is possible depends on the status."""
    return report.status in READ_BY_OFFICE and _at_office(user, report, CASE_WORKER)


def can_return(user: User, report: NeedsReport) -> bool:
    return report.status == ReportStatus.SUBMITTED and _at_office(user, report, CASE_WORKER)


def can_check_off(user: User, report: NeedsReport) -> bool:
    return can_return(user, report)


def can_undo_check(user: User, report: NeedsReport) -> bool:
    """Sends a checked report back to the partnership, with a reason."""
    return report.status == ReportStatus.CHECKED and _at_office(user, report, CASE_WORKER)


def can_permit_late(user: User, report: NeedsReport) -> bool:
    """May let a partnership send after the call has closed."""
    return report.is_open and _at_office(user, report, CASE_WORKER)


def may_send_late(report: NeedsReport, now: datetime) -> bool:
    """The office has said that it may, or has returned it with a deadline of its own."""
    return report.may_send_until is not None and now < report.may_send_until


def can_confirm(user: User, report: NeedsReport, kind: str, university: int | None = None) -> bool:
    """A university's contact its amount, a union representative the meeting, a coordinator the whole."""
    if report.status not in MAY_BE_CONFIRMED:
        return False
    if kind == ConfirmationKind.AMOUNT:
        return university in universities_of(user, report)
    if kind == ConfirmationKind.CODETERMINATION:
        return is_partner(user, report, MembershipRole.UNION_REPRESENTATIVE)
    return report.is_open and is_partner(user, report, COORDINATOR)


def can_answer(user: User, report: NeedsReport) -> bool:
    """Is asked to confirm something in reports of the partnership."""
    asked = (COORDINATOR, UNIVERSITY_CONTACT, MembershipRole.UNION_REPRESENTATIVE)
    return report.status in MAY_BE_CONFIRMED and is_partner(user, report, *asked)


def can_read_versions(user: User, report: NeedsReport) -> bool:
    """What was sent before is for the partnership and the office; the forum reads the last."""
    return is_partner(user, report) or is_staff_of(user, report)


def can_read_payment_details(user: User, report: NeedsReport) -> bool:
    """Accounts and telephone numbers: the partnership's coordinators, case worker and approver."""
    return is_partner(user, report, COORDINATOR) or _at_office(user, report, CASE_WORKER, APPROVER)


# --- the office's review ----------------------------------------------------------------------------


def can_review(user: User, report: NeedsReport) -> bool:
    """Reads marks, notes, flags and comments that nobody has released: the office alone."""
    return report.status in READ_BY_OFFICE and is_staff_of(user, report)


def can_assess(user: User, report: NeedsReport) -> bool:
    """Marks, notes and comments are the case worker's, whatever the formal control has come to."""
    return can_control(user, report)


def can_flag(user: User, report: NeedsReport) -> bool:
    """Everybody at the office may ask a colleague to see to something, and say how it went."""
    return can_review(user, report)


def can_change_comment(user: User, report: NeedsReport, comment: Comment) -> bool:
    """One's own. What has been released stands, which the service tells."""
    return can_assess(user, report) and comment.by_id == user.pk


def can_answer_comment(user: User, report: NeedsReport, comment: Comment) -> bool:
    """Once; while the report is with the partnership the answer can be written anew."""
    return (
        comment.partnership_at is not None
        and report.status in READ_BY_OFFICE
        and is_writer(user, report)
        and (report.is_open or not comment.answer)
    )


def can_read_comment(user: User, report: NeedsReport, comment: Comment) -> bool:
    if can_review(user, report):
        return True
    if is_partner(user, report):
        return comment.partnership_at is not None or (
            comment.forum_at is not None and is_before_forum(user, report)
        )
    return (
        comment.forum_at is not None
        and is_before_forum(user, report)
        and comment.measure_key in {None, *_forum_measures(user, report)}
    )


def readable_comments(user: User, report: NeedsReport) -> CommentQuerySet:
    """The same as SQL; a test compares them."""
    comments: CommentQuerySet = report.comments.all()
    if can_review(user, report):
        return comments
    audiences = {Audience.PARTNERSHIP} if is_partner(user, report) else set()
    if is_before_forum(user, report):
        audiences.add(Audience.FORUM)
    released = comments.released_to(*audiences)
    if Audience.PARTNERSHIP in audiences:
        return released
    return released.on_measures(_forum_measures(user, report))


def _forum_measures(user: User, report: NeedsReport) -> list[int]:
    """Keys of the measures that the forum reads."""
    measures = report.measures.running().filter(scheme__code__in=_forum_schemes(user, report))
    return list(measures.values_list("pk", flat=True))


def _forum_schemes(user: User, report: NeedsReport) -> set[str]:
    """Codes of the schemes whose forum the person sits in, at the report's office."""
    seats = user.office_roles.filter(
        role=OfficeRoleKind.FORUM_MEMBER, county_governor=report.call.county_governor_id
    )
    return set(seats.exclude(schemes=None).values_list("schemes__code", flat=True))


def _is_open(report: NeedsReport, section: Section) -> bool:
    is_opened = not report.open_sections or section in report.open_sections
    return is_opened and section in SECTIONS_OF[ReportKind(report.kind)]


def _at_office(user: User, report: NeedsReport, *roles: OfficeRoleKind) -> bool:
    office = report.call.county_governor_id
    return any((role, office) in user.role_pairs for role in roles)
