"""A long list as a file: asked for in the inbox, followed while it is written, fetched."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from measures.choices import FileKind, FileStatus
from measures.models import InboxFile
from measures.models.selection import Selection
from measures.services.exporting import ask_for_file, write_file
from measures.views import inbox, inbox_files
from tests.builders import make_call


@pytest.fixture
def call(cast):
    return make_call(office=cast.office)


@pytest.fixture
def being_written(cast, call):
    file = ask_for_file(
        call=call, selection=Selection(), rows=2_000, kind=FileKind.CSV, by=cast.siri
    )
    InboxFile.objects.update(status=FileStatus.RUNNING, rows_done=1_000)
    return file


def finish(file):
    InboxFile.objects.update(status=FileStatus.WAITING)
    write_file(file.pk)


def test_a_long_list_is_written_and_fetched(cast, call, page_for, axe, monkeypatch):
    for module in (inbox, inbox_files):
        monkeypatch.setattr(module, "AT_ONCE", 1)
    page = page_for(cast.siri, language="en")
    page.goto(reverse("measures:inbox"))

    page.get_by_role("button", name="Write an Excel file").press("Enter")
    expect(page.get_by_text("2 rows are written.")).to_be_visible()
    axe(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download Excel").press("Enter")

    assert download.value.suggested_filename == "inbox-2024.xlsx"


def test_the_page_follows_by_itself(cast, being_written, page_for, axe, reflows):
    page = page_for(cast.siri, language="en")
    page.goto(reverse("measures:inbox_file", args=[being_written.pk]))
    expect(page.get_by_role("progressbar")).to_have_attribute("value", "1000")
    expect(page.get_by_role("status").first).to_contain_text("1\u00a0000 of 2\u00a0000 rows")
    axe(page)
    reflows(page)

    finish(being_written)

    expect(page.get_by_role("link", name="Download CSV")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_count(0)


def test_without_script_a_link_tells_how_far_it_is(cast, being_written, page_for):
    page = page_for(cast.siri, language="en", java_script_enabled=False)
    page.goto(reverse("measures:inbox_file", args=[being_written.pk]))

    finish(being_written)
    page.get_by_role("link", name="See how far it is").press("Enter")

    expect(page.get_by_role("link", name="Download CSV")).to_be_visible()
