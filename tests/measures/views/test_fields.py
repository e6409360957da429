"""One field saved by itself, as the page's script does it."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from measures.choices import ReportStatus, Section
from measures.models import NeedsReport, Presence, read_content
from measures.services import lifecycle
from partnerships.services import new_key
from tests.builders import (
    make_call,
    make_member,
    make_plan,
    make_ready_report,
    make_report,
    make_target_groups,
    owner_of,
    university_of,
)
from tests.pages import sent_by

QUERIES = 10


@pytest.fixture
def report(cast):
    make_target_groups()
    call = make_call(office=cast.office, plan=make_plan(cast.office))
    return make_ready_report(partnership=cast.partnership, call=call, by=cast.kari)


@pytest.fixture
def kari(cast, client):
    client.force_login(cast.kari)
    client.cookies["django_language"] = "en"
    return client


class Open:
    """A page that stands open: what it shows, and the marks of that."""

    def __init__(self, client, report, section, measure=None):
        args = [report.pk] if measure is None else [report.pk, measure.pk]
        name = section if measure is None else "measure"
        self.client, self.report = client, report
        self.place = section if measure is None else f"measures-{measure.pk}"
        self.sent = sent_by(client.get(reverse(f"measures:{name}", args=args)))
        self.seen = json.loads(self.sent["seen"][0])

    def save(self, field, **values):
        data = {"place": self.place, "field": field, "seen": self.seen.get(field, "")}
        return self.client.post(reverse("measures:field", args=[self.report.pk]), data | values)

    def table(self, field, *, of):
        """What the controls of a table would send; ``of`` tells which they are."""
        return {name: values for name, values in self.sent.items() if of(name)}


@pytest.fixture
def pages(report, kari):
    measure = report.measures.get()
    sections = ("contacts", "parties", "scope", "codetermination")
    return {name: Open(kari, report, name) for name in sections} | {
        "measures": Open(kari, report, "measures", measure)
    }


def now(report):
    return read_content(NeedsReport.objects.get(pk=report.pk))


def a_field_of_each_sort(report):
    """(page, field, what is sent, what can be read of it afterwards)"""
    owner, university = owner_of(report), university_of(report)
    measure = report.measures.get()
    line = measure.lines.get(payee=owner)
    groups = [str(group.pk) for group in make_target_groups()]
    partner = report.partners.get()
    item = report.call.plan.items.get()
    kept = {f"payee-{line.pk}": owner.pk, f"kind-{line.pk}": "grant"}
    dearer = kept | {f"unit_price_nok-{line.pk}": "6 000", f"quantity-{line.pk}": "3"}
    new = {"payee-n1": university.pk, "kind-n1": "own_contribution", "unit_price_nok-n1": "5"}
    cohort = {"name-n1": "Pulje 1", "staff-n1": "30"}
    session = {"session-mode-n1": "digital", "session-term-n1": "2024-autumn"}
    return [
        ("scope", "public_schools", {"public_schools": "99"}),
        ("contacts", f"contact_name-{owner.pk}", {f"contact_name-{owner.pk}": "Ny"}),
        ("contacts", f"amount_nok-regional-{owner.pk}", {f"amount_nok-regional-{owner.pk}": "7"}),
        ("parties", "no_private_owner_reason", {"no_private_owner_reason": "Ny"}),
        ("parties", f"contact_name-{partner.pk}", {f"contact_name-{partner.pk}": "Ny"}),
        ("codetermination", "held_on", {"held_on": "25.01.2024"}),
        ("codetermination", "comment", {"comment": "Ny"}),
        ("codetermination", "participants", {"role-0": "Ny", "name-0": "Ny", "union-0": ""}),
        ("measures", "anchoring", {"anchoring": "Ny"}),
        ("measures", "coordinator_needed", {"coordinator_needed": "yes"}),
        ("measures", "coordinator_amount_nok", {"coordinator_amount_nok": "5 000"}),
        ("measures", "scheme", {"scheme": "decentralised"}),
        ("measures", "kind", {"kind": "individual"}),
        ("measures", "terms", {"terms": ["2024-spring"]}),
        ("measures", "target_groups", {"target_groups": groups}),
        ("measures", "plan_items", {"plan_items": [item.pk]}),
        ("measures", f"lines-{owner.pk}-grant", dearer),
        ("measures", f"lines-{university.pk}-own_contribution", new),
        ("measures", f"estimate-2026-{owner.pk}", {f"amount_nok-2026-{owner.pk}": "9"}),
        ("measures", "cohorts", cohort),
        ("measures", "cohorts", cohort | session),
    ]


def test_a_field_of_each_sort_is_saved_in_at_most_ten_queries(
    report, pages, django_assert_max_num_queries
):
    for page, field, values in a_field_of_each_sort(report):
        before = now(report)
        with django_assert_max_num_queries(QUERIES):
            answer = pages[page].save(field, **values)
        assert (field, answer.status_code) == (field, 200)
        assert now(report) != before, field
        pages[page].seen[field] = answer.json()["mark"]


def test_the_mark_that_is_answered_is_the_mark_of_the_page(report, pages, kari):
    """A page that is opened afterwards carries the same, whichever way it is read."""
    for page, field, values in a_field_of_each_sort(report):
        answered = pages[page].save(field, **values).json()["mark"]
        measure = report.measures.get() if page == "measures" else None
        pages[page] = Open(kari, report, page, measure)
        assert pages[page].seen[field] == answered, field


def test_a_field_that_was_sent_once_more_is_stored_once(report, pages):
    """The answer to the first was lost on its way."""
    for page, field, values in a_field_of_each_sort(report):
        first = pages[page].save(field, **values).json()
        stored = now(report)
        again = pages[page].save(field, **values)
        assert (field, again.status_code, again.json()["mark"]) == (field, 200, first["mark"])
        assert now(report) == stored, field
        pages[page].seen[field] = first["mark"]


def test_what_is_saved_as_it_was_shown_changes_nobody_and_nothing(report, pages, kari):
    changed = NeedsReport.objects.get().changed_at

    answer = pages["scope"].save("public_schools", public_schools="13")

    assert answer.status_code == 200
    assert NeedsReport.objects.get().changed_at == changed


def test_a_new_line_that_is_sent_again_from_the_same_page_is_the_same_line(report, pages):
    owner = owner_of(report)
    measure = report.measures.get()
    page, field = pages["measures"], f"lines-{owner.pk}-grant"
    line = measure.lines.get(payee=owner)
    kept = {
        f"payee-{line.pk}": owner.pk,
        f"kind-{line.pk}": "grant",
        f"unit_price_nok-{line.pk}": 5,
    }
    new = {"payee-n1": owner.pk, "kind-n1": "grant"}
    for price in (1, 12, 123):
        page.seen[field] = page.save(field, **kept, **new, **{"unit_price_nok-n1": price}).json()[
            "mark"
        ]

    assert [each.unit_price_nok for each in measure.lines.filter(payee=owner)] == [5, 123]


def test_two_who_write_in_different_fields_both_get_theirs(report, pages, kari):
    other = Open(kari, report, "measures", report.measures.get())

    pages["measures"].save("anchoring", anchoring="Karis")
    other.save("title", title="Kollegaens")

    measure = report.measures.get()
    assert (measure.anchoring, measure.title) == ("Karis", "Kollegaens")


def test_two_who_write_in_the_same_field_see_both_and_choose(cast, report, pages, client):
    colleague = make_member(cast.partnership)
    colleague.name = "Jonas Mikalsen"
    colleague.save()
    page = pages["measures"]
    page.client.force_login(colleague)
    page.save("anchoring", anchoring="Jonas sin tekst <b>")
    page.client.force_login(cast.kari)

    answer = page.save("anchoring", anchoring="Karis tekst")

    assert answer.status_code == 409
    told = answer.json()
    assert "Jonas Mikalsen saved" in told["html"]
    assert "Jonas sin tekst &lt;b&gt;" in told["html"]
    assert "Karis tekst" in told["html"]
    assert told["stored"] == ["Jonas sin tekst <b>"]
    assert report.measures.get().anchoring == "Jonas sin tekst <b>"

    page.seen["anchoring"] = told["mark"]
    assert page.save("anchoring", anchoring="Karis tekst").status_code == 200
    assert report.measures.get().anchoring == "Karis tekst"


def test_every_sort_of_field_can_be_shown_in_two_versions(report, pages):
    """What a field shows when two have written: nothing of it fails, and nothing is written."""
    for page, field, values in a_field_of_each_sort(report):
        pages[page].seen[field] = "0" * 16
        before = now(report)
        answer = pages[page].save(field, **values)
        assert (field, answer.status_code) == (field, 409)
        assert now(report) == before


@pytest.mark.parametrize(
    ("page", "field", "value", "message"),
    [
        ("measures", "coordinator_amount_nok", "12 mill", "Write the amount in whole kroner"),
        ("measures", "participants", "ca. 14", "Write a whole number"),
        ("measures", "anchoring", "x" * 100_000, "The text is 100000 characters"),
        ("measures", "terms", "1999-autumn", "Select a valid choice"),
        ("measures", "scheme", "another", "Select a valid choice"),
        ("codetermination", "held_on", "i fjor", "Write the day as day, month and year"),
        ("scope", "public_schools", "-1", "Write 0 or more"),
    ],
)
def test_what_cannot_be_read_is_refused_and_may_be_kept(report, pages, page, field, value, message):
    before = now(report)

    answer = pages[page].save(field, **{field: value})

    ((control, told),) = answer.json()["problems"]
    assert answer.status_code == 422
    assert (control, answer.json()["may_be_kept"]) == (f"id_{field}", True)
    assert told.startswith(message)
    assert now(report) == before


def test_a_national_identity_number_is_refused_with_its_place_and_may_not_be_kept(report, pages):
    text = "Barnet med fødselsnummer 01019000083 trenger hjelp."

    answer = pages["measures"].save("anchoring", anchoring=text)

    assert answer.status_code == 422
    assert answer.json()["may_be_kept"] is False
    assert "▮▮▮▮▮▮▮▮▮▮▮" in answer.json()["problems"][0][1]
    assert "01019000083" not in answer.content.decode()
    assert "01019000083" not in str(now(report))


def test_an_amount_in_a_line_that_cannot_be_read_names_its_control(report, pages):
    owner = owner_of(report)
    sent = {"payee-7": owner.pk, "kind-7": "grant", "unit_price_nok-7": "200 00"}

    answer = pages["measures"].save(f"lines-{owner.pk}-grant", **sent)

    assert [control for control, _told in answer.json()["problems"]] == ["id_unit_price_nok-7"]


@pytest.mark.parametrize(
    ("place", "field"),
    [
        ("", "title"),
        ("report", "status"),
        ("scope", "status"),
        ("scope", "may_send_until"),
        ("scope-1", "public_schools"),
        ("measures", "title"),
        ("measures-x", "title"),
        ("measures-{measure}", "number"),
        ("measures-{measure}", "report"),
        ("measures-{measure}", "lines"),
        ("measures-{measure}", "lines-{owner}-gift"),
        ("measures-{measure}", "lines-{alien}-grant"),
        ("measures-{measure}", "estimate-1999-{owner}"),
        ("measures-{measure}", "estimate-2026-{alien}"),
        ("measures-{alien_measure}", "title"),
        ("measures-{alien_measure}", "cohorts"),
        ("measures-{alien_measure}", "target_groups"),
        ("contacts", "bank_account-{owner}"),
        ("contacts", "contact_name-{alien}"),
        ("contacts", "contact_name-x"),
        ("contacts", "amount_nok-other-{owner}"),
        ("contacts", "amount_nok-regional-{alien}"),
        ("contacts", "amount_nok-{owner}"),
        ("parties", "contact_name-0"),
        ("parties", "removed-{owner}"),
        ("parties", "organisation-owner1"),
        ("codetermination", "report"),
    ],
)
def test_what_is_no_field_of_the_page_is_not_written(cast, report, kari, place, field):
    alien = make_ready_report(partnership=cast.neighbour, call=report.call)
    names = {
        "measure": report.measures.get().pk,
        "owner": owner_of(report).pk,
        "alien": owner_of(alien).pk,
        "alien_measure": alien.measures.get().pk,
    }
    place, field = place.format(**names), field.format(**names)
    before = now(report), now(alien)
    typed = {field: "1", "payee-n1": names["alien"], "kind-n1": "grant", "unit_price_nok-n1": "9"}

    answer = kari.post(
        reverse("measures:field", args=[report.pk]),
        typed | {"place": place, "field": field, "name-n1": "Pulje", "seen": ""},
    )

    assert answer.status_code == 422
    assert (now(report), now(alien)) == before


def test_a_field_that_was_not_sent_is_not_emptied(report, pages):
    assert pages["measures"].save("anchoring").status_code == 422
    assert report.measures.get().anchoring != ""


@pytest.mark.parametrize("name", ["per", "una", "tor"])
def test_only_a_coordinator_saves_a_field(cast, report, client, name):
    client.force_login(getattr(cast, name))
    data = {"place": "scope", "field": "public_schools", "public_schools": "1"}

    assert client.post(reverse("measures:field", args=[report.pk]), data).status_code == 403


def test_a_page_that_stands_open_writes_nothing_for_the_next_who_logs_in(cast, report, kari):
    data = {"place": "scope", "field": "public_schools", "public_schools": "1"}
    before = now(report)

    answer = kari.post(reverse("measures:field", args=[report.pk]), data | {"person": cast.ola.pk})

    assert (answer.status_code, now(report)) == (403, before)


def test_a_field_of_a_report_that_has_been_sent_is_not_saved(cast, report, pages):
    lifecycle.submit_report(report=report, by=cast.kari, key=new_key())

    assert pages["scope"].save("public_schools", public_schools="1").status_code == 403
    assert now(report).units.public_schools == 13


def test_in_a_returned_report_only_what_the_office_opened_is_saved(cast, kari):
    report = make_report(
        partnership=cast.partnership, status=ReportStatus.RETURNED, open_sections=[Section.SCOPE]
    )
    page = Open(kari, report, "scope")

    assert page.save("public_schools", public_schools="1").status_code == 200
    page.place = "codetermination"
    assert page.save("comment", comment="Nei").status_code == 403


def test_a_measure_that_is_gone_is_told(report, pages, kari):
    report.measures.get().delete()

    answer = pages["measures"].save("title", title="Nytt")

    assert answer.json()["problems"] == [
        ["", "Somebody else has removed or withdrawn the measure."]
    ]


# --- who else is here ----------------------------------------------------------------------------


def here(client, report, **data):
    url = reverse("measures:presence", args=[report.pk])
    return client.post(url, {"place": "scope"} | data)


def test_who_writes_on_the_page_is_shown_to_the_others_and_who_reads_is_not(
    cast, report, kari, client
):
    colleague = make_member(cast.partnership)
    here(kari, report, field="public_schools")
    client.force_login(colleague)

    assert "Kari is writing in “Public schools”" in here(client, report).content.decode()
    assert "Kari" not in here(client, report, place="codetermination").content.decode()
    client.force_login(cast.kari)
    assert here(client, report).content.decode().strip() == ""


def test_who_has_left_is_forgotten(cast, report, kari):
    colleague = make_member(cast.partnership)
    kari.force_login(colleague)
    here(kari, report, field="public_schools")
    Presence.objects.update(seen_at=timezone.now() - timedelta(minutes=1))
    kari.force_login(cast.kari)

    assert here(kari, report).content.decode().strip() == ""
    assert not Presence.objects.exists()


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"place": "report"}, 422),
        ({"field": "status"}, 422),
        ({"field": "x" * 500}, 422),
        ({"place": "measures-" + "1" * 99, "field": "title"}, 422),
        ({"place": "measures-5", "field": "lines-" + "1" * 99 + "-grant"}, 422),
        ({"place": "measures-5", "field": "lines-4-grant"}, 200),
    ],
)
def test_only_a_field_of_the_page_is_a_place_to_be(report, kari, data, status):
    assert here(kari, report, **data).status_code == status


def test_presence_asks_at_most_ten_queries(report, kari, django_assert_max_num_queries):
    here(kari, report, field="public_schools")
    with django_assert_max_num_queries(QUERIES):
        here(kari, report, field="public_schools")
