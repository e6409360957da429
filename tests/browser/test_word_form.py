"""A Word form is read in: what was not understood is seen first, and nothing is stored before the person says so."""

from django.urls import reverse
from playwright.sync_api import expect

from measures.models import Measure
from tests.builders import make_call, make_report
from tests.measures.word.ooxml import b, docx, p, tbl, tick

FORM = docx(
    p("Behovsmelding"),
    p(b("Behovsmeldingen gjelder: "), tick(on=True), " Regional ordning"),
    p(b("Tiltak 1")),
    p(b("Navn på tiltak: "), "Lek"),
    tbl(("Eier", "UH"), ("0,5 mill", "ca. 50 000")),
    p(b("Kollektive prosesser:")),
    p("Vi møtes"),
    '<w:altChunk r:id="rId7"/>',
)


def test_a_word_form_is_read_in(cast, page_for, axe, reflows):
    call = make_call(office=cast.office, schemes=cast.schemes, year=2024)
    draft = make_report(call=call, partnership=cast.partnership)
    page = page_for(cast.kari, language="en")
    page.goto(reverse("measures:word_upload", args=[draft.pk]))
    for look in (axe, reflows):
        look(page)
    page.set_input_files("input[type=file]", {"name": "skjema.docx", "mimeType": "application/octet-stream", "buffer": FORM})  # fmt: skip
    page.get_by_role("button", name="Read the Word file").click()

    left = page.get_by_role("region", name="Not understood")
    expect(left.get_by_role("listitem")).to_have_count(2)
    expect(left).to_contain_text("ca. 50 000")
    expect(left).to_contain_text("An embedded document was not read. Copy its text into the form.")
    expect(page.get_by_role("table", name="Measure 1, Lek")).to_contain_text("500 000 kr")
    for look in (axe, reflows):
        look(page)
    assert Measure.objects.count() == 0

    page.get_by_role("link", name="2 texts in the file were not understood").click()
    expect(left).to_be_in_viewport()
    page.get_by_role("link", name="Go to the button that stores it").click()
    store = page.get_by_role("button", name="Put it into the draft")
    expect(store).to_be_in_viewport()
    store.click()
    expect(page.get_by_text("What was read from Word now stands in the draft")).to_be_visible()
    assert Measure.objects.get().title == "Lek"
