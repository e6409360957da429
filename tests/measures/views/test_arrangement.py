import pytest
from django.urls import reverse

from measures.services import arrangement
from tests.builders import make_ready_report


@pytest.fixture
def report(cast):
    return make_ready_report(partnership=cast.partnership, by=cast.kari, measures=3)


@pytest.fixture
def page(cast, client, report):
    client.force_login(cast.kari)
    return lambda **data: client.post(reverse("measures:arrange", args=[report.pk]), data)


def keys(report) -> list[int]:
    return list(report.measures.order_by("number").values_list("pk", flat=True))


def test_the_buttons_move_and_copy(report, page):
    first, second, third = keys(report)

    assert page(do=f"move-{first}-2").status_code == 302
    assert keys(report) == [second, first, third]
    assert page(do=f"copy-{third}").status_code == 302
    assert keys(report)[:3] == [second, first, third]
    assert report.measures.count() == 4


@pytest.mark.parametrize("do", ["", "move-1", "fly-1-2", "copy-", "move-x-y", "unlink"])
def test_what_is_no_button_does_nothing(report, page, do):
    before = keys(report)

    assert page(do=do).status_code == 302
    assert keys(report) == before


def test_a_link_without_an_amount_comes_back_with_what_was_chosen(report, page):
    one, other, _third = keys(report)

    response = page(do="link", measures=[one, other], need_nok="1.5")

    assert response.status_code == 422
    assert 'value="1.5"' in response.text
    assert response.text.count(" checked") == 2


def test_the_reader_of_the_report_sees_what_falls_away(cast, client, report):
    one, other, _third = keys(report)
    arrangement.link_needs(report=report, measures=[one, other], need_nok=1, by=cast.kari)
    client.force_login(cast.kari)

    for name in ("measures:arrange", "measures:check", "measures:review"):
        response = client.get(reverse(name, args=[report.pk]))
        [shared] = response.context["shared"]
        assert shared.need_nok == 1
        assert response.text.count(">Ett behov på 1\u00a0kr i alt<") == 1


def test_a_reference_in_a_text_is_a_link(cast, client, report):
    first, second, _third = keys(report)
    report.measures.filter(pk=first).update(anchoring="Se <tiltak> 2, tiltak 2 og tiltak 9.")
    client.force_login(cast.kari)

    response = client.get(reverse("measures:review", args=[report.pk]))

    assert (
        f'Se &lt;tiltak&gt; 2, <a href="#measure-{second}">tiltak 2</a> og tiltak 9.'
        in response.text
    )


def test_answers_of_other_measures_are_offered_once_and_used(cast, client, report):
    first, second, _third = keys(report)
    report.measures.update(anchoring="Felles svar.")
    report.measures.filter(pk=first).update(anchoring="")
    client.force_login(cast.kari)
    address = reverse("measures:reuse", args=[report.pk, first])

    [anchoring] = [
        each for each in client.get(address).context["answers"] if each.field == "anchoring"
    ]
    assert [(each.measure.key, each.text) for each in anchoring.others] == [
        (second, "Felles svar.")
    ]

    assert client.post(address, {"use": f"anchoring-{second}"}).status_code == 302
    assert report.measures.get(pk=first).anchoring == "Felles svar."
    assert "anchoring" not in [each.field for each in client.get(address).context["answers"]]
