import os
from pathlib import Path

import polib
import pytest

from rekom.kit import catalogues

TEMPLATE = polib.pofile(
    """
#. Translators: the button under a report
#: templates/measures/report.html
msgid "Send"
msgstr ""

#: templates/measures/report.html
msgctxt "an act"
msgid "Return"
msgstr ""

#: measures/views.py
#, python-format
msgid "%(count)s report"
msgid_plural "%(count)s reports"
msgstr[0] ""
msgstr[1] ""
"""
)


def entry(msgid="Send %(what)s", msgstr="Send %(what)s", **fields) -> polib.POFile:
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid=msgid, msgstr=msgstr, **fields))
    return catalogue


def test_a_new_catalogue_has_every_text_in_the_order_of_the_pages_and_none_translated():
    made = catalogues.updated(polib.POFile(), TEMPLATE, language="nn")

    assert [item.msgid for item in made] == ["Send", "Return", "%(count)s report"]
    assert [item.translated() for item in made] == [False, False, False]


def test_translations_are_kept_with_their_context_and_unused_ones_go():
    old = polib.POFile()
    old.append(polib.POEntry(msgctxt="an act", msgid="Return", msgstr="Returner"))
    old.append(polib.POEntry(msgid="Return", msgstr="Retur"))
    old.append(polib.POEntry(msgid="Gone", msgstr="Borte"))

    made = catalogues.updated(old, TEMPLATE, language="nb")

    assert [(item.msgctxt, item.msgstr) for item in made if item.msgstr] == [("an act", "Returner")]


def test_english_is_filled_in_from_the_source():
    made = catalogues.updated(polib.POFile(), TEMPLATE, language="en")

    assert made[0].msgstr == "Send"
    assert made[2].msgstr_plural == {0: "%(count)s report", 1: "%(count)s reports"}
    assert catalogues.problems(made) == []


def test_updating_twice_changes_nothing(tmp_path):
    once = catalogues.updated(polib.POFile(), TEMPLATE, language="nb")
    once[0].msgstr = "Send"
    path = tmp_path / "django.po"
    once.save(str(path))

    again = catalogues.updated(polib.pofile(str(path)), TEMPLATE, language="nb")

    assert str(again) == str(once)
    assert catalogues.differences(again, TEMPLATE) == []


def test_what_differs_from_the_pages_is_named_both_ways():
    old = polib.POFile()
    old.append(polib.POEntry(msgid="Send", msgstr="Send"))
    old.append(polib.POEntry(msgid="Gone", msgstr="Borte"))

    assert catalogues.differences(old, TEMPLATE) == [
        "new: '%(count)s report'",
        "new: 'Return'",
        "no longer used: 'Gone'",
    ]


@pytest.mark.parametrize(
    ("catalogue", "found"),
    [
        (entry(), []),
        (entry(msgstr=""), ["missing: 'Send %(what)s'"]),
        (entry(flags=["fuzzy"]), ["fuzzy: 'Send %(what)s'"]),
        (entry(obsolete=True), ["left over: 'Send %(what)s'"]),
        (entry(msgstr="Send %(kva)s"), ["placeholders differ: 'Send %(what)s'"]),
        (entry(msgstr="Send"), ["placeholders differ: 'Send %(what)s'"]),
        (
            entry(msgstr="Send %(what)s "),
            ["spaces or line breaks at the ends differ: 'Send %(what)s'"],
        ),
        (entry("Send %s", "Send %s"), ["a placeholder without a name: 'Send %s'"]),
        (
            entry("One", "", msgid_plural="%(n)s", msgstr_plural={0: "Ein", 1: ""}),
            ["missing: 'One'"],
        ),
        (entry("One", "", msgid_plural="%(n)s", msgstr_plural={0: "Ein", 1: "%(n)s"}), []),
    ],
)
def test_every_kind_of_fault_is_found(catalogue, found):
    assert catalogues.problems(catalogue) == found


def test_a_catalogue_is_compiled_once_and_again_when_it_has_changed(tmp_path: Path):
    path = tmp_path / "nb" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    entry("Send", "Send inn").save(str(path))

    assert [catalogues.compile_catalogue(path) for _time in range(2)] == [True, False]

    later = path.with_suffix(".mo").stat().st_mtime + 1
    os.utime(path, (later, later))
    assert catalogues.compile_catalogue(path) is True
    assert polib.mofile(str(path.with_suffix(".mo")))[0].msgstr == "Send inn"
    assert [found.name for found in path.parent.iterdir()] == ["django.po", "django.mo"]
