"""The workbook of a version that comes back: shown first, kept when it is confirmed."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from allocation.choices import Rounding
from allocation.excel.division import division_workbook
from allocation.models import Basis, Division
from allocation.rules.division import BasisFigure, divide
from tests.allocation.views.test_pages import text_of
from tests.builders import make_division, make_post
from tests.pages import sent_by


@pytest.fixture
def out(desk):
    desk.division = make_division(post=desk.post, basis=desk.basis, by=desk.siri)
    desk.address = reverse("allocation:returned", args=[desk.post.pk])
    return desk


def typed(division, *, pot=None, percent=None, fte=None) -> bytes:
    """As a spreadsheet saves it, computed anew (tests/allocation/excel)."""
    figures = [
        BasisFigure(line.name, line.municipalities, (fte or {}).get(line.name, line.fte))
        for line in division.lines.all()
    ]
    divided = divide(
        pot or division.pot_nok, figures, flat_percent=Decimal(percent or division.flat_percent)
    )
    return division_workbook(divided, title="Fordeling", language="nb", key=division.pk)


def hand_in(client, desk, data: bytes):
    return client.post(desk.address, {"file": SimpleUploadedFile("Fordeling.xlsx", data)})


def confirm(client, desk, page):
    sent = sent_by(page, with_field="read")
    return client.post(reverse("allocation:returned_save", args=[desk.post.pk]), sent)


def test_what_was_typed_is_listed_and_nothing_is_kept_before_it_is_confirmed(out, client_of):
    data = typed(out.division, pot=12_000_000, percent=20, fte={"Værnes": Decimal("430.2")})

    response = hand_in(client_of(out.siri), out, data)

    text = text_of(response)
    assert "3 changes from Version 1. Nothing is saved yet." in text
    assert "To be divided 11 588 000 kr 12 000 000 kr" in text
    assert "Flat part 10 % 20 %" in text
    assert "FTE Værnes 427.6 430.2" in text
    assert (Division.objects.count(), Basis.objects.count()) == (1, 1)


def test_a_confirmed_workbook_is_the_next_version_with_just_those_changes(out, client_of):
    client = client_of(out.siri)
    page = hand_in(client, out, typed(out.division, fte={"Værnes": Decimal("430.2")}))

    for _press in range(2):
        confirm(client, out, page)

    division = Division.objects.get(version=2)
    assert (Division.objects.count(), division.pot_nok, division.flat_percent) == (
        2,
        11_588_000,
        10,
    )
    assert division.rounding == Rounding.EXACT
    changed = [
        (late.name, late.municipalities, late.fte)
        for early, late in zip(out.division.lines.all(), division.lines.all(), strict=True)
        if (early.municipalities, early.fte) != (late.municipalities, late.fte)
    ]
    assert changed == [("Værnes", 5, Decimal("430.2"))]
    assert division.basis.source.startswith("Basil. Changed in Excel from version 1 by Siri")
    assert division.basis.file_name == "Fordeling.xlsx"
    assert division.basis.title == f"{out.basis.title}, changed from version 1"


def test_the_same_figures_make_no_new_basis(out, client_of):
    client = client_of(out.siri)

    confirm(client, out, hand_in(client, out, typed(out.division, percent=20)))

    division = Division.objects.get(version=2)
    assert (division.basis, division.flat_percent) == (out.basis, 20)
    assert Basis.objects.count() == 1


def test_an_unchanged_workbook_has_nothing_to_save(out, client_of):
    response = hand_in(client_of(out.siri), out, typed(out.division))

    assert "Nothing is changed from Version 1" in text_of(response)
    assert 'name="read"' not in response.content.decode()


def test_a_version_of_another_post_and_what_is_no_workbook_are_refused(out, client_of):
    other = make_division(post=make_post(frame=out.frame), basis=out.basis)
    client = client_of(out.siri)

    responses = [hand_in(client, out, typed(other)), hand_in(client, out, b"no workbook")]

    assert [response.status_code for response in responses] == [422, 422]
    assert "of a version of another post" in text_of(responses[0])
    assert "not an Excel workbook" in text_of(responses[1])


def test_only_a_case_worker_hands_a_workbook_in(out, client_of):
    for person in (out.arne, out.liv):
        assert hand_in(client_of(person), out, typed(out.division)).status_code == 403


def test_what_another_page_has_carried_is_not_kept(out, client_of):
    client = client_of(out.siri)
    page = hand_in(client, out, typed(out.division, percent=20))
    another = make_post(frame=out.frame)
    sent = sent_by(page, with_field="read")

    client.post(reverse("allocation:returned_save", args=[another.pk]), sent)

    assert Division.objects.count() == 1
