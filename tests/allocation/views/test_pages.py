"""Every page shows what it is for, and costs the same however much there is."""

import pytest
from django.urls import reverse

from allocation.choices import DivisionStatus, PostKind, Rounding
from allocation.models import Division
from tests.builders import (
    NETWORKS_2022,
    make_basis,
    make_call,
    make_division,
    make_entry,
    make_frame,
    make_item,
    make_line,
    make_measure,
    make_meeting,
    make_member,
    make_partnership,
    make_payee,
    make_post,
    make_report,
)
from tests.pages import text_of

MOST_QUERIES = 12


def times(desk, count: int) -> None:
    """So many of everything that a page may list."""
    for n in range(count):
        frame = make_frame(call=make_call(office=desk.office, year=1900 + n), scheme=desk.regional)
        make_post(frame=frame)
        make_post(frame=desk.frame, kind=PostKind.COMMON, amount_nok=1)
        make_basis(office=desk.office, figures=NETWORKS_2022[: 1 + n % 10])
        make_division(post=desk.post, basis=desk.basis, status=DivisionStatus.SUPERSEDED)
        make_item(make_meeting(forum=desk.forum, call=desk.call))


@pytest.mark.parametrize("count", [1, 3, 30])
@pytest.mark.parametrize(
    "address",
    [
        "frame_list",
        "frame_new",
        "frame",
        "frame_edit",
        "post_add",
        "post_edit",
        "post",
        "division",
        "division_compare",
        "basis_list",
        "basis",
        "basis_upload",
    ],
)
def test_a_page_costs_the_same_however_much_there_is(
    desk, client_of, django_assert_max_num_queries, address, count
):
    times(desk, count)
    things = {
        "frame": desk.frame,
        "post": desk.post,
        "division": make_division(post=desk.post, basis=desk.basis, by=desk.siri),
        "basis": desk.basis,
    }
    about = {"post_add": "frame"}.get(address, address.split("_")[0])
    plain = address.endswith(("_list", "_new", "_upload"))
    url = reverse(f"allocation:{address}", args=[] if plain else [things[about].pk])
    client = client_of(desk.siri)

    with django_assert_max_num_queries(MOST_QUERIES):
        response = client.get(url)

    assert response.status_code == 200


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_universitys_page_costs_the_same_for_every_number_of_partnerships(
    desk, client_of, django_assert_max_num_queries, count
):
    call = make_call(office=desk.office, year=2024)
    for n in range(count):
        partnership = make_partnership(office=desk.office, universities=(desk.university,))
        make_member(partnership, "university_contact", user=desk.una, university=desk.university)
        report = make_report(call=call, partnership=partnership, status="submitted")
        payee = report.payees.get(organisation=desk.university)
        make_line(make_measure(report, scheme=desk.regional), payee, 1_000 + n)

    client = client_of(desk.una)
    with django_assert_max_num_queries(MOST_QUERIES):
        response = client.get(reverse("allocation:university"))

    needs = response.context["universities"][0]
    assert needs.total_nok == sum(1_000 + n for n in range(count))


def test_the_frame_says_what_is_left_in_words(desk, client_of):
    make_post(frame=desk.frame, kind=PostKind.COMMON, title="Frikjøp", amount_nok=3_550_000)
    make_post(frame=desk.frame, kind=PostKind.INDIVIDUAL, title="Ablu", amount_nok=2_710_000)

    text = text_of(client_of(desk.siri).get(reverse("allocation:frame", args=[desk.frame.pk])))

    assert "17 848 000 kr of 17 873 000 kr is allocated to posts. 25 000 kr is not" in text
    assert "Common measures 3 550 000 Frikjøp" in text


def test_the_workspace_begins_with_ten_percent_of_the_newest_figures(desk, client_of):
    response = client_of(desk.siri).get(reverse("allocation:post", args=[desk.post.pk]))

    assert response.context["rules"] == {
        "pot_nok": 11_588_000,
        "flat_percent": 10,
        "basis": desk.basis,
        "rounding": Rounding.EXACT,
    }
    assert "The rows add up to 11 588 000 kr, all that is to be divided." in text_of(response)
    assert Division.objects.count() == 0


def test_the_workspace_tells_the_story_of_two_kroner(desk, client_of):
    url = reverse("allocation:post", args=[desk.post.pk])
    rules = {
        "pot_nok": "11 588 000",
        "flat_percent": "10",
        "basis": desk.basis.pk,
        "rounding": "nearest",
    }

    response = client_of(desk.siri).get(url, rules)
    text = text_of(response)

    amounts = [row["line"].amount_nok for row in response.context["rows"]]
    assert amounts == [row[3] for row in NETWORKS_2022]
    assert "Why +2 kr?" in text
    assert "When it adds up, 2 networks get another amount. The other 8 get the same." in text
    assert "Værnes 886 637 886 636 TrondheimMalvik 5 046 121 5 046 120" in text
    assert "Difference Flat part 10 % −2 FTE −1 +2" in text


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ({"flat_percent": "ti"}, "Write a percentage from 0 to 100"),
        ({"flat_percent": "100.5"}, "Write a percentage from 0 to 100"),
        ({"flat_percent": "10.125"}, "Write a percentage from 0 to 100"),
        ({"pot_nok": "12 mill"}, "Write the amount in whole kroner"),
        ({"basis": "9999"}, "Select a valid choice"),
        ({"rounding": "up"}, "Select a valid choice"),
    ],
)
@pytest.mark.parametrize("with_htmx", [True, False])
def test_rules_that_cannot_be_read_are_told_and_kept(desk, client_of, rules, message, with_htmx):
    url = reverse("allocation:post", args=[desk.post.pk])
    good = {
        "pot_nok": "11588000",
        "flat_percent": "10",
        "basis": desk.basis.pk,
        "rounding": "exact",
    }
    headers = {"HX-Request": "true"} if with_htmx else {}

    response = client_of(desk.siri).get(url, {**good, **rules}, headers=headers)

    assert response.status_code == 422
    assert message in text_of(response)
    assert b"<html" not in response.content if with_htmx else b"<html" in response.content


def test_a_version_says_who_made_it_and_who_adopted_it(desk, client_of):
    division = make_division(
        post=desk.post,
        basis=desk.basis,
        by=desk.siri,
        adopted_by=desk.arne,
        status=DivisionStatus.IN_FORCE,
        reason="Slik forumet ba om.",
    )

    text = text_of(client_of(desk.frida).get(division.get_absolute_url()))

    assert "In force" in text
    assert "by Siri" in text
    assert "by Arne" in text
    assert "Slik forumet ba om." in text
    assert "What can be done now" not in text


def test_two_versions_are_told_apart_network_by_network(desk, client_of):
    ten = make_division(post=desk.post, basis=desk.basis)
    twenty = make_division(post=desk.post, basis=desk.basis, flat_percent=20)

    response = client_of(desk.siri).get(
        reverse("allocation:division_compare", args=[twenty.pk]), {"med": ten.pk}
    )
    text = text_of(response)

    assert "Flat part 10 % against 20 %" in text
    assert "Version 2 moves 519 831 kr. 2 networks get less, 8 get more." in text
    assert "Most: Indre Namdal, +137 517 kr." in text
    assert "Indre Namdal 287 082 424 599 +137 517 +47.9 %" in text
    assert "Sum 11 588 000 11 588 000 0" in text


def test_the_university_sees_what_is_sent_and_that_a_draft_is_begun(desk, client_of):
    call = make_call(office=desk.office, year=2024)
    sent = make_report(call=call, partnership=desk.partnership, status="submitted")
    make_line(
        make_measure(sent, scheme=desk.decentralised),
        sent.payees.get(organisation=desk.university),
        280_000,
    )
    make_line(make_measure(sent), make_payee(sent, desk.owner), 999_999)
    other = make_partnership(office=desk.office, name="Salten øst", universities=(desk.university,))
    make_member(other, "university_contact", user=desk.una, university=desk.university)
    draft = make_report(call=call, partnership=other)
    make_line(make_measure(draft), draft.payees.get(organisation=desk.university), 555_555)
    make_entry(frame=desk.frame, organisation=desk.university, words="en god del")

    text = text_of(client_of(desk.una).get(reverse("allocation:university")))

    assert "280 000 kr is reported for you, in 1 of 2 partnerships." in text
    assert "555 555" not in text
    assert "999 999" not in text
    assert "Salten øst Statsforvalteren i Nordland The amounts stand here when" in text
    assert "«en god del»" in text
