import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from measures.models import Attachment, read_content
from measures.services import attachments, lifecycle
from partnerships.services import new_key
from rekom.kit.errors import DomainError
from tests.builders import make_ready_report

PDF = b"%PDF-1.7 \xc3\xa6"


@pytest.fixture
def report(cast):
    return make_ready_report(partnership=cast.partnership, by=cast.kari)


@pytest.fixture
def send(cast, client, report):
    client.force_login(cast.kari)
    address = reverse("measures:attachments", args=[report.pk])

    def send(content: bytes = PDF, name: str = "Budsjett 2024.exe"):
        return client.post(address, {"file": SimpleUploadedFile(name, content)})

    return send


def test_a_file_is_added_under_a_safe_name_and_fetched_as_it_was(client, report, send):
    assert send().status_code == 302

    stored = report.attachments.get()
    assert (stored.name, stored.size) == ("Budsjett 2024.pdf", len(PDF))
    response = client.get(reverse("measures:attachment", args=[report.pk, stored.pk]))
    assert response.content == PDF
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_a_false_type_is_refused_and_nothing_stored(report, send):
    assert send(b"MZ a program", "budsjett.pdf").status_code == 422
    assert send(b"", "tom.pdf").status_code == 422
    assert not Attachment.objects.exists()


def test_the_same_file_twice_is_one_file(report, send):
    send()
    send(name="Igjen.pdf")

    assert report.attachments.count() == 1


def test_a_file_may_be_as_large_as_is_said_and_no_larger(cast, report):
    largest = b"%PDF-" + b"x" * (attachments.MOST_BYTES - 5)
    with pytest.raises(DomainError):
        attachments.add_attachment(report=report, name="a", content=largest + b"x", by=cast.kari)

    attachments.add_attachment(report=report, name="a", content=largest, by=cast.kari)


def test_there_is_room_for_so_many(cast, report):
    for number in range(attachments.MOST_FILES):
        content = PDF + str(number).encode()
        attachments.add_attachment(report=report, name="a", content=content, by=cast.kari)

    with pytest.raises(DomainError):
        attachments.add_attachment(report=report, name="a", content=PDF, by=cast.kari)


def test_a_removed_file_stands_in_the_version_that_was_sent_and_not_in_the_next(
    cast, client, report, send
):
    send()
    stored = report.attachments.get()
    lifecycle.submit_report(report=report, by=cast.kari, key=new_key())
    report.refresh_from_db()
    lifecycle.take_back_report(report=report, by=cast.kari)
    client.post(reverse("measures:attachments", args=[report.pk]), {"do": f"remove-{stored.pk}"})

    [sent] = report.versions.get().read().attachments
    assert (sent.name, sent.sha256) == (stored.name, stored.sha256)
    assert read_content(report).attachments == ()
    address = reverse("measures:attachment", args=[report.pk, stored.pk])
    assert client.get(address).content == PDF


def test_a_file_of_another_report_is_not_found(cast, client, report, send):
    send()
    other = make_ready_report(partnership=cast.neighbour, by=cast.ola, call=report.call)
    client.force_login(cast.ola)

    address = reverse("measures:attachment", args=[other.pk, report.attachments.get().pk])
    assert client.get(address).status_code == 404
