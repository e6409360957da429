"""A supplementary report at the desk: nothing is asked, judged or opened that it does not have."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from measures.choices import Mark
from measures.models import Assessment, read_content
from measures.rules import sums
from measures.services import lifecycle
from measures.services.assessing import assess
from measures.services.supplementing import begin_supplement
from partnerships.services import new_key
from tests.builders import make_call, make_line, make_ready_report, owner_of
from tests.pages import text_of


@pytest.fixture
def supplement(cast):
    call = make_call(office=cast.office)
    report = make_ready_report(partnership=cast.partnership, call=call, by=cast.kari)
    lifecycle.submit_report(report=report, by=cast.kari, key=new_key())
    lifecycle.check_off_report(report=report, by=cast.siri, key=new_key())
    report.refresh_from_db()
    more = begin_supplement(measure=report.measures.get(), call=call, by=cast.kari)
    measure = more.measures.get()
    measure.terms, measure.rationale = ["2024-autumn"], "Two kindergartens more take part."
    measure.save()
    make_line(measure, owner_of(more), 25_000)
    lifecycle.submit_report(report=more, by=cast.kari, key=new_key())
    more.refresh_from_db()
    return more


@pytest.fixture
def page(cast, client, supplement):
    client.force_login(cast.siri)
    client.cookies["django_language"] = "en"
    return client.get(reverse("measures:review", args=[supplement.pk]))


def test_only_what_it_is_asked_is_shown(page):
    text = text_of(page)

    assert "Two kindergartens more take part." in text
    assert "Not answered" not in text
    assert "The measure is judged in the report that describes it." in text


def test_the_sums_are_of_its_one_scheme(supplement):
    content = read_content(supplement)

    assert [row.key for row in sums.report_table(content).rows] == [content.measures[0].scheme]


def test_only_its_own_sections_can_be_opened(page):
    choices = dict(page.context["return_form"].fields["sections"].choices)

    assert set(choices) == {"contacts", "measures"}


def test_another_section_is_refused(cast, client, supplement):
    client.force_login(cast.siri)
    form = {"reason": "Mangler.", "sections": ["scope"], "until": "03.02.2044 23.59", "key": "k"}

    answer = client.post(reverse("measures:report_return", args=[supplement.pk]), form)

    assert answer.status_code == 422
    assert set(answer.context["return_form"].errors) == {"sections"}


def test_its_measure_is_judged_with_the_report_that_describes_it(cast, supplement):
    criterion = supplement.call.criteria.first()

    with pytest.raises(PermissionDenied):
        assess(
            report=supplement,
            measure=supplement.measures.get().pk,
            criterion=criterion,
            mark=Mark.MET,
            seen=0,
            by=cast.siri,
        )
    assert not Assessment.objects.exists()
