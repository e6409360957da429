"""One report through an afternoon when everything goes wrong: two who write, and a server that dies.

The server is gunicorn, as in earnest, and it is killed: nothing that it holds is put away first.
"""

import os
import re
import signal

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from playwright.sync_api import Page, expect

from measures.choices import ReportStatus
from measures.models import SentVersion
from tests.bench.servers import Server, children
from tests.browser.writing import expect_kept, expect_saved, expect_stored, opened, status, write
from tests.builders import make_call, make_member, make_plan, make_ready_report, make_target_groups

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "et langt passord"
NOT_SAVED = "Not saved yet. What you write is kept in this browser."

# What is sent in the end, word for word.
WRITTEN = {
    "title": "Karis navn på tiltaket",
    "collective_process": "Jonas om prosessen",
    "anchoring": "Kari om forankring. Jonas om forankring.",
    "plan_anchoring": "Midt i en setning, og så videre uten tjener",
    "owner_use": "Jonas skrev dette uten tjener",
    "university_use": "Skrevet etter at økten var utløpt",
    "target_group_text": "Skrevet rett før siden ble forlatt",
}


class MortalServer(Server):
    def die(self) -> None:
        """At once, its workers too, whatever they are doing."""
        for pid in [self.process.pid, *children(self.process.pid)]:
            os.kill(pid, signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def server(transactional_db):
    """On the database of the tests; it can be entered again after its death, on the same port."""
    database = connection.settings_dict
    address = {
        "sqlite": f"sqlite:///{database['NAME']}",
        "postgresql": f"postgres://rekom@/{database['HOST']}/{database['NAME']}",
    }[connection.vendor]
    return MortalServer(
        "rekom.wsgi",
        DJANGO_SETTINGS_MODULE="tests.settings",
        DATABASE_URL=address,
        ALLOWED_HOSTS="127.0.0.1",
    )


@pytest.fixture
def site_url(server) -> str:
    return f"http://127.0.0.1:{server.port}"


@pytest.fixture
def report(cast):
    make_target_groups()
    call = make_call(office=cast.office, plan=make_plan(cast.office))
    cast.kari.set_password(PASSWORD)
    cast.kari.save()
    return make_ready_report(partnership=cast.partnership, call=call, by=cast.kari)


def log_in_again(page: Page, email: str) -> None:
    """On a tab of its own, as the page offers."""
    with page.expect_popup() as popup:
        page.locator("[data-log-in] a").click()
    tab = popup.value
    tab.fill("[name=login]", email)
    tab.fill("[name=password]", PASSWORD)
    tab.locator("main form button").click()
    tab.wait_for_url(re.compile(r"/behov/"))
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")


def test_two_browsers_a_dead_server_an_expired_session_and_two_presses(
    cast, report, server, page_for
):
    measure = report.measures.get()
    address = f"/behov/{report.pk}/tiltak/{measure.pk}/"
    jonas_berg = make_member(cast.partnership)
    with server:
        server.first_answer("/")
        kari = opened(page_for(cast.kari, language="en"), address)
        jonas = opened(page_for(jonas_berg, language="en"), address)

        # different fields
        write(kari, "title", WRITTEN["title"])
        write(jonas, "collective_process", WRITTEN["collective_process"])
        expect_stored(
            kari,
            measure,
            title=WRITTEN["title"],
            collective_process=WRITTEN["collective_process"],
        )

        # the same field: the second sees both, and keeps both in one text
        write(jonas, "anchoring", "Jonas om forankring.")
        expect_stored(jonas, measure, anchoring="Jonas om forankring.")
        write(kari, "anchoring", "Kari om forankring.")
        both = kari.locator("[data-conflict=anchoring]")
        expect(both).to_contain_text("Jonas om forankring.")
        expect(both).to_contain_text("Kari om forankring.")
        both.locator("[data-choose=mine]").click()
        write(kari, "anchoring", WRITTEN["anchoring"])
        expect_stored(kari, measure, anchoring=WRITTEN["anchoring"])
        expect_saved(kari)

        # the server dies while both write
        kari.locator("[name=plan_anchoring]").fill("Midt i en set")
        server.die()
    write(kari, "plan_anchoring", WRITTEN["plan_anchoring"])
    write(jonas, "owner_use", WRITTEN["owner_use"])
    expect(status(kari)).to_have_text(NOT_SAVED)
    expect(status(jonas)).to_have_text(NOT_SAVED)
    expect_kept(kari, WRITTEN["plan_anchoring"])
    expect_kept(jonas, WRITTEN["owner_use"])

    with server:
        expect_stored(
            kari,
            measure,
            plan_anchoring=WRITTEN["plan_anchoring"],
            owner_use=WRITTEN["owner_use"],
        )
        expect_saved(kari)
        expect_saved(jonas)
        jonas.close()

        # the session expires
        Session.objects.all().delete()
        write(kari, "university_use", WRITTEN["university_use"])
        expect(status(kari)).to_contain_text("You have been logged out")
        log_in_again(kari, cast.kari.email)
        expect_stored(kari, measure, university_use=WRITTEN["university_use"])

        # away and back
        kari.locator("#id_target_group_text").fill(WRITTEN["target_group_text"])
        with kari.expect_navigation():
            kari.locator("nav a").first.click()
        kari.go_back()
        expect(kari.locator("#id_target_group_text")).to_have_value(WRITTEN["target_group_text"])
        expect_stored(kari, measure, target_group_text=WRITTEN["target_group_text"])

        # sent with two presses
        kari.goto(f"/behov/{report.pk}/kontroll/")
        kari.locator("main form[action$='/send-inn/'] button").dblclick()
        kari.wait_for_url(re.compile(r"/kvittering/$"))

    report.refresh_from_db()
    assert report.status == ReportStatus.SUBMITTED
    sent = SentVersion.objects.get().read().measures[0]
    assert {name: getattr(sent, name) for name in WRITTEN} == WRITTEN
