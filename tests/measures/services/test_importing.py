"""The sample form into an empty draft, and into one in which something stands already."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from measures import terms
from measures.models import NeedsReport, read_content
from measures.services.importing import import_form
from measures.word.reading import read_form
from measures.word.value import FormContact, FormMeasure, WordForm
from rekom.kit.errors import DomainError
from tests.builders import make_call, make_ready_measure, make_report, owner_of

SAMPLE = Path(__file__).parents[2] / "cases/behovsmelding-ytre-helgeland-2024.docx"


@pytest.fixture
def call(cast):
    return make_call(
        office=cast.office,
        schemes=cast.schemes,
        year=2024,
        first_term="2024-spring",
        last_term="2025-spring",
    )


@pytest.fixture
def draft(cast, call):
    return make_report(call=call, partnership=cast.partnership)


@pytest.fixture(scope="module")
def form() -> WordForm:
    return read_form(SAMPLE.read_bytes())


def test_an_empty_draft_is_filled(cast, draft, form):
    matched = import_form(report=draft, form=form, by=cast.kari)

    content = read_content(NeedsReport.objects.get(pk=draft.pk))
    # What the form says of them the register has otherwise.
    assert [loose.text for loose in matched.unplaced] == [
        "Alstahaug, Leirfjord, Lurøy og Træna kommuner",
        "HINN",
        "938712441",
        "918108467",
    ]
    assert [(m.number, m.kind, m.scheme, len(m.lines)) for m in content.measures] == [
        (1, "collective", "inclusive_practice", 2),
        (2, "collective", "inclusive_practice", 2),
        (3, "coordinator", "inclusive_practice", 1),
    ]
    assert sum(line.amount_nok for m in content.measures for line in m.lines) == 580_000
    assert content.owner.contact_name == "Kari Nordmann"
    assert content.universities[0].contact_email == "prosjektleder@example.no"
    assert content.units.municipal_kindergartens == 14
    assert [person.role for person in content.codetermination.participants] == ["Hovedtillitsvalgt"]
    first = content.measures[0]
    assert first.terms == ("2024-autumn", "2025-spring")
    assert [(e.period, e.amount_nok) for e in first.estimates] == [
        ("2025-autumn", 50_000),
        ("2025-autumn", 75_000),
    ]


def test_a_second_time_nothing_is_added(cast, draft, form):
    import_form(report=draft, form=form, by=cast.kari)
    once = read_content(draft)
    matched = import_form(report=draft, form=form, by=cast.kari)

    assert read_content(draft) == once
    assert [proposal.key for proposal in matched.proposals if not proposal.is_same] == []


def test_what_stands_there_stays_unless_it_is_chosen(cast, draft, form):
    payee = owner_of(draft)
    payee.contact_name, payee.contact_role = "Ingrid Solbakk", "Leder"
    payee.save()

    import_form(report=draft, form=form, by=cast.kari, chosen=[f"contact-{payee.pk}.contact_role"])

    owner = read_content(draft).owner
    assert (owner.contact_name, owner.contact_role) == ("Ingrid Solbakk", "Koordinator")
    assert owner.contact_phone == "40000001"


def test_a_measure_of_the_same_title_is_filled_and_not_doubled(cast, draft, form):
    measure = make_ready_measure(
        draft, title="Alvorlig skolefravær", scheme=cast.inclusive_practice, anchoring="Vårt eget."
    )

    import_form(report=draft, form=form, by=cast.kari)

    content = read_content(draft)
    assert [each.number for each in content.measures] == [1, 2, 3]
    (same,) = [each for each in content.measures if each.key == measure.pk]
    assert same.anchoring == "Vårt eget."


def test_accounts_are_never_taken_from_a_file(cast, draft, form):
    import_form(report=draft, form=form, by=cast.kari)

    assert read_content(draft).owner.bank_account == ""


def test_a_national_identity_number_is_not_stored(cast, draft):
    text = "Gjelder 01010112345 i 2. klasse".replace("01010112345", "01010750160")
    form = WordForm(
        schemes=("inclusive_practice",),
        measures=(FormMeasure(1, title="Fravær", anchoring=text),),
    )

    matched = import_form(report=draft, form=form, by=cast.kari)

    assert [loose.text for loose in matched.unplaced] == ["Gjelder … i 2. klasse"]
    assert read_content(draft).measures[0].anchoring == ""


@pytest.mark.parametrize(
    ("changes", "lost"),
    [
        ({"anchoring": "x" * 5_001}, "x" * 5_001),
        ({"terms": ("2030-autumn",)}, terms.label("2030-autumn")),
    ],
)
def test_what_has_no_room_is_told_and_the_rest_stored(cast, draft, changes, lost):
    measure = replace(FormMeasure(1, title="Fravær", owner_use="Lokaler"), **changes)
    form = WordForm(schemes=("regional",), measures=(measure,))

    matched = import_form(report=draft, form=form, by=cast.kari)

    assert [loose.text for loose in matched.unplaced] == [lost]
    assert read_content(draft).measures[0].owner_use == "Lokaler"


def test_a_wrong_e_mail_address_is_not_stored(cast, draft, form):
    contact = FormContact(email="ingen adresse")
    owner = replace(form.payees[0], contact=contact, organisation_number=None)

    matched = import_form(
        report=draft, form=WordForm(schemes=form.schemes, payees=(owner,)), by=cast.kari
    )

    assert [loose.text for loose in matched.unplaced] == ["ingen adresse"]


@pytest.mark.parametrize("schemes", [(), ("regional", "decentralised"), ("another",)])
def test_a_form_about_no_single_scheme_is_refused(cast, draft, form, schemes):
    with pytest.raises(DomainError):
        import_form(report=draft, form=replace(form, schemes=schemes), by=cast.kari)


@pytest.mark.parametrize("name", ["per", "una", "siri", "ola"])
def test_only_those_who_write_the_report_may_fill_it(cast, draft, form, name):
    with pytest.raises(PermissionDenied):
        import_form(report=draft, form=form, by=getattr(cast, name))


def test_the_command_fills_the_draft_of_the_partnership(cast, draft, capsys):
    call_command(
        "import_needs_report",
        str(SAMPLE),
        partnership="Ytre Helgeland",
        year=2024,
        by=cast.kari.email,
    )

    assert draft.measures.count() == 3
    assert capsys.readouterr().out.splitlines()[-1] == f"Draft {draft.pk} of Ytre Helgeland, 2024."


def test_the_command_begins_the_report_when_there_is_none(cast, call):
    call_command(
        "import_needs_report", str(SAMPLE), partnership="Ytre Helgeland", year=2024, by=cast.kari.email
    )  # fmt: skip

    assert NeedsReport.objects.get(call=call).measures.count() == 3


@pytest.mark.parametrize(
    "options", [{"dry_run": True}, {"format": "json"}, {"format": "json", "partnership": "x"}]
)
def test_the_command_stores_nothing_when_it_only_shows(cast, call, options, capsys):
    call_command("import_needs_report", str(SAMPLE), **options)

    assert NeedsReport.objects.count() == 0
    assert "Alvorlig skolefravær" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "Name --partnership, --year and --by; or --dry-run, to store nothing."),
        ({"partnership": "Ingen", "year": 2024}, "There is no partnership Ingen."),
        ({"partnership": "Ytre Helgeland", "year": 1999}, "There is no call of 1999 there."),
    ],
)
def test_the_command_says_in_one_line_what_is_missing(cast, call, options, message):
    by = {"by": cast.kari.email} if options else {}

    with pytest.raises(CommandError) as error:
        call_command("import_needs_report", str(SAMPLE), **options, **by)

    assert str(error.value) == message
