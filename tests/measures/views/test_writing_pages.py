"""The pages on which a needs report is written: what they store, refuse and keep."""

from dataclasses import replace

import pytest
from django.urls import reverse

from measures.choices import ReportStatus, Section
from measures.models import NeedsReport, read_content
from tests.builders import (
    make_call,
    make_line,
    make_organisation,
    make_plan,
    make_ready_report,
    make_report,
    make_university,
    owner_of,
)
from tests.pages import sent_by

SECTIONS = ["contacts", "parties", "scope", "codetermination"]


@pytest.fixture
def report(cast):
    call = make_call(office=cast.office, plan=make_plan(cast.office))
    return make_ready_report(partnership=cast.partnership, call=call, by=cast.kari, measures=2)


@pytest.fixture
def kari(cast, client):
    """Reads English, so that the messages can be told here."""
    client.force_login(cast.kari)
    client.cookies["django_language"] = "en"
    return client


def url(name, report, *args):
    return reverse(f"measures:{name}", args=[report.pk, *args])


def now(report):
    return read_content(NeedsReport.objects.get(pk=report.pk))


@pytest.mark.parametrize("name", SECTIONS)
def test_a_page_that_is_sent_as_it_stands_changes_nothing(report, kari, name):
    before = now(report)

    answer = kari.post(url(name, report), sent_by(kari.get(url(name, report))))

    assert answer.status_code == 302
    assert without_unknown(now(report)) == without_unknown(before)


def test_the_page_of_a_measure_that_is_sent_as_it_stands_changes_nothing(report, kari):
    first, second = report.measures.all()
    before = now(report)

    answer = kari.post(
        url("measure", report, first.pk), sent_by(kari.get(url("measure", report, first.pk)))
    )

    assert answer["Location"] == url("measure", report, second.pk)
    assert now(report) == before


@pytest.mark.parametrize(
    ("name", "status"), [("per", 403), ("una", 403), ("ola", 404), ("siri", 404), ("nils", 404)]
)
@pytest.mark.parametrize("page", [*SECTIONS, "measure"])
def test_only_a_coordinator_opens_the_pages(cast, report, client, name, status, page):
    client.force_login(getattr(cast, name))
    args = [report.measures.first().pk] if page == "measure" else []

    assert client.get(url(page, report, *args)).status_code == status


def test_a_returned_report_opens_only_where_the_office_asked(cast, kari):
    report = make_report(
        partnership=cast.partnership, status=ReportStatus.RETURNED, open_sections=[Section.SCOPE]
    )

    assert kari.get(url("scope", report)).status_code == 200
    assert kari.get(url("contacts", report)).status_code == 403


def test_wrong_counts_are_kept_and_linked(report, kari):
    sent = sent_by(kari.get(url("scope", report)))

    answer = kari.post(url("scope", report), sent | {"public_schools": "X"})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'href="#id_public_schools"' in page
    assert 'name="public_schools" value="X"' in page
    assert page.count("<title>Error:") == 1
    assert now(report).units.public_schools == 13


def test_a_measure_with_every_field_wrong_keeps_everything_typed(report, kari):
    measure = report.measures.first()
    address = url("measure", report, measure.pk)
    line = measure.lines.first().pk
    owner = owner_of(report).pk
    wrong = {
        "title": "t" * 201,
        "anchoring": "Barnet 01019000083 trenger hjelp.",
        "collective_process": "c" * 5_001,
        "participants": "ca. 14",
        "coordinator_amount_nok": "12 mill",
        f"unit_price_nok-{line}": "200 00",
        f"quantity-{line}": "0",
        f"text-{line}": "x" * 201,
        f"amount_nok-2025-autumn-{owner}": "ca. 75 000",
        f"reason-2026-{owner}": "r" * 1_001,
    }
    before = now(report)

    answer = kari.post(address, sent_by(kari.get(address)) | wrong)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert {name for name in wrong if f'href="#id_{name}"' in page} == set(wrong)
    kept = sent_by(answer)
    assert {name: kept[name] for name in wrong} == {name: [text] for name, text in wrong.items()}
    assert now(report) == before


def test_a_line_more_is_a_row_more_and_nothing_is_stored(report, kari):
    measure = report.measures.first()
    sent = sent_by(kari.get(url("measure", report, measure.pk)))
    owner = owner_of(report).pk

    answer = kari.post(
        url("measure_rows", report, measure.pk),
        sent | {"title": "Skrevet, ikke lagret", "do": f"add-line-{owner}-grant"},
    )

    shown = sent_by(answer)
    assert answer.status_code == 200
    assert shown["title"] == ["Skrevet, ikke lagret"]
    assert shown["payee-n1"] == [str(owner)]
    assert now(report).measures[0].title == measure.title


def test_a_line_that_is_removed_can_be_put_back(report, kari):
    measure = report.measures.first()
    line = measure.lines.first()
    rows = url("measure_rows", report, measure.pk)
    sent = sent_by(kari.get(url("measure", report, measure.pk)))

    removed = sent_by(kari.post(rows, sent | {"do": f"remove-line-{line.pk}"}))
    restored = sent_by(kari.post(rows, removed | {"do": f"restore-line-{line.pk}"}))

    assert removed[f"removed-line-{line.pk}"] == ["1"]
    assert restored == sent


def test_a_removed_line_is_gone_when_the_page_is_saved(report, kari):
    measure = report.measures.first()
    line = measure.lines.first()
    sent = sent_by(kari.get(url("measure", report, measure.pk)))

    kari.post(url("measure", report, measure.pk), sent | {f"removed-line-{line.pk}": "1"})

    assert [each.key for each in now(report).measures[0].lines] == [measure.lines.last().pk]


def test_cohorts_and_sessions_are_added_and_stored(report, kari):
    measure = report.measures.first()
    rows, page = url("measure_rows", report, measure.pk), url("measure", report, measure.pk)
    sent = sent_by(kari.get(page))
    sent = sent_by(kari.post(rows, sent | {"do": "add-cohort"})) | {"name-n1": "Pulje 1"}
    sent = sent_by(kari.post(rows, sent | {"do": "add-session"}))

    answer = kari.post(
        page,
        sent
        | {"staff-n1": "30", "session-term-n1": "2024-autumn", "session-count-n1": "2"}
        | {"session-cohort-n1": "Pulje 1"},
    )

    assert answer.status_code == 302
    (cohort,), (session,) = now(report).measures[0].cohorts, now(report).measures[0].sessions
    assert (cohort.name, cohort.staff) == ("Pulje 1", 30)
    assert (session.cohort, session.term, session.count) == ("Pulje 1", "2024-autumn", 2)


def test_sums_follow_what_is_typed_and_nothing_is_stored(report, kari):
    measure = report.measures.first()
    first, second = measure.lines.all()
    sent = sent_by(kari.get(url("measure", report, measure.pk)))
    typed = {f"unit_price_nok-{first.pk}": "kr 6.000,-", f"quantity-{first.pk}": "3"}

    answer = kari.post(url("measure_sums", report, measure.pk), sent | typed).content.decode()

    assert f'<output id="sum-{first.pk}" hx-swap-oob="true">18\u00a0000</output>' in answer
    assert f'<output id="sum-{second.pk}" hx-swap-oob="true">100\u00a0000</output>' in answer
    assert '<output id="sum-total" hx-swap-oob="true">118\u00a0000</output>' in answer
    assert now(report).measures[0].lines[0].unit_price_nok == 50_000


def test_a_sum_that_cannot_be_worked_out_is_a_dash(report, kari):
    measure = report.measures.first()
    first, second = measure.lines.all()
    sent = sent_by(kari.get(url("measure", report, measure.pk)))

    answer = kari.post(
        url("measure_sums", report, measure.pk), sent | {f"unit_price_nok-{first.pk}": "200 00"}
    ).content.decode()

    assert f'<output id="sum-{first.pk}" hx-swap-oob="true">–</output>' in answer
    assert f'<output id="sum-{second.pk}" hx-swap-oob="true">100\u00a0000</output>' in answer
    assert '<output id="sum-total" hx-swap-oob="true">–</output>' in answer


def test_a_colleagues_newer_answer_is_shown_beside_ones_own_and_both_are_kept(report, kari):
    measure = report.measures.first()
    address = url("measure", report, measure.pk)
    opened = sent_by(kari.get(address))
    kari.post(address, opened | {"anchoring": "Kollegaens tekst"})

    answer = kari.post(address, opened | {"anchoring": "Min tekst"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Kollegaens tekst" in page
    assert [told.url for told in answer.context["conflict"].told] == ["#id_anchoring"]
    assert answer.context["conflict"].also == []
    assert sent_by(answer)["anchoring"] == ["Min tekst"]
    assert now(report).measures[0].anchoring == "Kollegaens tekst"

    kari.post(address, sent_by(answer))

    assert now(report).measures[0].anchoring == "Min tekst"


@pytest.mark.parametrize(
    ("name", "field", "theirs", "mine"),
    [
        ("scope", "public_schools", "11", "12"),
        ("codetermination", "comment", "Deres kommentar", "Min kommentar"),
        ("parties", "no_private_owner_reason", "Deres grunn", "Min grunn"),
    ],
)
def test_two_who_save_the_same_section_lose_nothing(report, kari, name, field, theirs, mine):
    opened = sent_by(kari.get(url(name, report)))
    kari.post(url(name, report), opened | {field: theirs})

    answer = kari.post(url(name, report), opened | {field: mine})

    assert answer.status_code == 422
    assert f"has saved: “{theirs}”" in answer.content.decode()
    assert sent_by(answer)[field] == [mine]


def test_lines_a_colleague_added_are_told_when_both_wrote(report, kari):
    measure = report.measures.first()
    address = url("measure", report, measure.pk)
    opened = sent_by(kari.get(address))
    line = make_line(measure, owner_of(report), 9_000, text="Kollegaens linje")

    answer = kari.post(address, opened | {f"text-{measure.lines.first().pk}": "Min linje"})

    assert "Kollegaens linje, 1 × 9\u00a0000\u00a0kr" in answer.content.decode()
    assert answer.status_code == 422
    assert line in measure.lines.all()


def test_what_a_colleague_added_in_another_table_stays(report, kari):
    measure = report.measures.first()
    address = url("measure", report, measure.pk)
    opened = sent_by(kari.get(address))
    line = make_line(measure, owner_of(report), 9_000, text="Kollegaens linje")

    answer = kari.post(address, opened | {"title": "Mitt navn"})

    measure.refresh_from_db()
    assert (answer.status_code, measure.title) == (302, "Mitt navn")
    assert line in measure.lines.all()


def test_a_page_that_came_back_with_errors_still_knows_what_it_had_shown(report, kari):
    """A colleague saves in between; the page that came back must not write over it unseen."""
    measure = report.measures.first()
    address = url("measure", report, measure.pk)
    opened = sent_by(kari.get(address))
    wrong = kari.post(address, opened | {"title": "Mitt", "participants": "ca. 14"})
    kari.post(address, opened | {"title": "Deres"})

    answer = kari.post(address, sent_by(wrong) | {"participants": "14"})

    assert answer.status_code == 422
    assert [told.url for told in answer.context["conflict"].told] == ["#id_title"]


@pytest.mark.parametrize("seen", ["", "0123456789abcdef", "[]", "7", "{"])
def test_a_page_without_marks_never_writes_over_what_is_stored(report, kari, seen):
    opened = sent_by(kari.get(url("scope", report)))
    before = now(report).units

    answer = kari.post(url("scope", report), opened | {"seen": seen, "public_schools": "99"})

    assert (answer.status_code, now(report).units) == (422, before)


def test_a_measure_for_the_coordinator_asks_no_more_than_it_needs(cast, kari):
    report = make_ready_report(partnership=cast.partnership)
    measure = report.measures.get()
    measure.kind = "coordinator"
    measure.save(update_fields=["kind"])

    fields = {
        name.partition("-")[0] for name in sent_by(kari.get(url("measure", report, measure.pk)))
    }

    assert fields == {
        *("seen", "title", "scheme", "kind", "terms"),
        *("payee", "cost_type", "text", "quantity", "unit_price_nok", "term"),
        *("owner_use", "coordinator_reason"),
    }


def test_a_measure_is_added_with_its_scheme_and_kind(cast, report, kari):
    answer = kari.post(
        url("measure_add", report),
        {"title": "Koordinator", "scheme": "decentralised", "kind": "coordinator"},
    )

    added = report.measures.last()
    assert answer["Location"] == url("measure", report, added.pk)
    assert (added.number, added.title, added.scheme, added.kind) == (
        3,
        "Koordinator",
        cast.decentralised,
        "coordinator",
    )


def test_a_measure_that_cannot_be_added_leaves_the_form_open(report, kari):
    answer = kari.post(url("measure_add", report), {"title": "Et navn", "kind": "collective"})

    assert answer.status_code == 422
    assert 'value="Et navn"' in answer.content.decode()
    assert report.measures.count() == 2


def test_a_removed_measure_is_gone_and_the_next_takes_its_number(report, kari):
    first, second = report.measures.all()

    kari.post(url("measure_remove", report, first.pk))

    assert list(report.measures.values_list("pk", "number")) == [(second.pk, 1)]
    assert kari.get(url("measure", report, first.pk)).status_code == 404


def test_a_number_with_two_digits_swapped_is_refused_with_an_offer(report, kari):
    make_university(name="Universitetet i Sørøst", organisation_number="918108467")
    sent = sent_by(kari.get(url("parties", report)))

    answer = kari.post(url("parties", report), sent | {"organisation-university1": "918107468"})

    assert answer.status_code == 422
    assert "Did you mean Universitetet i Sørøst, 918 108 467?" in (
        answer.content.decode().replace("\u00a0", " ")
    )


def test_an_owner_outside_the_register_is_taken_when_it_is_said(report, kari):
    make_organisation(name="Naustvika barnehage")
    sent = sent_by(kari.get(url("parties", report))) | {"organisation-owner1": "Naustvik"}

    refused = kari.post(url("parties", report), sent)
    kari.post(url("parties", report), sent_by(refused) | {"as_written-owner1": "on"})

    assert refused.status_code == 422
    assert now(report).partners[-1].name == "Naustvik"


@pytest.mark.parametrize("measures", [1, 3, 30])
@pytest.mark.parametrize("page", [*SECTIONS, "report", "check", "measure"])
def test_a_page_asks_at_most_twelve_queries(
    cast, kari, django_assert_max_num_queries, measures, page
):
    call = make_call(office=cast.office, plan=make_plan(cast.office))
    report = make_ready_report(partnership=cast.partnership, call=call, measures=measures)
    args = [report.measures.first().pk] if page == "measure" else []

    with django_assert_max_num_queries(12):
        assert kari.get(url(page, report, *args)).status_code == 200


def without_unknown(content):
    """Opening balances that nobody has written are the same as none."""
    payees = tuple(
        replace(
            payee,
            opening_balances=tuple(
                each for each in payee.opening_balances if each.amount_nok is not None
            ),
        )
        for payee in content.payees
    )
    return replace(content, payees=payees)
