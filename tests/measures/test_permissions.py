import pytest
from django.db import connection

from measures import permissions
from measures.choices import READ_BY_OFFICE, Audience, ReportStatus
from measures.models import NeedsReport, SentVersion
from measures.services import lifecycle
from partnerships.services import new_key
from tests.builders import (
    make_call,
    make_comment,
    make_measure,
    make_ready_report,
    make_staff,
    make_user,
)
from tests.conftest import EVERYONE


@pytest.fixture
def report(cast):
    call = make_call(office=cast.office)
    report = make_ready_report(call=call, partnership=cast.partnership, by=cast.kari)
    report = lifecycle.submit_report(report=report, by=cast.kari, key=new_key())
    assert SentVersion.objects.count() == 1
    return report


@pytest.mark.parametrize("status", ReportStatus.values)
@pytest.mark.parametrize("on_behalf", ["", "E-post 30. januar"])
@pytest.mark.parametrize("name", EVERYONE)
def test_visible_to_and_can_view_say_the_same(cast, report, name, on_behalf, status):
    NeedsReport.objects.update(status=status, on_behalf=on_behalf)
    report.refresh_from_db()
    user = getattr(cast, name)

    listed = NeedsReport.objects.visible_to(user).filter(pk=report.pk).exists()

    assert listed is permissions.can_view(user, report)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL scans what is small")
@pytest.mark.parametrize("name", ["siri", "kari", "frida"])
def test_whoever_asks_for_one_report_no_table_is_gone_through(cast, report, name):
    found = NeedsReport.objects.visible_to(getattr(cast, name)).filter(pk=report.pk)

    assert "SCAN" not in found.explain()


def test_before_it_is_sent_only_the_partnership_reads_it(cast, report):
    NeedsReport.objects.update(status=ReportStatus.DRAFT)
    report.refresh_from_db()

    readers = [name for name in EVERYONE if permissions.can_view(getattr(cast, name), report)]

    assert readers == ["kari", "per", "una", "tor"]


def test_what_the_office_writes_for_a_partnership_it_reads_from_the_first_line(cast, report):
    NeedsReport.objects.update(status=ReportStatus.DRAFT, on_behalf="E-post 30. januar")
    report.refresh_from_db()

    readers = [name for name in EVERYONE if permissions.can_view(getattr(cast, name), report)]

    assert readers == ["kari", "per", "una", "tor", "siri", "arne", "liv"]


def test_from_checked_on_the_forum_reads_it(cast, report):
    assert not permissions.can_view(cast.frida, report)

    lifecycle.check_off_report(report=report, by=cast.siri, key=new_key())
    report.refresh_from_db()

    assert permissions.can_view(cast.frida, report)


def test_a_forum_reads_only_its_own_schemes(cast, report):
    make_measure(report, scheme=cast.decentralised, title="Bare for skolen")
    report.status = ReportStatus.DRAFT
    report.save()
    member = make_staff(
        cast.office, "forum_member", user=make_user("Rita"), schemes=[cast.regional]
    )
    NeedsReport.objects.update(status=ReportStatus.DRAFT)
    version = SentVersion.objects.get()
    assert [s["code"] for s in version.content["schemes"]] == [
        "regional",
        "decentralised",
        "inclusive_practice",
    ]
    NeedsReport.objects.update(status=ReportStatus.CHECKED)
    report.refresh_from_db()

    content = permissions.readable_content(member, report)

    assert [scheme.code for scheme in content.schemes] == ["regional"]
    assert {measure.scheme for measure in content.measures} == {"regional"}


def test_a_member_for_another_scheme_does_not_know_of_it(cast, report):
    member = make_staff(
        cast.office, "forum_member", user=make_user("Rita"), schemes=[cast.decentralised]
    )
    NeedsReport.objects.update(status=ReportStatus.CHECKED)
    report.refresh_from_db()

    assert not permissions.can_view(member, report)
    assert not NeedsReport.objects.visible_to(member).exists()


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        ("kari", True),
        ("per", False),
        ("una", False),
        ("siri", True),
        ("arne", True),
        ("liv", False),
        ("frida", False),
    ],
)
def test_accounts_and_telephones_are_for_those_who_pay(cast, report, name, reads):
    cast.lead_owner.bank_account = "12345678903"
    cast.lead_owner.save()
    NeedsReport.objects.update(status=ReportStatus.DRAFT)
    report.refresh_from_db()
    report = lifecycle.submit_report(report=report, by=cast.kari, key=new_key())
    NeedsReport.objects.update(status=ReportStatus.CHECKED)
    report.refresh_from_db()

    owner = permissions.readable_content(getattr(cast, name), report).owner

    assert (owner.bank_account == "12345678903") is reads
    assert bool(owner.contact_phone) is reads


@pytest.mark.parametrize("status", ReportStatus.values)
@pytest.mark.parametrize("name", EVERYONE)
def test_readable_comments_and_can_read_comment_say_the_same(cast, report, name, status):
    for to in ((), (Audience.PARTNERSHIP,), (Audience.FORUM,), tuple(Audience)):
        for place in (
            {"section": "scope"},
            {"measure_key": 1},
            {"measure_key": measure_of(report)},
        ):
            make_comment(report, by=cast.siri, released_to=to, **place)
    NeedsReport.objects.update(status=status)
    report.refresh_from_db()
    user = getattr(cast, name)

    listed = set(permissions.readable_comments(user, report))

    assert listed == {
        each for each in report.comments.all() if permissions.can_read_comment(user, report, each)
    }


@pytest.mark.parametrize(
    ("name", "audiences"),
    [
        ("siri", ["", "partnership", "forum"]),
        ("arne", ["", "partnership", "forum"]),
        ("liv", ["", "partnership", "forum"]),
        ("kari", ["partnership"]),
        ("per", ["partnership"]),
        ("una", ["partnership"]),
        ("frida", ["forum"]),
        ("anne", []),
        ("ola", []),
        ("nils", []),
    ],
)
def test_a_comment_is_read_by_those_it_is_released_to(cast, report, name, audiences):
    for to in ("", *Audience):
        make_comment(report, by=cast.siri, text=to or "-", released_to=(to,) if to else ())
    NeedsReport.objects.update(status=ReportStatus.CHECKED)
    report.refresh_from_db()

    found = permissions.readable_comments(getattr(cast, name), report)

    assert [each.text.replace("-", "") for each in found] == audiences


def test_a_partner_in_the_forum_reads_what_both_read(cast, report):
    both = make_staff(cast.office, "forum_member", user=cast.una, schemes=cast.schemes)
    for to in Audience:
        make_comment(report, by=cast.siri, released_to=(to,))
    NeedsReport.objects.update(status=ReportStatus.CHECKED)
    report.refresh_from_db()

    assert permissions.readable_comments(both, report).count() == 2


def test_the_forum_reads_comments_on_its_own_schemes_alone(cast, report):
    other = make_measure(report, scheme=cast.decentralised)
    member = make_staff(
        cast.office, "forum_member", user=make_user("Rita"), schemes=[cast.regional]
    )
    make_comment(report, by=cast.siri, measure_key=other.pk, released_to=(Audience.FORUM,))
    own = make_comment(
        report, by=cast.siri, measure_key=measure_of(report), released_to=(Audience.FORUM,)
    )
    NeedsReport.objects.update(status=ReportStatus.CHECKED)
    report.refresh_from_db()

    assert list(permissions.readable_comments(member, report)) == [own]


def measure_of(report):
    return report.measures.get(number=1).pk


@pytest.mark.parametrize(
    ("predicate", "who"),
    [
        (permissions.can_review, ["siri", "arne", "liv"]),
        (permissions.can_flag, ["siri", "arne", "liv"]),
        (permissions.can_assess, ["siri"]),
    ],
)
def test_the_review_is_the_offices_from_the_day_the_report_is_sent(cast, report, predicate, who):
    for status in ReportStatus:
        report.status = status
        let_in = [name for name in EVERYONE if predicate(getattr(cast, name), report)]
        assert let_in == (who if status in READ_BY_OFFICE else [])


@pytest.mark.parametrize(
    ("status", "answered", "who"),
    [
        (ReportStatus.SUBMITTED, "", ["kari"]),
        (ReportStatus.RETURNED, "", ["kari"]),
        (ReportStatus.RETURNED, "Ja.", ["kari"]),
        (ReportStatus.CHECKED, "", ["kari"]),
        (ReportStatus.CHECKED, "Ja.", []),
        (ReportStatus.DRAFT, "", []),
        (ReportStatus.WITHDRAWN, "", []),
    ],
)
def test_a_comment_is_answered_by_those_who_write(cast, report, status, answered, who):
    report.status = status
    comment = make_comment(report, by=cast.siri, released_to=(Audience.PARTNERSHIP,))
    comment.answer = answered

    answering = [
        name
        for name in EVERYONE
        if permissions.can_answer_comment(getattr(cast, name), report, comment)
    ]

    assert answering == who


def test_a_comment_is_changed_by_its_author_alone(cast, report):
    comment = make_comment(report, by=cast.siri)
    colleague = make_staff(cast.office, user=make_user("Berit"))

    assert permissions.can_change_comment(cast.siri, report, comment)
    assert not permissions.can_change_comment(colleague, report, comment)
