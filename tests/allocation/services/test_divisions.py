"""From a pot to a version in force, and what stands in the way."""

from decimal import Decimal

import pytest
from django.contrib import admin
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from allocation import services
from allocation.choices import DivisionStatus, ItemOutcome, MeetingStatus, PostKind, Rounding
from allocation.models import Basis, Division, DivisionLine, Post
from allocation.rules.division import DivisionError
from partnerships.choices import OfficeRoleKind
from partnerships.models import User
from partnerships.services import new_key
from rekom.kit.errors import DomainError
from tests.builders import (
    make_basis,
    make_division,
    make_forum,
    make_item,
    make_meeting,
    make_post,
    make_staff,
)


def divide(desk, **fields):
    fields.setdefault("rounding", Rounding.EXACT)
    fields.setdefault("flat_percent", Decimal(10))
    fields.setdefault("post", desk.post)
    fields.setdefault("basis", desk.basis)
    fields.setdefault("by", desk.siri)
    return services.make_division(key=new_key(), **fields)


def lay(desk, division, **meeting):
    item = make_item(make_meeting(forum=desk.forum, call=desk.call, **meeting))
    services.lay_before_forum(division=division, item=item, by=desk.siri, key=new_key())
    return item


def recommend(desk, division):
    """Laid before a meeting, which begins, and recommended there."""
    item = lay(desk, division)
    item.meeting.starts_at = item.meeting.starts_at.replace(year=2022)
    item.meeting.status = MeetingStatus.HELD
    item.meeting.save(update_fields=["starts_at", "status"])
    services.recommend_division(division=division, item=item, by=desk.liv, key=new_key())
    return item


def adopt(desk, division, **fields):
    fields.setdefault("by", desk.arne)
    return services.adopt_division(division=division, key=new_key(), **fields)


def statuses(post) -> list[tuple[int, str]]:
    return list(post.divisions.order_by("version").values_list("version", "status"))


def test_each_division_of_a_post_is_the_next_version(desk):
    first = divide(desk, rounding=Rounding.NEAREST, reason="Slik det ble vist i forumet.")
    second = divide(desk)

    assert statuses(desk.post) == [(1, "draft"), (2, "draft")]
    assert first.read().difference_nok == 2
    assert second.read().difference_nok == 0
    assert first.read().lines[5].amount_nok - second.read().lines[5].amount_nok == 1
    assert [(act.to_status, act.by) for act in first.transitions.all()] == [("draft", desk.siri)]


def test_pressing_twice_makes_one_version(desk):
    key = new_key()
    ask = {"post": desk.post, "basis": desk.basis, "by": desk.siri, "key": key}

    made = [
        services.make_division(flat_percent=Decimal(10), rounding=Rounding.EXACT, **ask)
        for _press in range(2)
    ]

    assert made[0] == made[1]
    assert Division.objects.count() == 1


def test_a_pot_that_is_no_longer_the_posts_is_not_divided(desk):
    with pytest.raises(DomainError, match="Change the post first"):
        divide(desk, pot_nok=11_600_000)

    assert Division.objects.count() == 0


def test_figures_that_cannot_be_divided_by_leave_nothing_behind(desk):
    zero = make_basis(office=desk.office, figures=[("Værnes", 5, "0")])

    with pytest.raises(DivisionError):
        divide(desk, basis=zero)

    assert Division.objects.count() == 0


def test_figures_of_another_office_are_not_divided_by(desk):
    with pytest.raises(PermissionDenied):
        divide(desk, basis=make_basis(office=desk.other_office))


def test_only_a_case_worker_divides_and_only_a_collective_post(desk):
    for by in (desk.arne, desk.liv, desk.nils, desk.frida):
        with pytest.raises(PermissionDenied):
            divide(desk, by=by)
    with pytest.raises(PermissionDenied):
        divide(desk, post=make_post(frame=desk.frame, kind=PostKind.COMMON, amount_nok=1))


def test_from_draft_to_in_force(desk):
    division = divide(desk)
    item = recommend(desk, division)
    adopted = adopt(desk, division)

    assert (adopted.status, adopted.adopted_by) == (DivisionStatus.IN_FORCE, desk.arne)
    item.refresh_from_db()
    assert (item.division, item.frame, item.outcome) == (
        division,
        desk.frame,
        ItemOutcome.RECOMMENDED,
    )
    assert [(act.to_status, act.by.name) for act in adopted.transitions.all()] == [
        ("in_force", "Arne"),
        ("recommended", "Liv"),
        ("laid", "Siri"),
        ("draft", "Siri"),
    ]
    assert mail.outbox == []


def test_before_the_meeting_another_version_may_take_its_place(desk):
    first, second = divide(desk), divide(desk, flat_percent=Decimal(20))
    item = lay(desk, first)
    services.lay_before_forum(division=second, item=item, by=desk.liv, key=new_key())

    item.refresh_from_db()
    assert item.division == second
    assert statuses(desk.post) == [(1, "draft"), (2, "laid")]


def test_what_was_laid_before_a_meeting_that_is_held_stands(desk):
    first, second = divide(desk), divide(desk)
    item = recommend(desk, first)

    with pytest.raises(DomainError, match="is held"):
        services.lay_before_forum(division=second, item=item, by=desk.siri, key=new_key())

    item.refresh_from_db()
    assert item.division == first


def test_a_forum_of_another_scheme_or_office_gets_no_division(desk):
    division = divide(desk)
    for forum in (
        make_forum(office=desk.office, schemes=(desk.decentralised,)),
        make_forum(office=desk.other_office, schemes=(desk.regional,)),
    ):
        item = make_item(make_meeting(forum=forum, call=desk.call))
        with pytest.raises(DomainError, match="does not recommend in this scheme"):
            services.lay_before_forum(division=division, item=item, by=desk.siri, key=new_key())


def test_an_item_is_about_one_post(desk):
    item = lay(desk, divide(desk))
    other = make_post(frame=desk.frame, amount_nok=1_000)

    with pytest.raises(DomainError, match="about another post"):
        services.lay_before_forum(
            division=divide(desk, post=other), item=item, by=desk.siri, key=new_key()
        )


def test_nothing_is_recommended_before_the_meeting_or_in_another_item(desk):
    division = divide(desk)
    item = lay(desk, division)

    with pytest.raises(DomainError, match="has not begun"):
        services.recommend_division(division=division, item=item, by=desk.liv, key=new_key())
    with pytest.raises(DomainError, match="Another version"):
        services.recommend_division(
            division=division, item=make_item(item.meeting), by=desk.liv, key=new_key()
        )
    assert statuses(desk.post) == [(1, "laid")]


def test_the_maker_does_not_adopt(desk):
    make_staff(desk.office, OfficeRoleKind.APPROVER, user=desk.siri)
    division = divide(desk)
    recommend(desk, division)

    with pytest.raises(PermissionDenied):
        adopt(desk, division, by=User.objects.get(pk=desk.siri.pk))
    with pytest.raises(PermissionDenied):
        adopt(desk, division, by=desk.liv)


def test_what_the_forum_has_not_seen_is_not_adopted(desk):
    division = divide(desk)

    with pytest.raises(DomainError, match="has not recommended"):
        adopt(desk, division, reason="Det haster.")

    assert statuses(desk.post) == [(1, "draft")]


@pytest.mark.parametrize("first_is_in_force", [True, False])
def test_a_correction_after_the_forum_needs_a_reason_and_tells_the_forum(
    desk, first_is_in_force, django_capture_on_commit_callbacks
):
    first = divide(desk, rounding=Rounding.NEAREST)
    item = recommend(desk, first)
    if first_is_in_force:
        adopt(desk, first)
    second = divide(desk)

    with pytest.raises(DomainError, match="Give the reason"):
        adopt(desk, second)
    with django_capture_on_commit_callbacks(execute=True):
        adopt(desk, second, reason="Radene var 2 kr mer enn potten.")

    assert statuses(desk.post) == [(1, "superseded"), (2, "in_force")]
    item.refresh_from_db()
    assert item.division == first
    assert [(letter.to, "2 kr mer enn potten" in letter.body) for letter in mail.outbox] == [
        (["frida@example.no"], True)
    ]


def test_a_newer_recommendation_takes_the_place_of_the_older(desk):
    first, second = divide(desk), divide(desk, flat_percent=Decimal(20))
    recommend(desk, first)
    recommend(desk, second)
    adopt(desk, second)

    assert statuses(desk.post) == [(1, "superseded"), (2, "in_force")]


def test_the_second_to_adopt_is_told_who_was_first(desk):
    berit = make_staff(desk.office, OfficeRoleKind.APPROVER)
    division = divide(desk)
    recommend(desk, division)
    adopt(desk, division)

    with pytest.raises(DomainError, match="Arne has done this first: version 1 is now in force"):
        adopt(desk, division, by=berit)


def test_pressing_adopt_twice_adopts_once(desk):
    division, key = divide(desk), new_key()
    recommend(desk, division)
    for _press in range(2):
        services.adopt_division(division=division, by=desk.arne, key=key)

    assert division.transitions.filter(to_status="in_force").count() == 1


def test_what_is_not_used_is_set_aside(desk):
    division = divide(desk)
    services.set_aside_division(
        division=division, by=desk.siri, key=new_key(), reason="Bare et regnestykke."
    )

    assert statuses(desk.post) == [(1, "set_aside")]
    with pytest.raises(DomainError, match="Siri has done this first"):
        services.set_aside_division(
            division=division, by=desk.liv, key=new_key(), reason="Ikke innstilt."
        )


def test_a_pot_that_has_changed_is_not_adopted(desk):
    division = make_division(
        post=desk.post, basis=desk.basis, by=desk.siri, status=DivisionStatus.RECOMMENDED
    )
    Post.objects.update(amount_nok=11_000_000)

    with pytest.raises(DomainError, match="not 11"):
        adopt(desk, division)


def test_only_a_case_worker_names_a_version(desk):
    division = divide(desk)
    services.name_division(division=division, title="20 prosent", by=desk.siri)

    division.refresh_from_db()
    assert division.title == "20 prosent"
    for by in (desk.arne, desk.liv, desk.nils, desk.frida):
        with pytest.raises(PermissionDenied):
            services.name_division(division=division, title="Min", by=by)


@pytest.mark.parametrize("changed", [{"pot_nok": 1}, {"flat_percent": 20}, {"rounding": "nearest"}])
def test_a_locked_version_is_not_changed_through_the_orm(desk, changed):
    division = divide(desk)
    recommend(desk, division)
    adopt(desk, division)

    with pytest.raises(IntegrityError), transaction.atomic():
        Division.objects.filter(pk=division.pk).update(**changed)
    with pytest.raises(IntegrityError), transaction.atomic():
        division.lines.update(amount_nok=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        division.save()

    assert Division.objects.get(pk=division.pk).read() == division.read()


def test_nothing_comes_into_force_through_the_orm_without_somebody_who_adopted_it(desk):
    division = divide(desk)

    with pytest.raises(IntegrityError), transaction.atomic():
        Division.objects.filter(pk=division.pk).update(status=DivisionStatus.IN_FORCE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Division.objects.filter(pk=division.pk).update(
            status=DivisionStatus.IN_FORCE, adopted_by=desk.siri, adopted_at=division.made_at
        )

    assert statuses(desk.post) == [(1, "draft")]


def test_no_console_page_leads_to_a_division():
    """tests/architecture/test_console.py: only reference data stands there."""
    assert not {Division, DivisionLine, Basis} & set(admin.site._registry)
