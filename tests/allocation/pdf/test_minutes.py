"""The minutes on paper: figures out of the data, the table that was laid before the forum inside."""

from dataclasses import replace
from functools import cache

import pytest
from django.utils import translation
from django.utils.translation import gettext

from allocation.choices import ItemOutcome, PostKind, RecommendationOutcome, Rounding
from allocation.content import MinutesContent
from allocation.pdf.minutes import divided_pot, minutes_pdf
from tests.allocation.pdf.minutes_case import (
    NETWORKS,
    make_collective_item,
    make_divided,
    make_frame,
    make_item,
    make_minutes,
    make_network,
    make_table,
)
from tests.papers import (
    assert_is_archivable,
    bookmarks_of,
    page_count,
    text_of,
    words_of,
)


@cache
def make_paper(content: MinutesContent, **options) -> bytes:
    return minutes_pdf(content, **{"language": "nb", **options})


def with_items(*items) -> MinutesContent:
    return make_minutes(items=items)


def in_bokmal(text: str, **values) -> str:
    with translation.override("nb"):
        return (gettext(text) % values if values else gettext(text)).replace("\u00a0", " ")


def rows_of(content: MinutesContent) -> list[str]:
    lines = text_of(make_paper(content), layout=True).splitlines()
    return [" ".join(line.split()) for line in lines]


# --- the file ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_minutes_are_archivable_in_each_language(language):
    with translation.override(language):
        day = {"nb": "10. mars 2022", "nn": "10. mars 2022", "en": "10 March 2022"}[language]
        title = gettext("Minutes, %(forum)s, %(day)s") % {
            "forum": "Samarbeidsforum REKOM",
            "day": day,
        }

    assert_is_archivable(
        make_paper(make_minutes(), language=language),
        language=language,
        title=f"{title} – Statsforvalteren i Trøndelag",
    )


def test_items_and_their_parts_become_bookmarks():
    bookmarks = bookmarks_of(make_paper(make_minutes()))

    titles = [mark for mark in bookmarks if "Aktuelt" in mark or mark.startswith("d) ")]
    assert len(titles) == 2


# --- who, where, when ----------------------------------------------------------------------------


def test_the_head_tells_when_where_and_who():
    words = words_of(make_paper(make_minutes()), page=1)

    expected = [
        *("Torsdag 10. mars 2022 kl. 09.00–15.00", "Statens hus, Steinkjer", "2022/118"),
        *("Tor Bergset (PBL)", "Per Holm, Statped", "Siri Aune", "Kari Lunde", "Liv Foss"),
        *("18. mars 2022", "Trööndelagen Staatehaaltoje"),
    ]
    assert [text for text in expected if text not in words] == []


def test_the_members_stand_with_deputy_absence_and_vote():
    rows = rows_of(make_minutes())

    assert f"Hilde Brandvold DMMH {in_bokmal('Present')} {in_bokmal('Yes')}" in rows
    assert f"Tor Bergset PBL {in_bokmal('Absent')} {in_bokmal('Yes')}" in rows
    assert (
        f"Nina Sæter KS {in_bokmal('Deputy: %(name)s', name='Odd Viken')} {in_bokmal('Yes')}"
        in rows
    )
    assert f"Siri Aune Statsforvalteren {in_bokmal('Present')} {in_bokmal('No')}" in rows


def test_a_draft_is_marked_and_approved_by_nobody():
    words = words_of(make_paper(make_minutes(approved_on="", approved_by=""), draft=True))

    assert in_bokmal("DRAFT") in words
    assert in_bokmal("Draft, not approved") in words
    assert "18. mars 2022" not in words


# --- the frame and its posts ---------------------------------------------------------------------


def test_the_frame_is_told_with_what_is_not_allocated():
    rows = rows_of(make_minutes())

    with translation.override("nb"):
        common, individual, collective = (
            str(kind.label) for kind in (PostKind.COMMON, PostKind.INDIVIDUAL, PostKind.COLLECTIVE)
        )
    assert f"{common} 19,9 % 3 550 000" in rows
    assert f"{individual} 15,2 % 2 710 000" in rows
    assert f"{collective} 64,8 % 11 588 000" in rows
    assert f"{in_bokmal('Not allocated')} 0,1 % 25 000" in rows
    assert f"{in_bokmal('Frame')} 100,0 % 17 873 000" in rows


def test_a_frame_that_is_overdrawn_says_so():
    item = make_item("8/2022 a", "Ramme", part="a", frame=make_frame(amount_nok=17_000_000))

    assert f"{in_bokmal('Allocated beyond the frame')} −848 000" in rows_of(with_items(item))


def test_common_measures_are_told_in_and_outside_the_plan():
    rows = rows_of(make_minutes())

    assert f"{in_bokmal('In the long-term plan')} 3 400 000" in rows
    assert f"{in_bokmal('Outside the long-term plan')} 150 000" in rows
    assert f"{in_bokmal('With a basis for decision')} 1 160 000" in rows
    assert f"{in_bokmal('Without a basis for decision')} 1 550 000" in rows


def test_a_figure_in_the_text_is_the_figure_of_the_data():
    words = words_of(make_paper(make_minutes()))

    assert "Utdanningsdirektoratet har overført 17 873 000 kr." in words
    assert "{frame}" not in words


# --- networks ------------------------------------------------------------------------------------


def test_each_network_stands_with_need_allotment_and_outcome():
    rows = rows_of(make_minutes())

    with translation.override("nb"):
        outcome = str(RecommendationOutcome.RECOMMENDED.label)
    assert f"Innherred 150 000 1 300 000 1 450 000 788 218 {outcome}" in rows
    assert f"TrondheimMalvik 1 520 000 4 000 000 5 520 000 5 046 121 {outcome}" in rows
    assert sum(row.endswith(f" {outcome}") and row[0].isupper() for row in rows) >= len(NETWORKS)


def test_one_krone_more_in_the_division_is_one_krone_more_in_the_minutes():
    laid = make_table()
    lines = tuple(
        replace(line, amount_nok=line.amount_nok + (line.network == "Fosen")) for line in laid.lines
    )

    words = words_of(
        make_paper(with_items(make_collective_item(division=replace(laid, lines=lines))))
    )

    assert "668 138" in words


def test_a_computed_difference_is_not_told_as_something_the_meeting_heard():
    words = words_of(make_paper(make_minutes()))

    told = in_bokmal("The need is %(amount)s larger than the allotment.", amount="661 782 kr")
    heard = in_bokmal(
        "Use of money granted earlier, as stated: %(words)s.",
        words="alle tidligere tildelte midler",
    )
    assert told in words
    assert heard in words


def test_a_need_that_nobody_has_told_leaves_the_sum_unsaid():
    networks = (
        make_network("Innherred"),
        make_network("Fosen", owner_need_nok=None, university_needs=()),
    )
    rows = rows_of(with_items(make_collective_item(networks=networks)))
    unknown = in_bokmal("Not stated")

    assert any(row.startswith(f"Fosen {unknown} {unknown} {unknown} 668 137") for row in rows)
    assert f"{in_bokmal('Sum')} {unknown} {unknown} {unknown} 1 456 355" in rows


def test_who_stepped_aside_and_why_is_told():
    words = words_of(make_paper(make_minutes()))

    assert "Hilde Brandvold, Værnes" in words
    assert "Ansatt ved DMMH." in words
    assert in_bokmal("Stepped aside: %(names)s.", names="Hilde Brandvold") in words


def test_an_item_that_is_put_off_says_until_when():
    words = words_of(make_paper(make_minutes()))

    assert in_bokmal("Postponed to %(day)s", day="31. mars 2022") in words
    with translation.override("nb"):
        assert str(ItemOutcome.NOTED.label) in words


# --- the table that was laid before the forum ----------------------------------------------------


def test_the_table_stands_last_as_it_was_laid_before_the_forum():
    paper = make_paper(make_minutes())
    rows = [
        " ".join(line.split())
        for line in text_of(paper, layout=True, page=page_count(paper)).splitlines()
    ]

    assert "Midtre Namdal 3 91 484 228,1 3,8 % 391 634 483 118" in rows
    assert any(row.startswith("Værnes") and row.endswith("734 163 886 637") for row in rows)
    assert (
        f"{in_bokmal('Sum of the rows')} 38 1 158 798 6 074,3 100,0 % 10 429 199 11 588 002" in rows
    )
    assert f"{in_bokmal('Should be')} 1 158 800 10 429 200 11 588 000" in rows
    assert f"{in_bokmal('Difference')} −2 −1 +2" in rows


def test_the_laid_table_is_read_as_it_was_divided():
    assert divided_pot(make_table()) == make_divided()
    assert divided_pot(make_table(Rounding.EXACT)) == make_divided(Rounding.EXACT)
