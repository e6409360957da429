"""The demo is made by the product's own services, so its figures are a proof of them.

All are those of the papers of 2022 to 2024, added here a second time.
"""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import F, Sum

from allocation.choices import PostKind
from allocation.models import Division, Frame
from allocation.models.overview import divisions_of, read_overview
from allocation.pdf.report import report_pdf
from allocation.rules.shares import IndividualShare
from measures.choices import LineKind
from measures.models import FundingLine, Measure, NeedsReport
from measures.rules.sums import measure_nok, own_contribution, report_table, scheme_table
from rekom.kit.kroner import format_percent
from tests.papers import words_of

TRONDELAG = {"measure__report__call__year": 2022, "kind": LineKind.GRANT}


@pytest.fixture
def demo(db, settings):
    settings.DEMO = True
    settings.EMAIL_BACKEND = settings.EMAIL_BACKEND  # which the demo turns off, and is put back
    call_command("load_register", stdout=StringIO())
    call_command("load_demo", stdout=StringIO())


def asked_for(**lines) -> int:
    found = FundingLine.objects.filter(**(TRONDELAG | lines))
    return found.aggregate(nok=Sum(F("quantity") * F("unit_price_nok")))["nok"]


def test_the_figures_of_the_papers(demo):
    trondelag_2022()
    need_and_money_2022(Frame.objects.get())
    individual_share_2022(Frame.objects.get())
    ytre_helgeland_2024()
    hemnes_2023()


def trondelag_2022():
    needs = asked_for(payee__kind="owner"), asked_for(payee__kind="university")
    assert needs == (5_140_000, 13_763_750)
    assert sum(needs) == 18_903_750
    assert Measure.objects.filter(report__call__year=2022).count() == 18

    dmmh = {"payee__organisation__short_name": "DMMH"}
    assert asked_for(**dmmh) == 11_963_750
    reports = NeedsReport.objects.filter(call__year=2022, payees__organisation__short_name="DMMH")
    assert reports.distinct().count() == 9

    frame = Frame.objects.get()
    assert frame.amount_nok == 17_873_000
    assert frame.amount_nok - sum(post.amount_nok for post in frame.posts.all()) == 25_000

    first, second = Division.objects.order_by("version")
    assert [sum(line.amount_nok for line in each.lines.all()) for each in (first, second)] == [
        11_588_002,
        11_588_000,
    ]


def need_and_money_2022(frame: Frame):
    in_force, published = divisions_of(frame)
    overview = read_overview(frame, published)

    assert {row.network: row.beyond_nok for row in overview.networks} == {
        "LevangerVerdal": 839_595,
        "Indre Namdal": 312_918,
        "Midtre Namdal": 1_072_382,
        "Innherred": 661_782,
        "Trøndelag Sørvest": 502_149,
        "Værnes": 813_363,
        "Fosen": 1_096_863,
        "TrondheimMalvik": 473_879,
        "Gauldal": 632_293,
        "Ytre Namdal": 910_524,
    }
    assert (overview.need_nok, overview.allotted_nok) == (18_903_750, 11_588_002)
    assert overview.beyond_nok == 7_315_748
    assert format_percent(overview.beyond_percent, 1) == "38,7\u00a0%"
    exact = read_overview(frame, in_force)
    assert (exact.allotted_nok, exact.beyond_nok) == (11_588_000, 7_315_750)

    assert [(one.name, one.amount_nok, one.networks) for one in overview.universities] == [
        ("Dronning Mauds Minne Høgskole", 11_963_750, 9),
        ("Nord universitet", 1_400_000, 3),
        ("Steinerhøyskolen", 400_000, 1),
    ]
    assert (overview.draws_in_words, overview.earlier_nok) == (10, 0)
    coverage = {row.network: row.coverage for row in overview.networks}
    assert coverage["Trøndelag Sørvest"].missing == ("Rindal",)
    assert [name for name, one in coverage.items() if one.is_stated] == [
        "LevangerVerdal",
        "Trøndelag Sørvest",
    ]


def individual_share_2022(frame: Frame):
    individual = frame.posts.filter(kind=PostKind.INDIVIDUAL)
    sums = individual.values_list("with_decision_basis").annotate(nok=Sum("amount_nok"))
    assert dict(sums.order_by()) == {True: 1_160_000, False: 1_550_000}
    share = IndividualShare(2_710_000, frame.amount_nok, frame.call.individual_share_percent)
    assert (format_percent(share.percent, 1), share.most_percent) == ("15,2\u00a0%", 30)


def ytre_helgeland_2024():
    content = NeedsReport.objects.get(call__year=2024).sent_content()
    rows = {
        row.key: (row.owner_nok, row.university_nok, row.total_nok)
        for row in report_table(content).rows
    }
    totals = report_table(content).totals

    assert rows["inclusive_practice"] == (300_000, 280_000, 580_000)
    assert rows["regional"] == (505_000, 794_000, 1_299_000)
    assert rows["decentralised"] == (625_000, 919_000, 1_544_000)
    assert (totals.owner_nok, totals.university_nok) == (1_430_000, 1_993_000)
    assert totals.total_nok == 3_423_000
    words = printed(content)
    assert [sum_ for sum_ in ("3 423 000", "1 993 000", "1 430 000") if sum_ not in words] == []


def hemnes_2023():
    """The attachment of 2023 fits whole: cohorts, sessions, price × units, own funding per term."""
    content = NeedsReport.objects.get(call__year=2023).sent_content()
    first, second = content.measures

    assert [measure_nok(first), measure_nok(second)] == [274_880, 431_600]
    [guidance] = [line for line in second.lines if line.unit_price_nok == 117_200]
    assert (guidance.quantity, guidance.amount_nok) == (3, 351_600)
    assert scheme_table(content, "regional").totals.total_nok == 706_480
    assert own_contribution(content.measures).total_nok == 525_000
    own = second.lines_of(LineKind.OWN_CONTRIBUTION)
    assert [(line.term, line.amount_nok) for line in own] == [
        ("2023-autumn", 210_000),
        ("2024-spring", 210_000),
    ]
    assert [(cohort.name, cohort.staff, cohort.years) for cohort in second.cohorts] == [
        ("Pulje 1", 30, 2),
        ("Pulje 2", 30, 2),
    ]
    assert [session.count for session in first.sessions] == [2, 2]
    words = printed(content)
    expected = (
        *("706 480", "274 880", "431 600", "117 200", "351 600"),
        *("Pulje 2", "Sørfjellet gårds- og friluftsbarnehage", first.rationale),
    )
    assert [text for text in expected if text not in words] == []


def printed(content) -> str:
    return words_of(report_pdf(content, language="nb"))
