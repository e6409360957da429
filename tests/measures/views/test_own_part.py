"""A university's contact writes its own part of the report, and nothing else."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from measures.choices import LineKind, MeasureKind, ReportStatus, Section
from measures.models import NeedsReport, OwnPart, read_content
from measures.services.confirming import asked_for, confirm
from tests.builders import (
    make_call,
    make_line,
    make_measure,
    make_organisation,
    make_payee,
    make_ready_report,
    make_university,
    owner_of,
    university_of,
)
from tests.pages import sent_by, text_of

QUERIES = 12


@pytest.fixture
def report(cast):
    call = make_call(office=cast.office)
    return make_ready_report(partnership=cast.partnership, call=call, by=cast.kari)


@pytest.fixture
def una(cast, client):
    client.force_login(cast.una)
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def other_university(report):
    """Another that receives money in the report; nobody here answers for it."""
    payee = make_payee(report, make_university(name="Nord universitet"))
    make_line(report.measures.get(), payee, 70_000)
    return payee


def address(report, name="own_measure"):
    measure = [] if name in {"own_part", "own_contacts"} else [report.measures.first().pk]
    return reverse(f"measures:{name}", args=[report.pk, *measure])


def now(report):
    return read_content(NeedsReport.objects.get(pk=report.pk))


def save_field(client, report, field, *, place="", seen="", **values):
    place = place or f"measures-{report.measures.first().pk}"
    data = {"place": place, "field": field, "seen": seen, **values}
    return client.post(reverse("measures:field", args=[report.pk]), data)


def shown(client, report, name="own_measure"):
    return sent_by(client.get(address(report, name)))


# --- the page ------------------------------------------------------------------------------------


def test_the_page_has_the_university_s_own_fields_and_no_others(una, report, other_university):
    own, line = university_of(report), university_of(report).lines.get()

    fields = shown(una, report)

    assert set(json.loads(fields["seen"][0])) == {
        "university_use",
        f"lines-{own.pk}-grant",
        *(f"estimate-{each}-{own.pk}" for each in report.call.continuation_periods),
    }
    assert {name for name in fields if name.startswith("payee-")} == {f"payee-{line.pk}"}


def test_what_the_university_writes_is_saved_and_the_rest_stays(
    una, cast, report, other_university
):
    own, line = university_of(report), university_of(report).lines.get()
    before = now(report).measures[0]
    sent = shown(una, report) | {
        "university_use": "Vi leder samlingene.",
        f"unit_price_nok-{line.pk}": "120 000",
        f"amount_nok-2026-{own.pk}": "9 000",
        "title": "Et annet navn",
        "owner_use": "Noe annet",
    }

    response = una.post(address(report), sent)

    assert response.url == address(report, "own_part")
    after = now(report).measures[0]
    assert (after.university_use, after.title, after.owner_use) == (
        "Vi leder samlingene.",
        before.title,
        before.owner_use,
    )
    amounts = {each.payee: each.amount_nok for each in after.lines}
    assert amounts == {owner_of(report).pk: 50_000, own.pk: 120_000, other_university.pk: 70_000}
    estimates = [(each.period, each.payee, each.amount_nok) for each in after.estimates]
    assert estimates == [("2026", own.pk, 9_000)]
    assert NeedsReport.objects.get(pk=report.pk).changed_by == cast.una


def test_lines_of_others_that_are_slipped_in_are_not_stored(una, report, other_university):
    """Rows that the page never showed: another's line, a new one of another's, an own contribution."""
    others = other_university.lines.get()
    before = now(report)
    sent = shown(una, report) | {
        f"payee-{others.pk}": other_university.pk,
        f"kind-{others.pk}": "grant",
        f"unit_price_nok-{others.pk}": "1",
        "payee-n7": owner_of(report).pk,
        "kind-n7": "grant",
        "unit_price_nok-n7": "5",
        "payee-n8": university_of(report).pk,
        "kind-n8": "own_contribution",
        "unit_price_nok-n8": "5",
    }

    assert una.post(address(report), sent).status_code == 302
    assert now(report) == before


def test_a_measure_for_the_coordinator_keeps_what_the_page_does_not_ask(una, report):
    measure = report.measures.get()
    measure.kind = MeasureKind.COORDINATOR
    measure.save()
    own = university_of(report)
    measure.estimates.create(period="2026", payee=own, amount_nok=9_000)
    before = now(report)

    assert una.post(address(report), shown(una, report)).status_code == 302
    assert now(report) == before


def test_a_line_is_added_and_summed_up_without_being_stored(una, report):
    own, line = university_of(report), university_of(report).lines.get()
    sent = shown(una, report) | {f"quantity-{line.pk}": "3"}

    page = una.post(address(report, "own_rows"), sent | {"do": f"add-line-{own.pk}-grant"})
    sums = una.post(address(report, "own_sums"), sent)

    assert sent_by(page)["payee-n1"] == [str(own.pk)]
    assert f'<output id="sum-payee-{own.pk}" hx-swap-oob="true">300' in sums.text
    assert now(report).measures[0].lines[1].quantity == 1


def test_two_who_write_the_same_text_see_both(una, cast, report):
    sent = shown(una, report) | {"university_use": "Unas tekst"}
    report.measures.update(university_use="Karis tekst")

    response = una.post(address(report), sent)

    assert response.status_code == 422
    assert "Karis tekst" in response.text
    assert now(report).measures[0].university_use == "Karis tekst"
    again = sent_by(response)
    assert again["university_use"] == ["Unas tekst"]
    assert una.post(address(report), again).status_code == 302
    assert now(report).measures[0].university_use == "Unas tekst"


def test_what_cannot_be_read_is_told_and_nothing_is_stored(una, report):
    line = university_of(report).lines.get()
    before = now(report)
    sent = shown(una, report) | {f"unit_price_nok-{line.pk}": "12 mill", "university_use": "Ny"}

    response = una.post(address(report), sent)

    assert response.status_code == 422
    assert "12 mill" in response.text
    assert now(report) == before


def test_the_university_s_own_contact_person_is_written_and_no_other(una, report):
    own, owner = university_of(report), owner_of(report)
    sent = shown(una, report, "own_contacts") | {
        f"contact_name-{own.pk}": "Una Berg",
        f"contact_phone-{own.pk}": "40 00 00 02",
        f"contact_name-{owner.pk}": "En annen",
    }

    assert una.post(address(report, "own_contacts"), sent).status_code == 302
    names = {each.key: each.contact_name for each in now(report).payees}
    assert names[own.pk] == "Una Berg"
    assert names[owner.pk] != "En annen"


# --- one field -----------------------------------------------------------------------------------


def test_one_field_of_the_own_part_is_saved_in_at_most_ten_queries(una, report):
    own, line = university_of(report), university_of(report).lines.get()
    kept = {f"payee-{line.pk}": own.pk, f"kind-{line.pk}": "grant"}
    for field, values in (
        ("university_use", {"university_use": "Ny tekst"}),
        (f"lines-{own.pk}-grant", kept | {f"unit_price_nok-{line.pk}": "5"}),
        (f"estimate-2026-{own.pk}", {f"amount_nok-2026-{own.pk}": "7"}),
    ):
        seen, place = json.loads(shown(una, report)["seen"][0]), f"measures-{line.measure_id}"
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = save_field(una, report, field, place=place, seen=seen[field], **values)
        # A transaction inside the test's own is two savepoints, which are no queries elsewhere.
        queries = [each for each in asked if "SAVEPOINT" not in each["sql"]]
        assert (field, answer.status_code) == (field, 200)
        assert len(queries) <= 10, field
        assert json.loads(shown(una, report)["seen"][0])[field] == answer.json()["mark"]


def test_an_own_amount_is_saved_by_itself(una, report):
    own, line = university_of(report), university_of(report).lines.get()
    field = f"lines-{own.pk}-grant"
    rows = {
        name: value for name, value in shown(una, report).items() if name.endswith(str(line.pk))
    }
    seen = json.loads(shown(una, report)["seen"][0])[field]

    answer = save_field(una, report, field, seen=seen, **rows | {f"unit_price_nok-{line.pk}": "5"})

    assert answer.status_code == 200
    assert line.__class__.objects.get(pk=line.pk).unit_price_nok == 5


def test_fields_of_others_are_closed_to_the_university(una, report, other_university):
    owner, own = owner_of(report), university_of(report)
    before = now(report)
    for place, field in (
        ("", "title"),
        ("", "owner_use"),
        ("", "anchoring"),
        ("", "cohorts"),
        ("", f"lines-{owner.pk}-grant"),
        ("", f"lines-{other_university.pk}-grant"),
        ("", f"lines-{own.pk}-own_contribution"),
        ("", f"estimate-2026-{other_university.pk}"),
        ("contacts", f"contact_name-{owner.pk}"),
        ("contacts", f"amount_nok-regional-{other_university.pk}"),
        ("scope", "public_schools"),
        ("parties", f"contact_name-{own.pk}"),
        ("codetermination", "comment"),
    ):
        answer = save_field(una, report, field, place=place, **{field: "Ny"})
        assert (field, answer.status_code) == (field, 403)
    assert now(report) == before


def test_a_university_that_receives_nothing_here_writes_nothing(una, cast, report):
    university_of(report).lines.all().delete()
    university_of(report).delete()

    assert save_field(una, report, "university_use", university_use="Ny").status_code == 403
    assert una.get(address(report)).status_code == 404
    assert "asks for no money for you" in text_of(una.get(address(report, "own_part")))


def test_a_returned_report_is_open_to_the_university_only_where_the_office_has_asked(una, report):
    sent = {"submitted_at": timezone.now(), "receipt_number": "2024-1"}
    sums = {"sent_owner_nok": 50_000, "sent_university_nok": 100_000, "sent_measures": 1}
    NeedsReport.objects.filter(pk=report.pk).update(
        status=ReportStatus.RETURNED, open_sections=[Section.CONTACTS], **sent, **sums
    )

    assert una.get(address(report)).status_code == 403
    assert save_field(una, report, "university_use", university_use="Ny").status_code == 403
    assert una.get(address(report, "own_contacts")).status_code == 200
    assert address(report) not in una.get(address(report, "own_part")).text


# --- what follows --------------------------------------------------------------------------------


def test_a_confirmation_falls_away_when_the_university_itself_changes_its_amount(una, cast, report):
    asked = asked_for(report, now(report))[0]
    confirm(
        report=report, kind=asked.kind, university=asked.university, seen=asked.mark, by=cast.una
    )
    line = university_of(report).lines.get()
    sent = shown(una, report)

    una.post(address(report), sent | {"university_use": "Bare teksten"})
    assert "Confirmed" in text_of(una.get(address(report, "own_part")))

    una.post(address(report), shown(una, report) | {f"unit_price_nok-{line.pk}": "1"})
    assert "Changed since then" in text_of(una.get(address(report, "own_part")))


def test_the_coordinator_sees_that_the_university_wrote(una, cast, client, report):
    save_field(
        una,
        report,
        "university_use",
        seen=json.loads(shown(una, report)["seen"][0])["university_use"],
        university_use="Ny",
    )
    written = OwnPart.objects.get()
    assert (written.by, written.payee, written.measure) == (
        cast.una,
        university_of(report),
        report.measures.get(),
    )

    client.force_login(cast.kari)
    told = "Una wrote the part of INN in measure 1"
    assert told in text_of(client.get(reverse("measures:confirmations", args=[report.pk])))
    assert told in text_of(client.get(reverse("measures:check", args=[report.pk])))


def test_what_was_sent_as_it_stood_tells_of_nobody(una, cast, report):
    una.post(address(report), shown(una, report))

    assert not OwnPart.objects.exists()
    assert NeedsReport.objects.get(pk=report.pk).changed_by == cast.kari


def test_the_way_in_is_on_the_start_page_and_on_the_report(una, cast, client, report):
    way = address(report, "own_part")
    pages = (reverse("start"), reverse("measures:report", args=[report.pk]))
    assert [way in una.get(page).text for page in pages] == [True, True]

    client.force_login(cast.kari)
    assert [way in client.get(page).text for page in pages] == [False, False]


def test_the_pages_ask_at_most_twelve_queries(una, report, django_assert_max_num_queries):
    for _each in range(7):
        make_line(make_measure(report), university_of(report), 1_000)
    make_organisation()
    for name in ("own_part", "own_contacts", "own_measure"):
        una.get(address(report, name))
        with django_assert_max_num_queries(QUERIES):
            assert una.get(address(report, name)).status_code == 200


def test_the_list_tells_how_far_each_part_has_come(una, report):
    own = university_of(report)
    make_measure(report, university_use="Vi er med.")
    make_line(make_measure(report, title="Uten tekst"), own, 1_000, kind=LineKind.GRANT)
    make_measure(report)

    tags = [row["tag"] for row in una.get(address(report, "own_part")).context["measures"]]

    assert tags == ["Done", "Answers missing", "Answers missing", ""]
