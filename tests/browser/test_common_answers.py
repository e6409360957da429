"""One answer for the whole report, written once and added to in a measure."""

import pytest
from playwright.sync_api import expect

from measures.models import CommonAnswer, read_content
from tests.browser.writing import expect_saved, expect_stored, opened, write
from tests.builders import make_call, make_ready_report

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_answer_is_given_once_and_added_to_in_a_measure(cast, page_for, axe, reflows):
    call = make_call(office=cast.office)
    report = make_ready_report(partnership=cast.partnership, call=call, by=cast.kari, measures=2)
    report.measures.update(anchoring="")
    page = opened(page_for(cast.kari, language="en"), f"/behov/{report.pk}/")
    page.get_by_role("link", name="Answers for the whole report").click()
    axe(page)
    reflows(page)

    write(page, "anchoring", "Alle enheter har meldt inn behov.")
    expect_saved(page)
    assert CommonAnswer.objects.get().text == "Alle enheter har meldt inn behov."

    measure = report.measures.get(number=2)
    page.goto(f"/behov/{report.pk}/tiltak/{measure.pk}/")
    expect(page.locator(".rk-common")).to_contain_text("Alle enheter har meldt inn behov.")
    axe(page)
    reflows(page)
    write(page, "anchoring", "Og to enheter vil mer.")
    expect_stored(page, measure, anchoring="Og to enheter vil mer.")
    page.goto(f"/behov/{report.pk}/les/")
    expect(page.locator("main")).to_contain_text("Og to enheter vil mer.")
    assert [each.anchoring for each in read_content(report).measures] == [
        "Alle enheter har meldt inn behov.",
        "Alle enheter har meldt inn behov.\n\nOg to enheter vil mer.",
    ]
