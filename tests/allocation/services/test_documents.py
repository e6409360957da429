"""Papers that record an act are made once and served as they were made."""

import hashlib
import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from allocation.choices import DivisionStatus, DocumentKind
from allocation.models import Document
from allocation.services.documents import division_document, report_document, store_once
from measures.choices import ReportStatus
from partnerships.choices import WrittenForm
from tests.builders import make_division
from tests.papers import text_of


@pytest.fixture
def paid(sent):
    """Sent once more, with an account number as it was when it was sent."""
    organisation = sent.report.payees.get(kind="owner").organisation
    organisation.bank_account = "86011117947"
    organisation.save(update_fields=["bank_account"])
    content = {**sent.content}
    for payee in content["payees"]:
        if payee["kind"] == "owner":
            payee["bank_account"] = "86011117947"
    return type(sent).objects.create(
        report=sent.report,
        number=2,
        content=content,
        sha256="0" * 64,
        submitted_at=sent.submitted_at,
        submitted_by=sent.submitted_by,
    )


def says_account(document: Document) -> bool:
    digits = "".join(sign for sign in text_of(bytes(document.content)) if sign.isdigit())
    return "86011117947" in digits


def test_accounts_and_telephones_stand_on_the_paper_for_those_who_pay_and_on_no_other(desk, paid):
    whole = report_document(paid, by=desk.siri)
    payment = report_document(paid, by=desk.siri, with_payment_sheet=True)

    assert (whole.kind, payment.kind) == (DocumentKind.REPORT, DocumentKind.REPORT_WITH_PAYMENT)
    assert (says_account(whole), says_account(payment)) == (False, True)
    assert "40 00 00 01" not in text_of(bytes(whole.content))
    assert "40 00 00 01" in text_of(bytes(payment.content))


def test_a_paper_is_made_once_and_keeps_what_it_said(desk, sent):
    first = report_document(sent, by=desk.kari)
    desk.lead_owner.name = "Another name"
    desk.lead_owner.save(update_fields=["name"])
    second = report_document(sent, by=desk.siri)

    assert second == first
    assert (first.made_by, first.sha256) == (
        desk.kari,
        hashlib.sha256(bytes(second.content)).hexdigest(),
    )


def test_of_two_who_ask_at_once_one_stores_and_both_get_the_same(desk, sent):
    def quicker() -> bytes:
        store(lambda: b"the first")
        return b"the second"

    def store(render) -> Document:
        return store_once(
            kind=DocumentKind.REPORT,
            language="nb",
            title="Paper",
            by=None,
            sent_version=sent,
            render=render,
        )

    assert bytes(store(quicker).content) == b"the first"
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("written_form", "language"),
    [(WrittenForm.NYNORSK, "nn"), (WrittenForm.BOKMAL, "nb"), (WrittenForm.NEUTRAL, "nb")],
)
def test_a_paper_follows_the_offices_written_form(desk, written_form, language):
    desk.office.written_form = written_form
    desk.office.save(update_fields=["written_form"])
    division = make_division(post=desk.post, basis=desk.basis)
    division.refresh_from_db()

    document = division_document(division, by=desk.siri)

    assert document.language == language


def test_the_command_makes_what_is_missing_and_nothing_twice(desk, sent):
    make_division(post=desk.post, basis=desk.basis, status=DivisionStatus.LAID)
    make_division(post=desk.post, basis=desk.basis)  # a draft waits for somebody to ask

    for expected in ("4 papers made.", "0 papers made."):
        said = io.StringIO()
        call_command("make_documents", stdout=said)
        assert said.getvalue().strip() == expected

    assert sorted(Document.objects.values_list("kind", flat=True)) == [
        "division_landscape",
        "division_portrait",
        "report",
        "report_with_payment",
    ]


def test_a_draft_is_marked_and_not_stored(desk, sent, client):
    type(sent.report).objects.update(status=ReportStatus.DRAFT)
    client.force_login(desk.kari)

    answer = client.get(reverse("allocation:report_draft_pdf", args=[sent.report.pk]))

    assert "UTKAST" in text_of(answer.content)
    assert Document.objects.count() == 0


def test_a_member_of_the_forum_gets_the_part_about_the_forums_schemes(desk, sent, client):
    type(sent.report).objects.update(status=ReportStatus.CHECKED)
    client.force_login(desk.frida)

    answer = client.get(reverse("allocation:report_excerpt_pdf", args=[sent.report.pk]))

    assert "Alstahaug kommune" in text_of(answer.content)
    assert "40 00 00 01" not in text_of(answer.content)
    assert Document.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "extra", "status"),
    [
        ("kari", {}, 302),
        ("kari", {"with": "payment"}, 302),
        ("una", {"with": "payment"}, 403),
        ("per", {"with": "payment"}, 403),
        ("siri", {"with": "payment"}, 302),
        ("liv", {"with": "payment"}, 403),
        ("ola", {}, 404),
    ],
)
def test_who_gets_the_paper_with_accounts(desk, sent, client, name, extra, status):
    client.force_login(getattr(desk, name))

    answer = client.post(reverse("allocation:report_pdf", args=[sent.report.pk]), extra)

    assert answer.status_code == status
    if status == 302:
        assert client.get(answer.url).content.startswith(b"%PDF")
