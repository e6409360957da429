"""What is listed and what is allowed are the same facts, told in SQL and in Python."""

import pytest

from allocation import permissions
from allocation.choices import DivisionStatus, DocumentKind, MinutesStatus, PostKind
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
from measures.choices import ReportStatus
from partnerships.choices import OfficeRoleKind
from partnerships.models import User
from tests.builders import (
    make_division,
    make_document,
    make_entry,
    make_forum,
    make_frame,
    make_item,
    make_meeting,
    make_minutes,
    make_post,
    make_staff,
)
from tests.conftest import EVERYONE


def seen_by(cast, things, may_see) -> set[str]:
    """Who sees the one thing there is; listing and permission must say the same of everybody."""
    thing = things.model.objects.get()
    people = {name: User.objects.get(pk=getattr(cast, name).pk) for name in EVERYONE}
    listed = {name: things.visible_to(user).filter().exists() for name, user in people.items()}

    assert listed == {name: may_see(user, thing) for name, user in people.items()}
    assert all(things.visible_to(user).count() <= 1 for user in people.values())
    return {name for name, sees in listed.items() if sees}


STAFF = {"siri", "arne", "liv"}


def test_a_frame_and_its_posts_and_figures_are_for_the_staff(desk):
    assert seen_by(desk, Frame.objects, permissions.can_view_frame) == STAFF
    assert seen_by(desk, Post.objects, permissions.can_view_post) == STAFF
    assert seen_by(desk, Basis.objects, permissions.can_view_basis) == STAFF


@pytest.mark.parametrize(
    ("status", "readers"),
    [
        (DivisionStatus.DRAFT, STAFF),
        (DivisionStatus.LAID, STAFF | {"frida"}),
        (DivisionStatus.RECOMMENDED, STAFF | {"frida"}),
        (DivisionStatus.IN_FORCE, STAFF | {"frida"}),
        (DivisionStatus.SUPERSEDED, STAFF | {"frida"}),
        (DivisionStatus.SET_ASIDE, STAFF),
    ],
)
def test_the_forum_sees_a_division_from_the_day_it_is_laid_before_it(desk, status, readers):
    make_division(post=desk.post, basis=desk.basis, status=status)

    assert seen_by(desk, Division.objects, permissions.can_view_division) == readers


def test_the_forum_still_sees_what_it_did_not_recommend(desk):
    division = make_division(post=desk.post, basis=desk.basis, status=DivisionStatus.SET_ASIDE)
    make_item(make_meeting(forum=desk.forum, call=desk.call), division=division)

    assert "frida" in seen_by(desk, Division.objects, permissions.can_view_division)


def test_a_forum_of_another_scheme_sees_neither_division_nor_meeting(desk):
    role = desk.frida.office_roles.get()
    role.schemes.set([desk.decentralised])
    make_meeting(forum=desk.forum, call=desk.call)
    make_division(post=desk.post, basis=desk.basis, status=DivisionStatus.IN_FORCE)

    assert seen_by(desk, Division.objects, permissions.can_view_division) == STAFF
    assert seen_by(desk, Forum.objects, permissions.can_view_forum) == STAFF
    assert seen_by(desk, Meeting.objects, permissions.can_view_meeting) == STAFF


def test_the_forum_sees_its_meetings(desk):
    desk.forum.schemes.set(desk.schemes)  # several schemes, and still one row
    make_meeting(forum=desk.forum, call=desk.call)

    assert seen_by(desk, Forum.objects, permissions.can_view_forum) == STAFF | {"frida"}
    assert seen_by(desk, Meeting.objects, permissions.can_view_meeting) == STAFF | {"frida"}


@pytest.mark.parametrize(
    ("status", "readers"),
    [
        (MinutesStatus.DRAFT, STAFF),
        (MinutesStatus.SENT, STAFF),
        (MinutesStatus.APPROVED, STAFF | {"frida"}),
    ],
)
def test_the_forum_sees_minutes_when_they_are_approved(desk, status, readers):
    make_minutes(meeting=make_meeting(forum=desk.forum, call=desk.call), status=status)

    assert seen_by(desk, Minutes.objects, permissions.can_view_minutes) == readers


def test_earlier_money_is_for_staff_forum_and_the_university_whose_it_is(desk):
    make_entry(frame=desk.frame, organisation=desk.university, words="en god del")

    readers = seen_by(desk, LedgerEntry.objects, permissions.can_view_entry)

    assert readers == STAFF | {"frida", "una"}


def test_a_networks_earlier_money_is_for_staff_and_forum(desk):
    make_entry(frame=desk.frame, network=desk.network, amount_nok=500_000)

    readers = seen_by(desk, LedgerEntry.objects, permissions.can_view_entry)

    assert readers == STAFF | {"frida"}


PARTNERS = {"kari", "per", "una", "tor"}


@pytest.mark.parametrize("status", ReportStatus.values)
@pytest.mark.parametrize(
    ("kind", "partners", "staff"),
    [
        (DocumentKind.REPORT, PARTNERS, STAFF),
        (DocumentKind.REPORT_WITH_PAYMENT, {"kari"}, {"siri", "arne"}),
    ],
)
def test_the_paper_of_a_report_is_for_those_who_read_all_of_it(
    desk, sent, kind, partners, staff, status
):
    sent.report.status = status
    sent.report.save(update_fields=["status"])
    make_document(kind=kind, sent_version=sent)
    read_by_office = status in ("submitted", "returned", "checked")

    readers = seen_by(desk, Document.objects, permissions.can_view_document)

    assert readers == partners | (staff if read_by_office else set())


@pytest.mark.parametrize(
    ("status", "readers"),
    [(DivisionStatus.DRAFT, STAFF), (DivisionStatus.IN_FORCE, STAFF | {"frida"})],
)
def test_the_paper_of_a_division_is_for_those_who_see_it(desk, status, readers):
    division = make_division(post=desk.post, basis=desk.basis, status=status)
    make_document(kind=DocumentKind.DIVISION_LANDSCAPE, division=division)

    assert seen_by(desk, Document.objects, permissions.can_view_document) == readers


def test_the_paper_of_the_minutes_is_for_those_who_see_them(desk):
    meeting = make_meeting(forum=desk.forum, call=desk.call)
    minutes = make_minutes(meeting=meeting, status=MinutesStatus.APPROVED)
    make_document(kind=DocumentKind.MINUTES, minutes=minutes)

    readers = seen_by(desk, Document.objects, permissions.can_view_document)

    assert readers == STAFF | {"frida"}


def allowed(cast, predicate, *things) -> set[str]:
    return {name for name in EVERYONE if predicate(getattr(cast, name), *things)}


def test_the_case_worker_sets_up_frames_reads_in_figures_and_divides(desk):
    assert allowed(desk, permissions.can_set_up, desk.call) == {"siri"}
    assert allowed(desk, permissions.can_import_basis, desk.office) == {"siri"}
    assert allowed(desk, permissions.can_divide, desk.post) == {"siri"}


def test_only_a_collective_post_is_divided(desk):
    common = make_post(frame=desk.frame, kind=PostKind.COMMON)

    assert allowed(desk, permissions.can_divide, common) == set()


@pytest.mark.parametrize("status", DivisionStatus.values)
def test_an_approver_adopts_what_is_recommended_or_corrects_it(desk, status):
    division = make_division(post=desk.post, basis=desk.basis, by=desk.siri, status=status)
    expected = {"arne"} if status in ("draft", "recommended") else set()

    assert allowed(desk, permissions.can_adopt, division) == expected


def test_nobody_adopts_what_they_have_made(desk):
    make_staff(desk.office, OfficeRoleKind.APPROVER, user=desk.siri)
    division = make_division(post=desk.post, basis=desk.basis, by=desk.siri)

    assert not permissions.can_adopt(User.objects.get(pk=desk.siri.pk), division)


def test_case_worker_and_secretary_carry_a_version_to_the_forum_and_back(desk):
    division = make_division(post=desk.post, basis=desk.basis, by=desk.siri)
    both = {"siri", "liv"}

    assert allowed(desk, permissions.can_lay, division) == both
    assert allowed(desk, permissions.can_recommend, division) == set()
    assert allowed(desk, permissions.can_set_aside, division) == both

    division.status = DivisionStatus.LAID
    assert allowed(desk, permissions.can_lay, division) == set()
    assert allowed(desk, permissions.can_recommend, division) == both


def test_what_is_another_offices_is_not_seen(desk):
    """Nils works elsewhere, and so does this forum."""
    make_meeting(forum=make_forum(office=desk.other_office), call=make_frame().call)

    assert set(Meeting.objects.visible_to(desk.siri)) == set()
    assert Meeting.objects.visible_to(desk.nils).count() == 1
