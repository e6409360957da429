"""What the page of a review writes by functions is escaped as in a template, and speaks the reader's language."""

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from measures.choices import Mark
from measures.forms.review import AssessmentForm
from measures.models import AwardCriterion, FundingLine, Measure, NeedsReport
from measures.rules.words import called
from measures.services import lifecycle
from measures.services.assessing import assess
from partnerships.models import User
from partnerships.services import new_key
from rekom.kit.controls import control
from rekom.kit.questions import counter
from tests.builders import make_call, make_comment, make_ready_report

HOSTILE = "<script>alert('{0} & \"%s\"')</script>"
HELD = f"\n{HOSTILE}\nwith two lines"


@pytest.fixture
def review(cast, client):
    """The page as a person reads it in a language; what anybody has written is an attack on it."""
    report = make_ready_report(
        partnership=cast.partnership, call=make_call(office=cast.office), by=cast.kari
    )
    FundingLine.objects.update(text=HOSTILE)
    Measure.objects.update(title=HOSTILE, anchoring=HOSTILE, organisation=HOSTILE)
    AwardCriterion.objects.update(name_nb=HOSTILE, name_nn=HOSTILE, name_en=HOSTILE)
    lifecycle.submit_report(report=report, by=cast.kari, key=new_key())
    make_comment(report, by=cast.siri, text=HOSTILE)
    _mark(report, cast.siri, HELD)
    User.objects.filter(pk=cast.siri.pk).update(name=HOSTILE)

    def as_read_by(person, language="en", sent=None) -> str:
        client.force_login(person)
        client.cookies["django_language"] = language
        if sent is None:
            answer = client.get(reverse("measures:review", args=[report.pk]))
        else:
            answer = client.post(reverse("measures:assess", args=[report.pk]), _form(report) | sent)
        return answer.content.decode()

    return as_read_by


def _form(report) -> dict[str, int]:
    criterion = report.call.criteria.first()
    return {"measure": report.measures.first().pk, "criterion": criterion.pk}


def _mark(report, by, comment) -> None:
    assess(
        report=report,
        measure=report.measures.first().pk,
        criterion=report.call.criteria.first(),
        mark=Mark.PARTLY,
        comment=comment,
        seen=0,
        by=by,
    )


@pytest.mark.parametrize("name", ["siri", "arne"])
def test_what_people_wrote_is_text(cast, review, name):
    """The case worker has a form for each mark; the approver reads them."""
    text = review(getattr(cast, name))

    assert HOSTILE not in text
    assert f"<p>{escape(HOSTILE)}</p>" in text  # the answer
    assert f'<tr><th scope="row">{escape(HOSTILE)}</th>' in text  # what the money goes to
    held = f"{escape(HELD)}</textarea>" if name == "siri" else f">{escape(HELD)}</p>"
    assert held in text
    assert f'<p class="rk-sub">{escape(HOSTILE)}, ' in text


def test_the_form_of_a_comment_says_as_text_what_it_is_about(cast, review):
    text = review(cast.siri)

    content = NeedsReport.objects.get().sent_content()
    with translation.override("en"):
        about = escape(called(content.measures[0]))
    assert HOSTILE in called(content.measures[0])
    assert f'<span class="ds-sr-only">: {about}</span></summary>' in text


def test_what_came_back_is_text(cast, review):
    text = review(cast.siri, sent={"mark": Mark.MET, "comment": f"{HOSTILE} mine", "seen": "99"})

    assert HOSTILE not in text
    assert f"\n{escape(HOSTILE)} mine</textarea>" in text
    assert f'<p class="rk-written">{escape(HELD)}</p></div>' in text


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_marks_are_told_in_the_readers_language(cast, review, language):
    with translation.override(language):
        words = [str(mark.label) for mark in Mark]

    forms, read = review(cast.siri, language), review(cast.arne, language)

    assert [f">{word}</label>" in forms for word in words] == [True] * len(words)
    assert f'<span class="ds-tag" data-color="warning">{words[1]}</span>' in read
    assert f'<span class="ds-tag" data-color="neutral">{words[3]}</span>' in read


def test_a_form_of_each_mark_is_sent_with_the_token_and_what_it_is_of(cast, review):
    text = review(cast.siri)

    forms = text.count('class="rk-judge" novalidate data-item')
    tokens = text.split('hx-sync="this:queue last"><input type="hidden" name="csrfmiddlewaretoken"')
    assert (forms, len(tokens) - 1) == (4, 4)


def test_a_mark_has_the_controls_that_its_form_would_give_it(cast, review):
    text = review(cast.siri)

    [measure], criteria = Measure.objects.all(), AwardCriterion.objects.order_by("position")
    for criterion, comment, seen in zip(criteria, [HELD, ""], [1, 0], strict=False):
        form = AssessmentForm(
            initial={"comment": comment, "seen": seen},
            auto_id=f"id_mark-{measure.pk}-{criterion.pk}_%s",
        )
        with translation.override("en"):
            control_and_counter = control(form["comment"], label="Comment") + counter(
                form["comment"]
            )
        assert control_and_counter in text
        assert control(form["seen"]) in text
