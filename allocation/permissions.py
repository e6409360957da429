"""Who may do what with frames, divisions, the forum and papers: each a yes or a no about a person.

The same facts stand as SQL in ``visible_to``; a test compares them.
"""

from allocation.choices import (
    READ_BY_FORUM,
    DivisionStatus,
    DocumentKind,
    MinutesStatus,
    PostKind,
)
from allocation.models import (
    Basis,
    Division,
    Document,
    Forum,
    Frame,
    LedgerEntry,
    Meeting,
    Minutes,
    Post,
)
from measures.choices import READ_BY_OFFICE
from measures.models import Call, NeedsReport
from partnerships.choices import (
    ACCOUNT_READERS,
    STAFF_ROLES,
    UNIVERSITY_KINDS,
    MembershipRole,
    OfficeRoleKind,
)
from partnerships.models import CountyGovernor, Organisation, User
from partnerships.permissions import has_office_role, represents

CASE_WORKER = OfficeRoleKind.CASE_WORKER
APPROVER = OfficeRoleKind.APPROVER
SECRETARY = OfficeRoleKind.SECRETARY


# --- frames, posts and figures -------------------------------------------------------------------


def can_view_frame(user: User, frame: Frame) -> bool:
    return has_office_role(user, frame.call.county_governor_id, *STAFF_ROLES)


def can_view_post(user: User, post: Post) -> bool:
    return can_view_frame(user, post.frame)


def can_view_basis(user: User, basis: Basis) -> bool:
    return has_office_role(user, basis.county_governor_id, *STAFF_ROLES)


def can_set_up(user: User, call: Call) -> bool:
    """May make and change the frames of a call and their posts."""
    return has_office_role(user, call.county_governor_id, CASE_WORKER)


def can_import_basis(user: User, office: CountyGovernor) -> bool:
    return has_office_role(user, office.pk, CASE_WORKER)


# --- divisions -----------------------------------------------------------------------------------


def can_view_division(user: User, division: Division) -> bool:
    """Staff always; members of the forum what is or has been before it, and what is in force."""
    frame = division.post.frame
    if can_view_frame(user, frame):
        return True
    return _sits(user, frame.call.county_governor_id, {frame.scheme_id}) and (
        division.status in READ_BY_FORUM or division.agenda_items.exists()
    )


def can_divide(user: User, post: Post) -> bool:
    return post.kind == PostKind.COLLECTIVE and can_set_up(user, post.frame.call)


def prepares_meetings(user: User, division: Division) -> bool:
    """Carries versions to the forum, and writes down what it recommends."""
    return _at_office_of(user, division, CASE_WORKER, SECRETARY)


def approves(user: User, division: Division) -> bool:
    """An approver, never the one who made it."""
    return division.made_by_id != user.pk and _at_office_of(user, division, APPROVER)


def can_lay(user: User, division: Division) -> bool:
    return division.may_become(DivisionStatus.LAID) and prepares_meetings(user, division)


def can_recommend(user: User, division: Division) -> bool:
    return division.may_become(DivisionStatus.RECOMMENDED) and prepares_meetings(user, division)


def can_adopt(user: User, division: Division) -> bool:
    """What is recommended, or a correction of it."""
    return division.may_become(DivisionStatus.IN_FORCE) and approves(user, division)


def can_set_aside(user: User, division: Division) -> bool:
    return division.may_become(DivisionStatus.SET_ASIDE) and prepares_meetings(user, division)


# --- earlier money -------------------------------------------------------------------------------


def can_view_entry(user: User, entry: LedgerEntry) -> bool:
    """The office, the forum of the scheme, and a university its own."""
    frame = entry.frame
    return (
        can_view_frame(user, frame)
        or _sits(user, frame.call.county_governor_id, {frame.scheme_id})
        or (entry.organisation is not None and _is_contact_of(user, entry.organisation))
    )


# --- forum ---------------------------------------------------------------------------------------


def can_view_forum(user: User, forum: Forum) -> bool:
    office = forum.county_governor_id
    schemes = {scheme.pk for scheme in forum.schemes.all()}
    return has_office_role(user, office, *STAFF_ROLES) or _sits(user, office, schemes)


def can_view_meeting(user: User, meeting: Meeting) -> bool:
    return can_view_forum(user, meeting.forum)


def can_view_minutes(user: User, minutes: Minutes) -> bool:
    """Staff from the first draft, members of the forum when they are approved."""
    forum = minutes.meeting.forum
    return has_office_role(user, forum.county_governor_id, *STAFF_ROLES) or (
        minutes.status == MinutesStatus.APPROVED and can_view_forum(user, forum)
    )


def can_seat_forum(user: User, forum: Forum) -> bool:
    """May say who sits in the forum, from when and until when."""
    return has_office_role(user, forum.county_governor_id, OfficeRoleKind.ADMINISTRATOR)


def can_plan_meetings(user: User, forum: Forum) -> bool:
    return has_office_role(user, forum.county_governor_id, CASE_WORKER, SECRETARY)


def can_prepare_meeting(user: User, meeting: Meeting) -> bool:
    """Agenda, attendance, impartiality and what was recommended: the secretary's and case worker's."""
    return can_plan_meetings(user, meeting.forum)


def can_read_draft_minutes(user: User, meeting: Meeting) -> bool:
    """The texts of items before the minutes are approved: the office's staff."""
    return has_office_role(user, meeting.forum.county_governor_id, *STAFF_ROLES)


def can_write_minutes(user: User, meeting: Meeting) -> bool:
    return has_office_role(user, meeting.forum.county_governor_id, SECRETARY)


def can_send_minutes(user: User, minutes: Minutes) -> bool:
    return minutes.status == MinutesStatus.DRAFT and can_write_minutes(user, minutes.meeting)


def takes_back_minutes(user: User, minutes: Minutes) -> bool:
    """The secretary to write on, the approver to have something put right."""
    return has_office_role(user, minutes.meeting.forum.county_governor_id, SECRETARY, APPROVER)


def can_take_back_minutes(user: User, minutes: Minutes) -> bool:
    return minutes.status == MinutesStatus.SENT and takes_back_minutes(user, minutes)


def wrote_in(user: User, minutes: Minutes) -> bool:
    """Whether any text of the minutes is or has been the person's: before the items, or in one."""
    return minutes.written_by_id == user.pk or minutes.meeting.writers.filter(pk=user.pk).exists()


def approves_minutes(user: User, minutes: Minutes) -> bool:
    """An approver, never one who has written in them."""
    office = minutes.meeting.forum.county_governor_id
    return has_office_role(user, office, APPROVER) and not wrote_in(user, minutes)


def can_approve_minutes(user: User, minutes: Minutes) -> bool:
    return minutes.status == MinutesStatus.SENT and approves_minutes(user, minutes)


# --- papers --------------------------------------------------------------------------------------


def can_view_document(user: User, document: Document) -> bool:
    if document.division is not None:
        return can_view_division(user, document.division)
    if document.minutes is not None:
        return can_view_minutes(user, document.minutes)
    if document.sent_version is None:
        return False  # the database lets no such paper be
    report = document.sent_version.report
    if document.kind == DocumentKind.REPORT_WITH_PAYMENT:
        return can_read_payment_sheet(user, report)
    return can_read_whole_report(user, report)


def can_read_whole_report(user: User, report: NeedsReport) -> bool:
    """The partnership's people and the office's staff; the forum reads only its own schemes."""
    return _is_partner(user, report) or _reads_at_office(user, report, *STAFF_ROLES)


def can_read_payment_sheet(user: User, report: NeedsReport) -> bool:
    """With accounts and telephone numbers: coordinators, case workers and approvers."""
    return _is_partner(user, report, MembershipRole.COORDINATOR) or _reads_at_office(
        user, report, *ACCOUNT_READERS
    )


def _is_partner(user: User, report: NeedsReport, *roles: MembershipRole) -> bool:
    return any(
        held.partnership == report.partnership_id and (not roles or held.role in roles)
        for held in user.held_roles
    )


def _reads_at_office(user: User, report: NeedsReport, *roles: OfficeRoleKind) -> bool:
    return report.status in READ_BY_OFFICE and has_office_role(
        user, report.call.county_governor_id, *roles
    )


def _at_office_of(user: User, division: Division, *roles: OfficeRoleKind) -> bool:
    return has_office_role(user, division.post.frame.call.county_governor_id, *roles)


def _sits(user: User, office_id: int, scheme_ids: set[int]) -> bool:
    """Whether the person is a member of a forum for one of the schemes, at the office."""
    return (
        has_office_role(user, office_id, OfficeRoleKind.FORUM_MEMBER)
        and user.office_roles.filter(
            role=OfficeRoleKind.FORUM_MEMBER,
            county_governor=office_id,
            schemes__in=scheme_ids,
        ).exists()
    )


def _is_contact_of(user: User, organisation: Organisation) -> bool:
    return organisation.kind in UNIVERSITY_KINDS and represents(user, organisation)
