"""The sums kept on a report are those of what was sent last, whatever is done with it."""

from datetime import timedelta
from io import StringIO
from itertools import starmap

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as st

from measures.models import NeedsReport, SentVersion
from measures.rules.sums import NeedInAll, need_in_all
from measures.services import lifecycle
from measures.services.summing import differences, kept_sums
from partnerships.services import new_key
from tests.builders import (
    make_line,
    make_measure,
    make_ready_measure,
    make_ready_report,
    make_scheme,
    owner_of,
    university_of,
)
from tests.measures.content_builder import OWNER, UNIVERSITY, make_content
from tests.measures.content_builder import make_line as line_of
from tests.measures.content_builder import make_measure as measure_of


@pytest.fixture
def report(cast):
    with translation.override("en"):
        yield make_ready_report(partnership=cast.partnership, by=cast.kari)


def send(cast):
    report = NeedsReport.objects.get()
    return lifecycle.submit_report(report=report, by=cast.kari, key=new_key())


def give_back(cast):
    report = NeedsReport.objects.get()
    until = timezone.now() + timedelta(days=7)
    lifecycle.return_report(report=report, by=cast.siri, reason="x", until=until, key=new_key())


def check_off(cast):
    lifecycle.check_off_report(report=NeedsReport.objects.get(), by=cast.siri, key=new_key())


def take_back(cast):
    lifecycle.take_back_report(report=NeedsReport.objects.get(), by=cast.kari)


def assign(cast):
    report = NeedsReport.objects.get()
    lifecycle.assign_report(report=report, by=cast.siri, case_worker=cast.siri)


def withdraw(cast):
    lifecycle.withdraw_report(report=NeedsReport.objects.get(), by=cast.kari, reason="x")


def ask_for_more(cast):
    make_line(NeedsReport.objects.get().measures.last(), owner_of(NeedsReport.objects.get()), 1_000)


def leave_out_a_measure(cast):
    NeedsReport.objects.get().measures.last().delete()


STEPS = [
    *(send, take_back, ask_for_more, send, assign, give_back, leave_out_a_measure, ask_for_more),
    *(send, check_off, give_back, ask_for_more, withdraw),
]


def test_whatever_is_done_the_sums_are_those_of_the_last_version(cast, report):
    make_ready_measure(report)
    seen = []
    for step in STEPS:
        step(cast)
        assert list(differences()) == []
        seen.append(kept_sums(NeedsReport.objects.get()).owner_nok)

    assert seen == [100_000] * 3 + [101_000] * 5 + [51_000] * 5
    assert SentVersion.objects.count() == 3


def test_before_it_is_sent_nothing_is_kept(report):
    assert kept_sums(report) == NeedInAll(None, None, None, frozenset())


def test_the_schemes_are_those_of_what_was_sent(cast, report):
    send(cast)
    give_back(cast)
    make_measure(report, scheme=make_scheme("decentralised"))

    assert kept_sums(NeedsReport.objects.get()).schemes == {"regional"}


def test_a_figure_that_somebody_wrote_is_found_and_added_again(cast, report):
    send(cast)
    NeedsReport.objects.update(sent_university_nok=1)

    with pytest.raises(CommandError, match="1 needs reports are summed wrongly"):
        call_command("check_sums", stdout=StringIO())
    call_command("check_sums", "--mend", stdout=StringIO())

    assert NeedsReport.objects.get().sent_university_nok == 100_000
    told = StringIO()
    call_command("check_sums", stdout=told)
    assert told.getvalue() == "Every sum is that of what was sent.\n"


def test_the_database_refuses_a_sent_report_without_sums(cast, report):
    send(cast)

    with pytest.raises(IntegrityError), transaction.atomic():
        NeedsReport.objects.update(sent_owner_nok=None)


def test_a_line_asks_for_its_quantity_times_its_price(cast, report):
    make_line(report.measures.get(), university_of(report), 117_200, quantity=3)
    make_line(report.measures.get(), owner_of(report), 9_000, kind="own_contribution")

    send(cast)

    assert kept_sums(NeedsReport.objects.get()) == NeedInAll(
        50_000, 451_600, 1, frozenset({"regional"})
    )


amounts = st.lists(
    st.tuples(st.booleans(), st.integers(0, 10**9), st.integers(1, 50)), min_size=0, max_size=6
)


def line(is_owner, price, quantity):
    return line_of(OWNER if is_owner else UNIVERSITY, price, quantity=quantity)


@settings(max_examples=100)
@given(st.lists(amounts, max_size=5))
def test_the_need_in_all_is_the_sum_of_every_line(measures):
    asked = tuple(
        measure_of(number, lines=tuple(starmap(line, lines)))
        for number, lines in enumerate(measures, start=1)
    )
    need = need_in_all(make_content(measures=asked))

    every = [line for lines in measures for line in lines]
    assert need.owner_nok == sum(nok * times for is_owner, nok, times in every if is_owner)
    assert need.university_nok == sum(nok * times for is_owner, nok, times in every if not is_owner)
    assert need.measures == len(measures)
