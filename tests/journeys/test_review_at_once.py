"""Fifty mark one measure, and fifty answer one comment, at the same moment. Needs PostgreSQL."""

import threading

import pytest
from django.db import IntegrityError, connection

from measures.choices import Audience, Mark
from measures.models import Assessment, Comment, NeedsReport
from measures.services import assessing, lifecycle
from measures.services.commenting import answer_comment
from measures.services.merging import mark
from partnerships.services import new_key
from rekom.kit.errors import DomainError
from tests.builders import make_call, make_comment, make_member, make_ready_report, make_staff
from tests.journeys.test_many_at_once import MANY, at_once

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"),
]


@pytest.fixture
def report(cast):
    call = make_call(office=cast.office)
    report = make_ready_report(partnership=cast.partnership, call=call, by=cast.kari)
    return lifecycle.submit_report(report=report, by=cast.kari, key=new_key())


def marking(report, person):
    measure, criterion = report.measures.get().pk, report.call.criteria.first()

    def act():
        comment = f"Ordene til {person.pk}"
        try:
            assessing.assess(
                report=report,
                measure=measure,
                criterion=criterion,
                mark=Mark.MET,
                comment=comment,
                seen=0,
                by=person,
            )
        except IntegrityError as error:
            raise DomainError from error

    return act


def test_of_fifty_marks_one_is_stored_and_the_others_are_shown_it(cast, report):
    people = [make_staff(cast.office) for _person in range(MANY)]

    ended = at_once([marking(report, person) for person in people])

    assert ended == {"done": 1, "JudgedByTwo": MANY - 1}
    assert Assessment.objects.get().number == 1


def test_without_the_lock_the_database_lets_one_through_and_nobody_is_shown_it(
    cast, report, monkeypatch
):
    people = [make_staff(cast.office) for _person in range(MANY)]
    meeting_place = threading.Barrier(MANY)
    number = assessing._next_number

    def wait_and_number(last, seen):
        meeting_place.wait(timeout=60)
        return number(last, seen)

    monkeypatch.setattr(assessing, "_next_number", wait_and_number)
    monkeypatch.setattr(
        type(NeedsReport.objects), "locked", lambda rows, pk: rows.for_page().get(pk=pk)
    )

    ended = at_once([marking(report, person) for person in people])

    assert ended == {"done": 1, "DomainError": MANY - 1}
    assert Assessment.objects.count() == 1


def test_of_fifty_answers_one_is_stored_and_the_others_are_told(cast, report):
    comment = make_comment(report, by=cast.siri, released_to=(Audience.PARTNERSHIP,))
    people = [make_member(cast.partnership) for _person in range(MANY)]

    def answering(person):
        text = f"Svaret til {person.pk}"
        return lambda: answer_comment(comment=comment, text=text, seen=mark(""), by=person)

    ended = at_once([answering(person) for person in people])

    assert ended == {"done": 1, "ChangedMeanwhile": MANY - 1}
    answered = Comment.objects.get()
    assert answered.answer == f"Svaret til {answered.answered_by_id}"
