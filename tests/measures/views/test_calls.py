import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from measures.choices import CallPart
from measures.models import Call
from measures.rules.call_setup import WHY_FIXED, Stage
from measures.services import calls, submit_report
from measures.services.merging import marks
from partnerships.choices import OfficeRoleKind
from partnerships.services import new_key
from tests.builders import (
    make_call,
    make_plan,
    make_ready_report,
    make_report,
    make_staff,
    make_user,
)

MOST_QUERIES = 12
PAGES = ["setup", "deadline", "scope", "dates", "rules", "guidance", "criteria"]


@pytest.fixture
def call(cast):
    return make_call(office=cast.office, plan=make_plan(cast.office))


@pytest.fixture
def client_of():
    def log_in(person):
        client = Client()
        client.force_login(person)
        client.cookies["django_language"] = "en"
        return client

    return log_in


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


def test_this_year_or_the_next_is_started_from_the_newest_call_alone(cast, anne):
    year = timezone.localdate().year
    newest = make_call(office=cast.office, year=year - 4)
    make_call(office=cast.office, year=year - 6)

    rows = anne.get(reverse("measures:call_list")).context["rows"]

    assert [(row["call"].year, row["years"]) for row in rows] == [
        (year - 4, [year, year + 1]),
        (year - 6, []),
    ]
    assert anne.post(url("next", newest), {"year": str(year - 3)}).status_code == 422
    assert anne.post(url("next", newest), {"year": str(year)}).status_code == 302
    assert {call.year for call in cast.office.calls.all()} == {year - 6, year - 4, year}


def test_a_year_that_is_started_already_is_told(anne, call):
    year = timezone.localdate().year
    assert anne.post(url("next", call), {"year": str(year)}).status_code == 302
    page = anne.post(url("next", call), {"year": str(year)})

    assert page.status_code == 422
    assert f"There is a call of {year} already." in page.content.decode()


def test_those_who_work_at_the_office_read_and_change_nothing(cast, client, call):
    prepared = calls.start_next_call(earlier=call, year=call.year + 1, by=cast.anne)
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
    prepared = calls.start_next_call(earlier=call, year=call.year + 1, by=cast.anne)
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
    prepared = calls.start_next_call(earlier=call, year=call.year + 1, by=cast.anne)

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
    prepared = calls.start_next_call(earlier=call, year=call.year + 1, by=cast.anne)

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
    seen = anne.get(url("row", call, "kriterium", row.pk)).context["seen"]
    sent = {"code": "T5", "field": "", **names, "name_nb": "Nyere", "seen": seen}
    anne.post(url("row", call, "kriterium", row.pk), sent)
    anne.post(url("row_move", call, "kriterium", row.pk), {"do": "up"})

    assert list(call.criteria.values_list("code", "name_nb"))[3] == ("T5", "Nyere")
    late = anne.post(url("row_end", call, "kriterium", row.pk), {"seen": seen})
    assert late.status_code == 422
    fresh = anne.get(url("row", call, "kriterium", row.pk)).context["end_seen"]
    anne.post(url("row_end", call, "kriterium", row.pk), {"seen": fresh})
    assert not call.criteria.filter(code="T5").exists()


@pytest.fixture
def two(cast, client_of):
    """Two administrators of the office, each in a browser of their own."""
    other = make_staff(cast.office, OfficeRoleKind.ADMINISTRATOR, user=make_user("Berit"))
    return client_of(cast.anne), client_of(other)


def written(**changed):
    return {"code": "T9", "name_nb": "Nytt", "name_nn": "Nytt", "name_en": "New", **changed}


def test_of_two_who_reword_a_criterion_the_second_sees_both_and_chooses(call, two):
    anne, berit = two
    row = call.criteria.first()
    page_of = url("row", call, "kriterium", row.pk)
    shown = anne.get(page_of).context["seen"]
    berit.post(page_of, written(name_nb="Berits ord", seen=shown))

    page = anne.post(page_of, written(name_nb="Annes ord", name_en="Newer", seen=shown))

    assert page.status_code == 422
    assert [told.url for told in page.context["conflict"].told] == ["#id_name_nb", "#id_name_en"]
    text = page.content.decode()
    assert "Berit saved this page at" in text
    assert "Berit has saved: “Berits ord”" in text
    assert "Berit has saved: “New”" in text
    assert 'value="Annes ord"' in text

    again = written(name_nb="Annes ord", seen=page.context["seen"])
    assert anne.post(page_of, again).status_code == 302
    row.refresh_from_db()
    assert (row.code, row.name_nb, row.name_en) == ("T9", "Annes ord", "New")


def test_what_a_colleague_has_removed_is_added_anew(call, two):
    anne, berit = two
    row = call.criteria.first()
    page_of = url("row", call, "kriterium", row.pk)
    shown = anne.get(page_of)
    removed = berit.post(
        url("row_end", call, "kriterium", row.pk), {"seen": shown.context["end_seen"]}
    )
    assert removed.status_code == 302

    page = anne.post(page_of, written(name_nb="Annes ord", seen=shown.context["seen"]))

    text = page.content.decode()
    assert page.status_code == 422
    assert "A colleague removed this while you were writing." in text
    assert 'value="Annes ord"' in text
    assert f'action="{url("row_add", call, "kriterium")}"' in text


def test_of_two_who_end_a_criterion_the_second_sees_both_and_chooses(cast, call, two):
    anne, berit = two
    report = make_ready_report(call=call, partnership=cast.partnership, by=cast.kari)
    submit_report(report=report, by=cast.kari, key=new_key())
    row = call.criteria.first()
    end = url("row_end", call, "kriterium", row.pk)
    shown = anne.get(url("row", call, "kriterium", row.pk)).context["end_seen"]
    berit.post(end, {"last_day": "31.07.2041", "seen": shown})

    page = anne.post(end, {"last_day": "31.12.2041", "seen": shown})

    assert page.status_code == 422
    assert "Berit has saved: “31 July 2041”" in page.content.decode()
    again = {"last_day": "31.12.2041", "seen": page.context["end_seen"]}
    assert anne.post(end, again).status_code == 302
    row.refresh_from_db()
    assert str(row.valid_until) == "2041-12-31"


def test_a_point_has_a_page_like_a_criterion(anne, call):
    point = call.discussion_points.first()

    assert anne.get(url("row", call, "punkt", point.pk)).status_code == 200
    assert anne.get(url("row", call, "anna", point.pk)).status_code == 404
    assert anne.get(url("row_add", call, "punkt")).status_code == 200
