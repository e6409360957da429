import pytest
from django.utils.html import format_html

from rekom.kit.rows import row_pattern

ROW = "<li>{% if numbered %}{{ row.number }}. {% endif %}{{ row.name }}</li>"


@pytest.fixture
def row_template(settings):
    """A template of the tests' own, beside those of the site."""
    engine = settings.TEMPLATES[0]
    loaders = [("django.template.loaders.locmem.Loader", {"row.html": ROW})]
    settings.TEMPLATES = [
        engine | {"APP_DIRS": False, "OPTIONS": engine["OPTIONS"] | {"loaders": loaders}}
    ]
    return "row.html"


def test_a_row_is_filled_in_and_its_texts_are_escaped(row_template):
    pattern = row_pattern(row_template, numbered=True)

    written = format_html(pattern, name="Fisk & <b>sild</b> {number}", number=7)
    assert written == "<li>7. Fisk &amp; &lt;b&gt;sild&lt;/b&gt; {number}</li>"


def test_what_is_alike_in_all_rows_is_decided_once(row_template):
    assert row_pattern(row_template, numbered=False) == "<li>{name}</li>"
