from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from allocation.choices import PostKind
from allocation.models import LedgerEntry
from allocation.rules.overview import Marks, SharedNeeds
from measures.choices import ReportKind, ReportStatus
from measures.models import Assessment, SharedNeed
from tests.builders import (
    make_call,
    make_division,
    make_entry,
    make_frame,
    make_line,
    make_measure,
    make_municipality,
    make_network,
    make_partnership,
    make_post,
    make_report,
    make_scheme,
    make_university,
    make_user,
)
from tests.pages import text_of

MOST_QUERIES = 12


def add_need(desk, network, *, owner_nok=0, university=None, university_nok=0, **report):
    universities = (university,) if university else ()
    partnership = make_partnership(office=desk.office, network=network, universities=universities)
    report.setdefault("status", ReportStatus.CHECKED)
    needs_report = make_report(call=desk.call, partnership=partnership, **report)
    measure = make_measure(needs_report, scheme=desk.regional)
    for payee in needs_report.payees.all():
        nok = owner_nok if payee.kind == "owner" else university_nok
        if nok:
            make_line(measure, payee, nok)
    return needs_report


def page(desk, client_of, name="overview", query="", person="siri"):
    url = reverse(f"allocation:{name}", args=[desk.frame.pk])
    return client_of(getattr(desk, person)).get(url + query)


def test_need_and_money_stand_beside_each_other(desk, client_of):
    division = make_division(post=desk.post, basis=desk.basis, status="in_force")
    fosen = division.lines.get(name="Fosen")
    add_need(
        desk,
        fosen.network,
        owner_nok=200_000,
        university=make_university(name="DMMH"),
        university_nok=1_565_000,
        municipal_kindergartens=18,
        private_kindergartens=12,
    )
    make_entry(frame=desk.frame, network=fosen.network, words="om lag 1 000 000")

    response = page(desk, client_of)

    row = next(row for row in response.context["overview"].networks if row.network == "Fosen")
    assert (row.university_nok, row.owner_nok, row.need_nok) == (1_565_000, 200_000, 1_765_000)
    assert (row.allotted_nok, row.beyond_nok, row.uncovered_nok) == (668_137, 1_096_863, None)
    assert row.units == 30
    text = text_of(response)
    assert "not in figures «om lag 1 000 000» not known" in text
    assert "DMMH 1 1 565 000 Sum 1 565 000" in text


def judge(report, measure, criterion, *marks):
    for number, mark in enumerate(marks, start=1):
        Assessment.objects.create(
            report=report,
            measure_key=measure.pk,
            criterion=criterion,
            number=number,
            mark=mark,
            by=make_user(),
            at=timezone.now(),
        )


def shown(response, network: str):
    return next(row for row in response.context["overview"].networks if row.network == network)


def test_the_last_marks_stand_beside_what_the_forum_confirmed(desk, client_of):
    coast = make_network(office=desk.office, name="Kysten")
    report = add_need(desk, coast, owner_nok=1_000, submitted_at=timezone.now())
    first, second, *others = desk.call.criteria.all()
    [measure] = report.measures.all()
    judge(report, measure, first, "not_met", "met")
    judge(report, measure, second, "partly")
    judge(report, make_measure(report, scheme=make_scheme("decentralised")), first, "not_met")

    response = page(desk, client_of)

    assert shown(response, "Kysten").marks == Marks(met=1, partly=1, not_assessed=len(others))
    assert f"1 met, 1 partly, 0 not, {len(others)} not assessed The forum: not said" in text_of(
        response
    )


def test_a_criterion_that_held_later_is_not_missed(desk, client_of):
    coast = make_network(office=desk.office, name="Kysten")
    add_need(desk, coast, owner_nok=1_000, submitted_at=timezone.now())
    desk.call.criteria.update(valid_from=timezone.localdate() + timedelta(days=1))

    assert shown(page(desk, client_of), "Kysten").marks == Marks()


def test_a_need_in_two_schemes_is_summed_with_what_falls_away(desk, client_of):
    coast = make_network(office=desk.office, name="Kysten")
    report = add_need(desk, coast, owner_nok=180_000)
    elsewhere = make_measure(report, scheme=make_scheme("decentralised"))
    make_line(elsewhere, report.payees.get(kind="owner"), 150_000)
    report.measures.update(shared_need=SharedNeed.objects.create(report=report, need_nok=200_000))

    response = page(desk, client_of)

    assert shown(response, "Kysten").shared == SharedNeeds(1, 180_000, 130_000)
    assert (
        "1 measure of 180 000 kr is reported in another scheme too;"
        " 130 000 kr falls away if that is granted" in text_of(response)
    )


def test_stated_parties_go_before_names_in_texts(desk, client_of):
    towns = [
        make_municipality(office=desk.office, name=name)
        for name in ("Hitra", "Frøya", "Rindal", "Skaun")
    ]
    hitra, frøya, rindal, skaun = (town.organisation for town in towns)
    network = make_network(
        office=desk.office, name="Sørvest", members=(hitra, frøya, rindal, skaun)
    )
    partnership = make_partnership(
        office=desk.office, network=network, lead_owner=hitra, owners=(frøya, skaun)
    )
    report = make_report(call=desk.call, partnership=partnership, status=ReportStatus.CHECKED)
    make_measure(report, scheme=desk.regional, anchoring="Barnehager i Hitra og Rindal.")

    response = page(desk, client_of)

    row = shown(response, "Sørvest")
    assert (row.outside, row.unmentioned) == (("Rindal",), ("Frøya", "Skaun"))
    text = text_of(response)
    assert "Rindal is no party of a report Frøya, Skaun are not mentioned" in text
    assert "3 municipalities in no measure" in text


def test_a_lead_owner_alone_states_nothing_of_the_others(desk, client_of):
    towns = [make_municipality(office=desk.office, name=name) for name in ("Hitra", "Rindal")]
    hitra, rindal = (town.organisation for town in towns)
    network = make_network(office=desk.office, name="Sørvest", members=(hitra, rindal))
    partnership = make_partnership(office=desk.office, network=network, lead_owner=hitra)
    report = make_report(call=desk.call, partnership=partnership, status=ReportStatus.CHECKED)
    report.partners.create(kind="university", name="Nord universitet")
    make_measure(report, scheme=desk.regional)

    row = shown(page(desk, client_of), "Sørvest")

    assert (row.outside, row.unmentioned) == ((), ())


def add_more(desk, report, *, owner_nok, status=ReportStatus.CHECKED):
    """A supplementary report to the report's measure."""
    more = make_report(
        call=desk.call,
        partnership=report.partnership,
        kind=ReportKind.SUPPLEMENTARY,
        supplements=report.measures.get(),
        status=status,
    )
    measure = make_measure(more, scheme=desk.regional, terms=report.measures.get().terms)
    make_line(measure, more.payees.get(kind="owner"), owner_nok)
    return more


def test_supplementary_need_is_in_the_sum_and_told_apart(desk, client_of):
    coast, inland = (make_network(office=desk.office, name=name) for name in ("Kysten", "Inn"))
    report = add_need(desk, coast, owner_nok=100_000)
    report.measures.update(terms=[desk.call.first_term])
    add_need(desk, inland, owner_nok=50_000)
    add_more(desk, report, owner_nok=25_000)

    response = page(desk, client_of)

    row, overview = shown(response, "Kysten"), response.context["overview"]
    assert (row.need_nok, row.supplementary_nok, row.measures) == (125_000, 25_000, 1)
    assert row.marks == Marks(not_assessed=desk.call.criteria.count())  # its measure has them once
    assert shown(response, "Inn").supplementary_nok == 0
    assert (overview.need_nok, overview.supplementary_nok) == (175_000, 25_000)
    assert overview.need_nok == overview.parts_nok
    assert [(each.period, each.measures) for each in overview.forecast] == [
        (desk.call.first_term, 1)
    ]
    text = text_of(response)
    assert "125 000 of this 25 000 supplementary" in text
    assert "Of the needs 25 000 kr is supplementary need to measures that run." in text


def test_supplementary_need_that_is_not_sent_counts_for_nothing(desk, client_of):
    coast = make_network(office=desk.office, name="Kysten")
    report = add_need(desk, coast, owner_nok=100_000)
    add_more(desk, report, owner_nok=25_000, status=ReportStatus.DRAFT)

    response = page(desk, client_of)

    assert (shown(response, "Kysten").need_nok, shown(response, "Kysten").supplementary_nok) == (
        100_000,
        0,
    )
    assert "supplementary" not in text_of(response)


@pytest.mark.parametrize("status", ["draft", "returned", "withdrawn"])
def test_what_is_not_sent_counts_for_nothing(desk, client_of, status):
    network = make_network(office=desk.office)
    add_need(desk, network, owner_nok=1_000, status=status)

    response = page(desk, client_of)

    assert response.context["overview"].need_nok == 0
    assert "no report has been sent" in text_of(response)


def test_the_version_is_chosen_in_the_address(desk, client_of):
    first = make_division(post=desk.post, basis=desk.basis, rounding="nearest")
    make_division(post=desk.post, basis=desk.basis, rounding="exact", status="in_force")

    in_force, chosen = page(desk, client_of), page(desk, client_of, query=f"?versjon={first.pk}")

    assert in_force.context["overview"].allotted_nok == 11_588_000
    assert chosen.context["overview"].allotted_nok == 11_588_002
    assert "+2 kr against the pot" in text_of(chosen)
    assert page(desk, client_of, query="?versjon=0").status_code == 404


def test_a_version_of_another_frame_is_not_found(desk, client_of):
    other = make_post(frame=make_frame(call=make_call(office=desk.office, year=2023)))
    elsewhere = make_division(post=other, basis=desk.basis)

    assert page(desk, client_of, query=f"?versjon={elsewhere.pk}").status_code == 404


@pytest.mark.parametrize("networks", [1, 50])
def test_fifty_networks_cost_no_more_queries_than_one(
    desk, client_of, django_assert_max_num_queries, networks
):
    make_division(post=desk.post, basis=desk.basis, status="in_force")
    university = make_university()
    for _n in range(networks):
        network = make_network(office=desk.office)
        add_need(desk, network, owner_nok=1_000, university=university, university_nok=500)
    client = client_of(desk.siri)

    with django_assert_max_num_queries(MOST_QUERIES):
        response = client.get(reverse("allocation:overview", args=[desk.frame.pk]))

    assert response.context["overview"].need_nok == networks * 1_500


def test_the_workbook_holds_the_same_figures(desk, client_of):
    network = make_network(office=desk.office, name="=Fosen")
    add_need(desk, network, owner_nok=200, university=make_university(), university_nok=1_565)

    response = page(desk, client_of, "overview_excel")

    sheet = load_workbook(BytesIO(b"".join(response)), data_only=True).active
    first, *_others, last, _note = sheet.iter_rows(min_row=4, max_col=4, values_only=True)
    assert first == ("=Fosen", 1_565, 200, 1_765)
    assert last == ("Sum", 1_565, 200, 1_765)


def test_the_ledger_is_read_by_the_office_and_written_by_case_workers(desk, client_of):
    network = make_network(office=desk.office, name="Helgeland")
    url = reverse("allocation:ledger_network", args=[desk.frame.pk, network.pk])

    response = client_of(desk.siri).post(
        url, {"opening": "900 000", "used": "", "repaid": "0", "planned_draw": "om lag 1 000 000"}
    )

    assert response.status_code == 302
    told = dict(LedgerEntry.objects.values_list("kind", "words"))
    assert told == {"opening": "", "repaid": "", "planned_draw": "om lag 1 000 000"}
    text = text_of(page(desk, client_of, "ledger", person="arne"))
    assert "Helgeland 900 000 not stated not stated 0 not known" in text


def test_figures_that_are_no_amount_come_back_as_they_were_typed(desk, client_of):
    network = make_network(office=desk.office)
    url = reverse("allocation:ledger_network", args=[desk.frame.pk, network.pk])

    response = client_of(desk.siri).post(url, {"opening": "200 00"})

    assert response.status_code == 422
    assert 'value="200 00"' in response.content.decode()
    assert not LedgerEntry.objects.exists()


def test_individual_measures_above_the_limit_of_the_call_are_told(desk, client_of):
    desk.call.individual_share_percent = 30
    desk.call.save(update_fields=["individual_share_percent"])
    make_post(frame=desk.frame, kind=PostKind.INDIVIDUAL, title="Ablu", amount_nok=5_361_901)

    text = text_of(page(desk, client_of, "frame"))

    assert "5 361 901 kr of 17 873 000 kr is 30.0 %. The call allows 30 %. 1 kr too much" in text


def test_what_is_left_can_be_carried_over_to_the_next_year(desk, client_of):
    client = client_of(desk.siri)
    url = reverse("allocation:post_add", args=[desk.frame.pk])
    form = client.get(f"{url}?slag=carried_over").context["form"]
    assert form["amount_nok"].value() == "6 285 000".replace(" ", "\u00a0")

    client.post(
        url,
        {
            "kind": "carried_over",
            "title": form["title"].value(),
            "amount_nok": form["amount_nok"].value(),
            "note": "Avklares i april",
        },
    )
    after = make_frame(call=make_call(office=desk.office, year=2023), scheme=desk.regional)

    response = client.get(reverse("allocation:frame", args=[after.pk]))
    assert "Carried over from 2022 6 285 000 kr. Avklares i april" in text_of(response)
