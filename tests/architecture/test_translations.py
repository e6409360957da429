"""Nynorsk, bokmål and English are complete at the same time, or the build fails."""

import re
import shutil
from collections import defaultdict

import polib
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from rekom.kit import catalogues
from tests.architecture.source import ROOT, modules, name, templates

LANGUAGES = [code for code, _name in settings.LANGUAGES]
WRITTEN_FORM = re.compile(r"(?P<stem>.*)\.(?P<form>nb|nn|en)\.(html|txt)")
UNTRIMMED = re.compile(r"{%\s*blocktranslate\b(?![^%]*\btrimmed\b)[^%]*%}")
OLD_TAGS = re.compile(r"{%\s*(trans|blocktrans)\b")

needs_gettext = pytest.mark.skipif(
    not shutil.which("xgettext"),
    reason="gettext is not installed, so the texts cannot be collected",
)


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.po"))


def without_twins(names: list[str]) -> list[str]:
    """Long texts that lack a form: pages have all three, mail the receiver's two."""
    stems = defaultdict(set)
    for found in map(WRITTEN_FORM.fullmatch, names):
        if found:
            stems[found["stem"]].add(found["form"])
    return sorted(
        stem
        for stem, forms in stems.items()
        if forms != ({"nb", "nn"} if "/email/" in stem else set(LANGUAGES))
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_complete(language):
    assert catalogues.problems(catalogue(language)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_names_its_language_and_plural_forms(language):
    metadata = catalogue(language).metadata

    assert metadata["Language"] == language
    assert metadata["Plural-Forms"] == catalogues.PLURAL_FORMS


@needs_gettext
def test_the_catalogues_hold_exactly_the_texts_in_use():
    call_command("makemessages", check=True)


@needs_gettext
def test_a_text_that_was_never_collected_is_found(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    (tmp_path / "locale").mkdir()
    (tmp_path / "page.html").write_text('{% load i18n %}{% translate "A new button" %}')

    with pytest.raises(CommandError, match="new: 'A new button'"):
        call_command("makemessages", check=True)


@pytest.mark.parametrize("app", ["rekom", "partnerships", "measures", "allocation"])
def test_texts_are_marked_under_names_that_are_collected(app):
    """A text in ``gettext as now`` is in no catalogue, and shows in English without a complaint."""
    hidden = re.compile(r"import \w*gettext\w* as (?!_$)\w+", re.MULTILINE)

    found = {name(path): hidden.findall(path.read_text(encoding="utf-8")) for path in modules(app)}

    assert {path: names for path, names in found.items() if names} == {}


def test_long_texts_stand_in_all_three_languages():
    everything = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]

    assert without_twins([name(path) for path in everything]) == []


def test_a_long_text_without_its_twin_is_found():
    pages = ["a.nb.html", "a.nn.html", "a.en.html", "b.nb.html", "b.nn.html", "c.html"]
    mail = ["/email/d.nb.txt", "/email/d.nn.txt", "/email/e.nn.txt"]

    assert without_twins(pages + mail) == ["/email/e", "b"]


@pytest.mark.parametrize("path", templates(), ids=name)
def test_a_template_marks_its_texts_in_one_way(path):
    text = path.read_text(encoding="utf-8")

    assert UNTRIMMED.findall(text) == []
    assert OLD_TAGS.findall(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{% blocktranslate trimmed %}", False),
        ("{% blocktranslate count counter=n trimmed %}", False),
        ("{% blocktranslate %}", True),
        ("{% blocktranslate with name=user.name %}", True),
    ],
)
def test_an_untrimmed_text_is_found(text, found):
    assert bool(UNTRIMMED.search(text)) is found
