import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from measures.choices import CallPart
from measures.models import Call
from measures.rules.call_setup import WHY_FIXED, Stage
from measures.services import calls
from measures.services.merging import marks
from tests.builders import make_call, make_plan, make_report

MOST_QUERIES = 12
PAGES = ["setup", "deadline", "scope", "dates", "rules", "guidance", "criteria"]


@pytest.fixture
def call(cast):
    return make_call(office=cast.office, plan=make_plan(cast.office))


@pytest.fixture
def anne(cast, client):
    client.force_login(cast.anne)
    client.cookies["django_language"] = "en"
    return client


def url(name, call, *more):
    return reverse(f"measures:call_{name}", args=[call.pk, *more])


def dates(call, **changed):
    """What the page of dates sends of a call that is being prepared."""
    written = {
        "opens_at": timezone.localtime(call.opens_at).strftime("%d.%m.%Y %H.%M"),
        "closes_at": timezone.localtime(call.closes_at).strftime("%d.%m.%Y %H.%M"),
        "reminder_working_days": "5",
    }
    return {**written, **changed}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_costs_the_same_however_much_has_been_done(
    cast, anne, call, page, django_assert_max_num_queries
):
    for year in range(2016, 2024):
        make_call(office=cast.office, year=year)
    for _time in range(30):
        calls.save_part(
            call=call,
            part=CallPart.GUIDANCE,
            values={"helper_name": str(_time)},
            seen=None,
            by=cast.anne,
        )

    with django_assert_max_num_queries(MOST_QUERIES):
        assert anne.get(url(page, call)).status_code == 200
    with django_assert_max_num_queries(MOST_QUERIES):
        assert anne.get(reverse("measures:call_list")).status_code == 200


def test_the_next_year_is_started_from_the_newest_call_alone(cast, anne, call):
    make_call(office=cast.office, year=2020)

    rows = anne.get(reverse("measures:call_list")).context["rows"]

    assert [(row["call"].year, row["next_year"]) for row in rows] == [(2024, 2025), (2020, None)]


def test_a_year_that_is_started_already_is_told(anne, call):
    assert anne.post(url("next", call)).status_code == 302
    page = anne.post(url("next", call))

    assert page.status_code == 422
    assert "There is a call of 2025 already." in page.content.decode()


def test_those_who_work_at_the_office_read_and_change_nothing(cast, client, call):
    prepared = calls.start_next_call(earlier=call, by=cast.anne)
    client.force_login(cast.siri)

    page = client.get(url("setup", prepared))

    main = page.content.decode().split("<main", 1)[1].split("</main", 1)[0]
    assert page.status_code == 200
    assert "<form" not in main
    assert url("dates", prepared) not in main


def test_the_first_call_of_an_office_is_started(cast, anne):
    page = anne.post(reverse("measures:call_start"), {"office": cast.office.pk, "year": "2028"})

    call = cast.office.calls.get()
    assert page.url == url("setup", call)
    assert call.year == 2028


def test_dates_are_written_as_people_write_them(cast, anne, call):
    prepared = calls.start_next_call(earlier=call, by=cast.anne)
    sent = dates(prepared, opens_at="15.10.2098 08.00", closes_at="01.02.2099 23:59")

    page = anne.post(url("dates", prepared), sent)

    prepared.refresh_from_db()
    assert page.url == url("setup", prepared)
    assert timezone.localtime(prepared.opens_at).isoformat() == "2098-10-15T08:00:00+02:00"
    assert timezone.localtime(prepared.closes_at).isoformat() == "2099-02-01T23:59:00+01:00"


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"closes_at": "soon"}, "Write the day and the time, for example 03.02.2024 23.59"),
        ({"closes_at": "01.01.2001 12.00"}, "Choose a deadline after the call opens."),
        ({"reminder_working_days": "five"}, "Write a whole number with digits only"),
    ],
)
def test_a_date_that_cannot_be_comes_back_with_its_place(cast, anne, call, changed, message):
    prepared = calls.start_next_call(earlier=call, by=cast.anne)

    page = anne.post(url("dates", prepared), dates(prepared, **changed))

    text = page.content.decode()
    assert page.status_code == 422
    assert message in text
    assert f'href="#id_{next(iter(changed))}"' in text


def test_a_demand_says_of_what_and_where_it_is_laid_down(cast, anne, call):
    page = anne.post(url("rules", call), {"own_contribution_percent": "30"})

    assert page.status_code == 422
    assert set(page.context["form"].errors) == {
        "own_contribution_schemes",
        "own_contribution_base",
        "own_contribution_source",
    }


def test_terms_stand_in_order(anne, call):
    sent = {
        "schemes": [scheme.pk for scheme in call.schemes.all()],
        "first_term": "2025-spring",
        "last_term": "2024-spring",
        "years_covered": "3",
    }

    assert set(anne.post(url("scope", call), sent).context["form"].errors) == {"last_term"}


def test_what_a_report_rests_on_is_shown_with_the_reason(cast, anne, call):
    make_report(call=call, partnership=cast.partnership)

    page = anne.get(url("scope", call))

    assert (page.context["fields"], len(page.context["fixed"])) == ([], 5)
    assert "A needs report has been begun in the call, and rests on this." in page.content.decode()
    late = anne.post(url("scope", call), {"years_covered": "1"})
    assert late.status_code == 422
    assert late.context["form"].non_field_errors() == [WHY_FIXED[Stage.BEGUN]]
    assert not call.acts.exists()


def test_a_colleagues_change_is_shown_beside_ones_own(cast, anne, call):
    seen = json.dumps(marks(calls.setup_values(call, CallPart.GUIDANCE)))
    calls.save_part(
        call=call, part=CallPart.GUIDANCE, values={"helper_name": "Arne"}, seen=None, by=cast.anne
    )

    first = anne.post(url("guidance", call), {"helper_name": "Liv", "seen": seen})
    again = anne.post(url("guidance", call), {"helper_name": "Liv", "seen": first.context["seen"]})

    assert first.status_code == 422
    assert "A colleague has changed this to “Arne”." in first.content.decode()
    assert again.status_code == 302
    call.refresh_from_db()
    assert call.helper_name == "Liv"


def test_a_call_that_is_not_looked_over_is_not_opened(cast, anne, call):
    prepared = calls.start_next_call(earlier=call, by=cast.anne)

    page = anne.post(url("open", prepared))

    assert page.status_code == 422
    assert Call.objects.get(pk=prepared.pk).is_being_prepared


def test_a_deadline_is_moved_with_a_reason(anne, call):
    later = timezone.localtime(call.closes_at + timedelta(days=7)).strftime("%d.%m.%Y %H.%M")

    assert anne.post(url("deadline", call), {"closes_at": later}).status_code == 422
    assert (
        anne.post(url("deadline", call), {"closes_at": later, "reason": "Snø"}).status_code == 302
    )
    call.refresh_from_db()
    assert timezone.localtime(call.closes_at).strftime("%d.%m.%Y %H.%M") == later
    with translation.override("en"):
        assert "Anne moved the deadline to" in anne.get(url("setup", call)).content.decode()


def test_a_criterion_is_added_reworded_moved_and_removed(anne, call):
    names = {"name_nb": "Nytt", "name_nn": "Nytt", "name_en": "New"}
    anne.post(url("row_add", call, "kriterium"), {"code": "T5", "field": "goal", **names})
    row = call.criteria.get(code="T5")
    seen = anne.get(url("row", call, "kriterium", row.pk)).context["form"]["seen"].value()
    sent = {"code": "T5", "field": "", **names, "name_nb": "Nyere", "seen": seen}
    anne.post(url("row", call, "kriterium", row.pk), sent)
    anne.post(url("row_move", call, "kriterium", row.pk), {"do": "up"})

    assert list(call.criteria.values_list("code", "name_nb"))[3] == ("T5", "Nyere")
    late = anne.post(url("row_end", call, "kriterium", row.pk), {"seen": seen})
    assert late.status_code == 422
    fresh = anne.get(url("row", call, "kriterium", row.pk)).context["end_form"]["seen"].value()
    anne.post(url("row_end", call, "kriterium", row.pk), {"seen": fresh})
    assert not call.criteria.filter(code="T5").exists()


def test_a_point_has_a_page_like_a_criterion(anne, call):
    point = call.discussion_points.first()

    assert anne.get(url("row", call, "punkt", point.pk)).status_code == 200
    assert anne.get(url("row", call, "anna", point.pk)).status_code == 404
    assert anne.get(url("row_add", call, "punkt")).status_code == 200
