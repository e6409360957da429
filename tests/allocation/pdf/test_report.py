"""The needs report on paper: every field of it, every sum, and nothing for others' eyes."""

import io
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from itertools import count
from typing import Any

import pikepdf
import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from allocation.pdf.report import report_pdf
from allocation.pdf.report_sums import Amounts, own_contribution_in_words
from measures import choices, terms
from measures.content import (
    AttachmentContent,
    CohortContent,
    Names,
    ReportContent,
    SessionContent,
    SharedNeedContent,
)
from measures.questions import MEASURE
from measures.rules import sums
from rekom.kit.kroner import format_amount
from tests.measures.content_builder import (
    DECENTRALISED,
    UNIVERSITY,
    change_measure,
    make_codetermination,
    make_content,
    make_line,
    make_university,
)
from tests.papers import (
    assert_is_archivable,
    bookmarks_of,
    page_count,
    text_of,
    words_of,
)

# Codes and references, which are printed as words; the words are tested below. What is not printed at all:
# keys, the kinds of organisations, and what of the call only the rules ask for.
NOT_TEXT = {
    *("key", "payee", "code", "scheme", "kind", "cost_type", "purpose", "mode", "size"),
    *("shared_need", "organisation_key"),
    *("term", "terms", "start_term", "period", "continuation_periods"),
    *("submitted_at", "held_on", "closes_at", "version"),
    *("lead_owner_kind", "organisation_kind"),
    *("max_terms", "own_contribution_percent", "own_contribution_base"),
    *("own_contribution_blocks", "own_contribution_schemes", "individual_share_percent"),
}
UNGROUPED = {"year", "number", "participants", "staff", "years", "count"}
# Short names stand where there are many columns.
NOT_PRINTED_HERE = {"short_name"}


@cache
def whole() -> ReportContent:
    """Ytre Helgeland's seven measures; made once, so that its paper is."""
    return make_content()


@cache
def short() -> ReportContent:
    """The same report with its first measure only: two pages."""
    return replace(whole(), measures=whole().measures[:1])


@cache
def full_content() -> ReportContent:
    """Every field is answered, in one measure and in that for the coordinator."""
    content = replace(
        whole(),
        measures=(whole().measures[0], whole().measures[3], whole().measures[5]),
        receipt_number="2024-0037",
        submitted_at="2024-01-30T14:26:00+01:00",
        submitted_by="Ingrid Solbakk",
        on_behalf="Kom på e-post",
        codetermination=make_codetermination(comment="Enige."),
        shared_needs=(SharedNeedContent(1, 900_000),),
        attachments=(AttachmentContent("Budsjett.pdf", 1, "0" * 64),),
    )
    content = change_measure(content, 6, shared_need=1)
    return change_measure(
        content,
        shared_need=1,
        coordinator_amount_nok=20_000,
        target_group_text="Andre i laget rundt barnet",
        goal="Heve kompetansen.",
        rationale="Fraværet øker.",
        organisation="Fire samlinger.",
        topic="Skolefravær.",
        participants=15,
        cohorts=(CohortContent(1, "Pulje 1", "2024-autumn", "Bjerka barnehage", 30, 2),),
        sessions=(SessionContent(1, "Pulje 1", "2024-autumn", "digital", 3, True),),
    )


@cache
def make_paper(content: ReportContent, **options) -> bytes:
    return report_pdf(content, **{"language": "nb", **options})


def in_bokmal(text: str, **values) -> str:
    with translation.override("nb"):
        return gettext(text) % values if values else gettext(text)


def spaced(nok: int) -> str:
    return format_amount(nok).replace("\u00a0", " ")


def tokenised(value: Any, name: str, tokens: Iterator[int]) -> Any:
    """The same content with a text or figure in each field that stands in no other."""
    if name in NOT_TEXT or value is None or isinstance(value, bool):
        return value
    if isinstance(value, Names):
        return Names(nb=f"felt{next(tokens)}", nn="nynorsk", en="English")
    if is_dataclass(value) and not isinstance(value, type):
        parts = {
            field.name: tokenised(getattr(value, field.name), field.name, tokens)
            for field in fields(value)
        }
        return replace(value, **parts)
    if isinstance(value, tuple):
        return tuple(tokenised(item, name, tokens) for item in value)
    if isinstance(value, int):
        return next(tokens)
    return f"felt{next(tokens)}" if value else value


def leaves(value: Any, name: str) -> Iterator[str]:
    """What should stand on paper of each field, as it is written there."""
    if name in NOT_TEXT | NOT_PRINTED_HERE or value in (None, "") or isinstance(value, bool):
        return
    if isinstance(value, Names):
        yield value.nb
    elif is_dataclass(value):
        for field in fields(value):
            yield from leaves(getattr(value, field.name), field.name)
    elif isinstance(value, tuple):
        for item in value:
            yield from leaves(item, name)
    elif isinstance(value, int) and name not in UNGROUPED:
        yield spaced(value)
    else:
        yield str(value)


# --- all of it -----------------------------------------------------------------------------------


def test_every_field_of_the_report_stands_on_paper():
    content = tokenised(full_content(), "", count(1001))

    words = words_of(make_paper(content, with_payment_sheet=True))

    expected = list(leaves(content, ""))
    assert len(expected) > 100
    assert [leaf for leaf in expected if leaf not in words] == []


def test_codes_stand_as_words():
    words = words_of(make_paper(full_content()))

    expected = [
        choices.MeasureKind.COORDINATOR.label,
        choices.Purpose.CARRYING_OUT.label,
        choices.CostType.WAGES.label,
        choices.SessionMode.DIGITAL.label,
        terms.label("2024-autumn"),
        terms.label("2025-autumn"),
        "24. januar 2024",
        "30. januar 2024 kl. 14.26",
    ]
    assert [word for word in map(str, expected) if word not in words] == []


def test_the_questions_are_asked_in_full():
    words = words_of(make_paper(full_content()))

    with translation.override("nb"):
        questions = [str(question.question) for question in MEASURE.values()]
    assert [question for question in questions if question not in words] == []


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_paper_is_archivable_in_each_language(language):
    content = full_content()
    with translation.override(language):
        title = gettext("Needs report %(year)s: %(partnership)s") % {
            "year": 2024,
            "partnership": content.partnership,
        }

    assert_is_archivable(
        make_paper(content, language=language, with_payment_sheet=True),
        language=language,
        title=f"{title} – Statsforvalteren i Nordland",
    )


def test_the_same_report_gives_the_same_bytes():
    assert report_pdf(short(), language="nb") == report_pdf(short(), language="nb")


def test_a_report_is_read_by_its_bookmarks():
    bookmarks = bookmarks_of(make_paper(whole()))

    assert bookmarks[0].endswith(": God opplæring for alle")
    measures = [mark for mark in bookmarks if "Alvorlig skolefravær" in mark]
    assert len(measures) == 1


# --- sums ----------------------------------------------------------------------------------------


def rows_of(content: ReportContent) -> list[str]:
    lines = text_of(make_paper(content), layout=True).splitlines()
    return [" ".join(line.split()) for line in lines]


def test_the_sums_are_those_of_the_paper_of_2024():
    rows = rows_of(whole())
    word = in_bokmal("Sum")

    assert "Regional ordning 505 000 794 000 1 299 000" in rows
    assert "Desentralisert ordning 625 000 919 000 1 544 000" in rows
    assert "Kompetanseløftet 300 000 280 000 580 000" in rows
    assert f"{word} 1 430 000 1 993 000 3 423 000" in rows
    assert f"{word} 300 000 280 000 580 000" in rows


def test_one_krone_more_in_one_line_is_seen_in_every_sum_of_it():
    lines = (make_line(1, 50_001), make_line(2, 100_000))
    rows = rows_of(change_measure(whole(), lines=lines))
    word = in_bokmal("Sum")

    assert "1. Alvorlig skolefravær 50 001 100 000 150 001" in rows
    assert f"{word} 300 001 280 000 580 001" in rows
    assert f"{word} 1 430 001 1 993 000 3 423 001" in rows
    assert f"{word} 1 430 000 1 993 000 3 423 000" not in rows


def test_price_and_quantity_stand_beside_the_amount():
    lines = (make_line(1, 117_200, quantity=3, text="Veiledning i hver barnehage"),)

    rows = rows_of(change_measure(short(), lines=lines))

    assert any(
        row.startswith("Veiledning i hver barnehage") and row.endswith("3 117 200 351 600")
        for row in rows
    )


def test_several_universities_have_a_column_each_and_one_for_all():
    second = make_university(key=3, name="Nord universitet", short_name="Nord")
    content = replace(short(), payees=(*short().payees, second))
    content = change_measure(content, lines=(*content.measures[0].lines, make_line(3, 11_000)))

    rows = rows_of(content)

    assert "Kompetanseløftet 50 000 100 000 11 000 111 000 161 000" in rows


def test_a_table_with_many_universities_lies_on_its_side():
    others = tuple(
        make_university(key=key, name=f"Universitet {key}", short_name=f"U{key}")
        for key in range(3, 8)
    )

    paper = make_paper(replace(short(), payees=(*short().payees, *others)))

    with pikepdf.open(io.BytesIO(paper)) as document:
        widths = {round(float(page.MediaBox[2])) for page in document.pages}
    assert widths == {595, 842}


SUMS = Amounts(("Eier", "Sum"), (("1. Tiltak", (5, 5)),), (5, 5), adds_up=True)


def test_two_lines_stand_under_a_sum_that_adds_up():
    html = render_to_string("pdf/_report_sums.html", {"sums": SUMS, "first": "Tiltak"})

    assert html.count('class="checked"') == 2


def test_a_sum_that_does_not_add_up_has_no_lines_and_says_so():
    wrong = replace(SUMS, adds_up=False)

    html = render_to_string("pdf/_report_sums.html", {"sums": wrong, "first": "Tiltak"})

    assert 'class="checked"' not in html
    assert (
        str(gettext("The sums do not add up. Tell the county governor before you use them."))
        in html
    )


def test_own_contribution_names_the_base_and_where_it_stands():
    content = whole()
    [_regional, decentralised, _inclusive] = content.schemes

    with translation.override("en"):
        words = own_contribution_in_words(content, decentralised)

    assert words.replace("\u00a0", " ") == (
        "Own contribution: 463 200 kr in wages and time bought free."
        " It is to be at least 30 percent of the whole grant (utlysningen, punkt 4)."
    )


def test_own_contribution_without_a_known_base_points_to_the_call():
    content = whole()
    content = replace(content, call=replace(content.call, own_contribution_base=""))
    content = change_measure(content, 6, lines=(make_line(1, 1000),))
    [_regional, decentralised, _inclusive] = content.schemes

    with translation.override("en"):
        words = own_contribution_in_words(content, decentralised)

    assert words == (
        "No own contribution is entered. It is to be at least 30 percent, see the call."
    )


def test_a_scheme_that_asks_for_no_own_contribution_says_nothing_of_it():
    content = whole()

    assert own_contribution_in_words(content, content.schemes[0]) == ""
    assert content.schemes[1].code == DECENTRALISED


# --- what was not answered -----------------------------------------------------------------------


def test_what_was_not_answered_is_said():
    answered = words_of(make_paper(short()))
    words = words_of(make_paper(change_measure(short(), teacher_education="")))
    missing = in_bokmal("Not answered")

    assert words.count(missing) == answered.count(missing) + 1


def test_a_placeholder_is_no_answer():
    placeholder = "Klikk eller trykk her for å skrive inn tekst."
    empty = change_measure(short(), teacher_education="")
    left = change_measure(short(), teacher_education=placeholder)

    assert words_of(make_paper(left)) == words_of(make_paper(empty))


def test_a_measure_for_the_coordinator_only_is_not_asked_for_more():
    words = words_of(make_paper(replace(whole(), measures=whole().measures[2:3])))

    with translation.override("nb"):
        assert str(MEASURE["owner_use"].question) in words
        assert str(MEASURE["anchoring"].question) not in words
    assert (
        in_bokmal("The measure is for the coordinator only, so the form asks for no more.") in words
    )


def test_earlier_money_that_was_not_told_is_not_nought():
    rows = rows_of(whole())

    assert f"Alstahaug kommune Desentralisert ordning {in_bokmal('Not stated')}" in rows
    assert "Alstahaug kommune Regional ordning 40 000" in rows


# --- who may see what ----------------------------------------------------------------------------

SECRETS = ["9999.27.11112", "9999.05.22223", "40 00 00 01", "+47 40 00 00 02"]


def test_account_and_telephone_numbers_stand_on_a_last_page_of_their_own():
    paper = make_paper(short(), with_payment_sheet=True)
    last = page_count(paper)

    assert [secret for secret in SECRETS if secret not in words_of(paper, page=last)] == []
    before = " ".join(words_of(paper, page=page) for page in range(1, last))
    assert [secret for secret in SECRETS if secret in before] == []


def test_without_that_page_there_is_neither_account_nor_telephone_number():
    paper = make_paper(short())

    assert [secret for secret in SECRETS if secret in words_of(paper)] == []
    assert page_count(paper) == page_count(make_paper(short(), with_payment_sheet=True)) - 1


def test_what_people_write_is_text():
    hostile = '<img src="file:///etc/passwd"></p><style>p{display:none}</style>{{ x }}'
    content = change_measure(short(), title=hostile, anchoring=hostile)

    words = words_of(make_paper(content))

    assert words.count(hostile) == 2  # the heading and the answer; in the table it is broken up


# --- draft and sent ------------------------------------------------------------------------------


def test_a_draft_is_marked_and_has_neither_receipt_nor_time():
    words = words_of(make_paper(full_content(), draft=True))

    assert in_bokmal("DRAFT") in words
    assert "2024-0037" not in words
    assert "14.26" not in words


def test_what_was_sent_bears_receipt_and_version_on_every_page():
    paper = make_paper(replace(full_content(), version=2))
    foot = in_bokmal(
        "%(report)s, %(partnership)s, receipt %(receipt)s, version %(version)s",
        report=in_bokmal("Needs report %(year)s", year=2024),
        partnership="God opplæring for alle",
        receipt="2024-0037",
        version=2,
    )

    assert in_bokmal("DRAFT") not in words_of(paper)
    assert {foot in words_of(paper, page=page + 1) for page in range(page_count(paper))} == {True}


def test_a_payee_outside_the_list_keeps_its_money_on_paper():
    content = replace(short(), payees=short().payees[:1])

    assert in_bokmal("Not in the list") in words_of(make_paper(content))
    assert sums.report_table(content).columns[1].payee == UNIVERSITY
