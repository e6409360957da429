"""Every report of the demo, each scheme of it written to Word and read again."""

from io import StringIO

import pytest
from django.core.management import call_command

from measures.models import NeedsReport, read_content
from measures.word.filling import form_of, frame_of
from measures.word.writing import write_form
from tests.measures.word.forms import read_here
from tests.measures.word.test_round_trip import values


@pytest.fixture
def demo(db, settings):
    settings.DEMO = True
    settings.EMAIL_BACKEND = settings.EMAIL_BACKEND  # which the demo turns off, and is put back
    call_command("load_register", stdout=StringIO())
    call_command("load_demo", stdout=StringIO())


def test_the_reports_of_the_demo_come_back_from_word_as_they_were(demo):
    files = 0
    for report in NeedsReport.objects.all():
        content = read_content(report)
        for scheme in content.schemes:
            form = form_of(content, scheme.code)
            read = read_here(write_form(form, frame_of(content)))

            assert values(read) == values(form)
            assert read.not_understood == ()
            files += 1
    assert files >= NeedsReport.objects.count() > 10
