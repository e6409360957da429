import pytest
from django.urls import reverse

from measures.models import LongTermPlan
from tests.builders import make_call, make_measure, make_plan, make_report


@pytest.fixture
def plan(cast):
    return make_plan(cast.office, "Laget rundt barnet", "Kvalitet")


@pytest.fixture
def anne(cast, client):
    client.force_login(cast.anne)
    client.cookies["django_language"] = "en"
    return client


def sent(**changed):
    return {"title": "Plan 2027–2030", "first_year": "2027", "last_year": "2030", **changed}


def page_of(plan):
    return reverse("measures:plan", args=[plan.pk])


def save(client, plan, **changed):
    shown = client.get(page_of(plan)).context["seen"]
    return client.post(page_of(plan), sent(seen=shown, **changed))


def items(plan):
    return [(item.number, item.title) for item in plan.items.all()]


def test_a_plan_is_made_with_an_item_on_each_line(cast, anne):
    lines = "3.1 Laget rundt barnet\n\n 4. Kvalitet \nLeiing"
    fields = sent(county_governor=cast.office.pk, url="plan.example.no", items=lines)

    assert anne.post(reverse("measures:plan_new"), fields).status_code == 302

    plan = cast.office.long_term_plans.get()
    assert (plan.first_year, plan.last_year) == (2027, 2030)
    assert plan.url == "https://plan.example.no"
    assert items(plan) == [("3.1", "Laget rundt barnet"), ("4", "Kvalitet"), ("", "Leiing")]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"last_year": "2026"}, "last_year"),
        ({"items": "3.1 Alike\n3.1  Alike"}, "items"),
        ({"items": "x" * 201}, "items"),
    ],
)
def test_a_plan_that_cannot_be_comes_back_with_its_place(cast, anne, changed, field):
    fields = sent(county_governor=cast.office.pk, **changed)

    page = anne.post(reverse("measures:plan_new"), fields)

    assert page.status_code == 422
    assert f'href="#id_{field}"' in page.content.decode()
    assert not LongTermPlan.objects.exists()


def test_items_are_put_in_order_added_and_removed(cast, anne, plan):
    kept = plan.items.get(title="Kvalitet").pk

    assert save(anne, plan, items="3.2 Kvalitet\n3.3 Nytt").status_code == 302

    assert items(plan) == [("3.2", "Kvalitet"), ("3.3", "Nytt")]
    assert plan.items.get(title="Kvalitet").pk == kept


def test_an_item_that_a_measure_is_anchored_in_stands(cast, anne, plan):
    call = make_call(office=cast.office, plan=plan)
    measure = make_measure(make_report(call=call, partnership=cast.partnership))
    measure.plan_items.add(plan.items.first())

    page = save(anne, plan, items="3.2 Kvalitet")

    assert page.status_code == 422
    assert items(plan) == [("3.1", "Laget rundt barnet"), ("3.2", "Kvalitet")]
    plan.refresh_from_db()
    assert plan.title != "Plan 2027–2030"


def test_of_two_who_change_a_plan_the_second_is_told(anne, plan):
    shown = anne.get(page_of(plan)).context["seen"]
    save(anne, plan, items="3.1 Laget rundt barnet", last_year="2031")

    page = anne.post(page_of(plan), sent(seen=shown, items="3.2 Kvalitet", last_year="2030"))

    assert page.status_code == 422
    assert items(plan) == [("3.1", "Laget rundt barnet")]
    assert [told.url for told in page.context["conflict"].told] == ["#id_last_year", "#id_items"]
    main = page.content.decode()
    assert "Somebody has saved: “3.1 Laget rundt barnet”" in main
    assert "Somebody has saved: “2031”" in main
    assert "3.2 Kvalitet</textarea>" in main

    again = sent(seen=page.context["seen"], items="3.2 Kvalitet", last_year="2031")
    assert anne.post(page_of(plan), again).status_code == 302
    assert items(plan) == [("3.2", "Kvalitet")]


def test_two_who_change_a_plan_s_title_and_items_both_get_theirs(anne, plan):
    shown, stood = anne.get(page_of(plan)).context["seen"], "3.1 Laget rundt barnet\n3.2 Kvalitet"
    save(anne, plan, title="Nytt namn", items=stood)

    fields = sent(seen=shown, title=plan.title, items="3.2 Kvalitet")
    assert anne.post(page_of(plan), fields).status_code == 302

    plan.refresh_from_db()
    assert plan.title == "Nytt namn"
    assert items(plan) == [("3.2", "Kvalitet")]


def test_two_years_that_are_right_alone_do_not_make_a_plan_end_before_it_begins(anne, plan):
    shown, stood = anne.get(page_of(plan)).context["seen"], "3.1 Laget rundt barnet\n3.2 Kvalitet"
    years = {"first_year": str(plan.first_year), "last_year": str(plan.last_year)}
    save(anne, plan, items=stood, **years | {"last_year": str(plan.first_year)})

    late = years | {"first_year": str(plan.last_year)}
    page = anne.post(page_of(plan), sent(seen=shown, items=stood, **late))

    assert page.status_code == 422
    assert "The last year is before the first." in page.content.decode()


def test_those_who_work_at_the_office_read_the_plans(cast, client, plan):
    client.force_login(cast.siri)

    text = client.get(reverse("measures:plan_list")).content.decode()

    assert "Laget rundt barnet" in text
    assert page_of(plan) not in text
