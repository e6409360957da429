"""Fifty people press at the same moment. Nothing is lost, nothing is done twice, and everybody is told.

Each promise has a control with the lock off, which must fail it: fifty threads that never meet would
prove nothing. Needs PostgreSQL; SQLite lets one in at a time.
"""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, connections
from django.utils import timezone, translation

from allocation import services
from allocation.choices import DivisionStatus, Rounding
from allocation.models import Division, DivisionTransition, Post
from allocation.services import divisions
from measures.choices import ReportStatus
from measures.models import NeedsReport, SentVersion, Transition
from measures.services import lifecycle
from partnerships.choices import MembershipRole, OfficeRoleKind
from partnerships.services import new_key
from rekom.kit.errors import DomainError
from tests.allocation.conftest import desk  # noqa: F401
from tests.builders import make_division, make_member, make_ready_report, make_staff

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"),
]

MANY = 50


def at_once(acts: list[Callable[[], Any]]) -> Counter:
    """Start every act at the same moment; count how they ended: "done" or the name of the error."""
    gate = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> str:
        try:
            gate.wait()
            with translation.override("en"):
                act()
            return "done"
        except (DomainError, PermissionDenied, IntegrityError) as error:
            return type(error).__name__
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return Counter(pool.map(run, acts))


@pytest.fixture
def without_lock(monkeypatch):
    """``without_lock(module, read)``: ``read`` in the place of the lock, and nobody goes on before
    all have read what the lock would have kept from them."""

    def unlock(module, read: Callable[[Any], Any]) -> None:
        meeting_place = threading.Barrier(MANY)

        def read_and_wait(row):
            found = read(row)
            meeting_place.wait(timeout=60)
            return found

        monkeypatch.setattr(module, "_lock", read_and_wait)

    return unlock


# --- adopting a division ---------------------------------------------------------------------------


@pytest.fixture
def recommended(desk):  # noqa: F811
    return make_division(
        post=desk.post, basis=desk.basis, by=desk.siri, status=DivisionStatus.RECOMMENDED
    )


def adoptions(desk, division) -> list[Callable[[], Any]]:  # noqa: F811
    """Fifty approvers, each with a page of their own."""
    approvers = [make_staff(desk.office, OfficeRoleKind.APPROVER) for _ in range(MANY)]
    return [
        lambda by=by: services.adopt_division(division=division, by=by, key=new_key())
        for by in approvers
    ]


def times_adopted() -> int:
    return DivisionTransition.objects.filter(to_status=DivisionStatus.IN_FORCE).count()


def test_of_fifty_who_adopt_one_does_and_the_others_are_told(desk, recommended):  # noqa: F811
    ended = at_once(adoptions(desk, recommended))

    assert ended == {"done": 1, "DomainError": MANY - 1}
    assert times_adopted() == 1


def test_without_the_lock_the_database_lets_one_through_and_tells_the_others_nothing(
    desk,  # noqa: F811
    recommended,
    without_lock,
):
    without_lock(divisions, lambda row: Division.objects.for_page().get(pk=row.pk))

    ended = at_once(adoptions(desk, recommended))

    assert ended == {"done": 1, "IntegrityError": MANY - 1}
    assert times_adopted() == 1


def test_fifty_presses_of_one_button_adopt_once(desk, recommended):  # noqa: F811
    key = new_key()
    press = [
        lambda: services.adopt_division(division=recommended, by=desk.arne, key=key)
        for _ in range(MANY)
    ]

    assert at_once(press) == {"done": MANY}
    assert times_adopted() == 1


def test_two_versions_are_never_in_force_together(desk, recommended):  # noqa: F811
    """A recommended one and its correction, adopted at the same moment."""
    correction = make_division(post=desk.post, basis=desk.basis, by=desk.siri)
    acts = [
        lambda division=division, by=by: services.adopt_division(
            division=division, by=by, key=new_key(), reason="Summen."
        )
        for division in (recommended, correction)
        for by in [make_staff(desk.office, OfficeRoleKind.APPROVER) for _ in range(MANY // 2)]
    ]

    at_once(acts)

    statuses = Counter(desk.post.divisions.values_list("status", flat=True))
    assert statuses == {"in_force": 1, "superseded": 1}


def divisions_of(desk) -> list[Callable[[], Any]]:  # noqa: F811
    return [
        lambda: services.make_division(
            post=desk.post,
            basis=desk.basis,
            flat_percent=Decimal(10),
            rounding=Rounding.EXACT,
            by=desk.siri,
            key=new_key(),
        )
        for _ in range(MANY)
    ]


def test_fifty_versions_are_numbered_without_a_gap(desk):  # noqa: F811
    assert at_once(divisions_of(desk)) == {"done": MANY}

    versions = desk.post.divisions.order_by("version").values_list("version", flat=True)
    assert list(versions) == list(range(1, MANY + 1))
    assert {division.lines.count() for division in desk.post.divisions.all()} == {10}


def test_without_the_lock_two_versions_want_one_number(desk, monkeypatch):  # noqa: F811
    posts = Post.objects.select_related("frame__call__county_governor")
    monkeypatch.setattr(divisions, "_lock_post", lambda pk: posts.get(pk=pk))

    assert at_once(divisions_of(desk))["IntegrityError"] > 0


# --- sending, checking and returning a report ------------------------------------------------------


@pytest.fixture
def report(cast):
    return make_ready_report(partnership=cast.partnership, by=cast.kari)


def sendings(report) -> list[Callable[[], Any]]:
    """Fifty coordinators, each with a page of their own."""
    partnership = report.partnership
    people = [make_member(partnership, MembershipRole.COORDINATOR) for _ in range(MANY)]
    return [
        lambda by=by: lifecycle.submit_report(report=report, by=by, key=new_key()) for by in people
    ]


def read_report(row: NeedsReport) -> NeedsReport:
    return NeedsReport.objects.for_page().get(pk=row.pk)


def test_of_fifty_who_send_one_does(report):
    ended = at_once(sendings(report))

    assert ended["done"] == 1
    assert sum(ended.values()) == MANY
    assert SentVersion.objects.count() == 1
    assert Transition.objects.filter(to_status=ReportStatus.SUBMITTED).count() == 1


def test_without_the_lock_a_report_is_sent_many_times(report, without_lock):
    without_lock(lifecycle, read_report)

    at_once(sendings(report))

    assert Transition.objects.filter(to_status=ReportStatus.SUBMITTED).count() > 1


def test_fifty_presses_of_one_button_send_once(cast, report):
    key = new_key()
    press = [
        lambda: lifecycle.submit_report(report=report, by=cast.kari, key=key) for _ in range(MANY)
    ]

    assert at_once(press) == {"done": MANY}
    assert SentVersion.objects.count() == 1


def test_of_those_who_check_off_and_those_who_return_one_wins(cast, report):
    lifecycle.submit_report(report=report, by=cast.kari, key=new_key())
    ended = at_once(decisions(cast, report))

    moves = Transition.objects.filter(from_status=ReportStatus.SUBMITTED)
    first = moves.get()
    report.refresh_from_db()
    if first.to_status == ReportStatus.RETURNED:
        assert ended == {"done": 1, "DomainError": MANY - 1}
    else:  # a checked report may still be returned, once
        assert ended["done"] in (1, 2)
    assert ended["done"] + ended["DomainError"] == MANY


def test_without_the_lock_a_report_is_both_checked_off_and_returned(cast, report, without_lock):
    lifecycle.submit_report(report=report, by=cast.kari, key=new_key())
    without_lock(lifecycle, read_report)

    at_once(decisions(cast, report))

    moves = Transition.objects.filter(from_status=ReportStatus.SUBMITTED)
    assert {move.to_status for move in moves} == {ReportStatus.CHECKED, ReportStatus.RETURNED}


def decisions(cast, report) -> list[Callable[[], Any]]:
    """Half of the case workers check it off, the others return it."""
    people = [make_staff(cast.office) for _ in range(MANY)]
    until = timezone.now() + timedelta(days=7)

    def check_off(by):
        lifecycle.check_off_report(report=report, by=by, key=new_key())

    def give_back(by):
        lifecycle.return_report(report=report, by=by, key=new_key(), reason="Mer.", until=until)

    return [
        lambda by=by, act=act: act(by)
        for by, act in zip(people, [check_off, give_back] * (MANY // 2), strict=True)
    ]
