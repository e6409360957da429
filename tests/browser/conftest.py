"""The site in Chromium: pages for the people of the cast, an axe scan, a narrow screen.

The content security policy stays on. A script error, a refused script or style, or a request to
another host fails the test in which it happened.
"""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from partnerships.models import User
from tests.architecture.source import ROOT
from tests.builders import make_user

# A condition that comes is waited for; on a busy machine it comes late.
PATIENCE = 60_000  # milliseconds, of which a test that passes uses none
expect.set_options(timeout=PATIENCE)

PASSWORD = "a long password of nobody"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
AXE = ROOT / "node_modules/axe-core/axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Without motion: a click lands beside its mark while a page scrolls softly or something unfolds.
STILL = {"reduced_motion": "reduce"}
NARROW = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}

RUN_AXE = "rules => axe.run(document, {runOnly: rules}).then(found => found.violations)"
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
  .filter(one => one.getBoundingClientRect().right > innerWidth + 1
                 && !one.closest("[data-scrolls], .rk-scroll"))
  .map(one => one.outerHTML.slice(0, 120))"""

UNFOLD = """() => document.querySelectorAll("details:not([open])").forEach(
  one => { one.open = true; one.dataset.unfolded = "" })"""
FOLD = """() => document.querySelectorAll("[data-unfolded]").forEach(
  one => { one.open = false; delete one.dataset.unfolded })"""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "page_for" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    found = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, CHROMIUM_NAMES)), None
    )
    if not found:
        pytest.fail("There is no Chromium here. On Debian: apt-get install chromium")
    sandbox = os.geteuid() != 0  # Chromium refuses its sandbox to root
    return {
        **browser_type_launch_args,
        "executable_path": found,
        "chromium_sandbox": sandbox,
        "args": FLAGS,
    }


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browser and the server have complained of; anything left fails the test."""
    heard: list[str] = []
    yield heard
    assert heard == []


@pytest.fixture
def site_url(live_server) -> str:
    """Where the site answers; a test with a server of its own says it anew."""
    return live_server.url


@pytest.fixture
def page_for(site_url, new_context, complaints) -> Callable[..., Page]:
    """``page_for(cast.kari)`` is a page where Kari is logged in; ``page_for(None)`` a stranger's."""

    def open_page(person, *, language: str = "nb", **options) -> Page:
        context = new_context(base_url=site_url, viewport=DESK, locale="nb-NO", **STILL, **options)
        context.set_default_timeout(PATIENCE)
        _set_cookie(context, site_url, settings.LANGUAGE_COOKIE_NAME, language)
        if person:
            _set_cookie(context, site_url, settings.SESSION_COOKIE_NAME, _session(person))
        _listen(context, site_url, complaints)
        return context.new_page()

    return open_page


@pytest.fixture
def kari(db) -> User:
    """Somebody who logs in by hand, with PASSWORD."""
    kari = make_user("Kari", email="kari@example.no")
    kari.set_password(PASSWORD)
    kari.save(update_fields=["password"])
    return kari


@pytest.fixture
def downloaded() -> Callable[[Page, str], bytes]:
    """``downloaded(page, "PDF")`` is the file that the browser saves after that button."""

    def press(page: Page, button: str) -> bytes:
        with page.expect_download() as waiting:
            page.get_by_role("button", name=button, exact=True).press("Enter")
        return waiting.value.path().read_bytes()

    return press


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """``axe(page)`` fails with every violation of WCAG 2.2 A and AA that axe finds."""

    def scan(page: Page) -> None:
        # Evaluated by the debugger, which the page's content security policy does not stop.
        debugger = page.context.new_cdp_session(page)
        debugger.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
        violations = [_in_words(found) for found in page.evaluate(RUN_AXE, WCAG)]
        assert not violations, "\n".join(violations)

    return scan


@pytest.fixture
def reflows() -> Callable[[Page], None]:
    """``reflows(page)`` fails if a screen of 320 px has to be moved sideways (WCAG 1.4.10).

    What is folded is looked at unfolded.
    """

    def narrow(page: Page) -> None:
        before = page.viewport_size
        page.set_viewport_size(NARROW)
        page.evaluate(UNFOLD)
        width = page.evaluate("document.documentElement.scrollWidth")
        too_wide = page.evaluate(TOO_WIDE) if width > NARROW["width"] else []
        page.evaluate(FOLD)
        page.set_viewport_size(before)
        assert (width, too_wide) == (NARROW["width"], [])

    return narrow


def _session(person) -> str:
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _set_cookie(context: BrowserContext, url: str, name: str, value: str) -> None:
    context.add_cookies([{"name": name, "value": value, "url": url}])


def _listen(context: BrowserContext, url: str, complaints: list[str]) -> None:
    def hear(message) -> None:
        # An answer of 4xx is the test's own matter; Chromium writes a line about each.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(message.text)

    def see(request) -> None:
        if not request.url.startswith((url, "data:", "blob:", "about:")):
            complaints.append(f"asked elsewhere: {request.url}")

    def read(response) -> None:
        if response.status >= 500:
            complaints.append(f"{response.status} from {response.url}")

    context.on("console", hear)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on("request", see)
    context.on("response", read)


def _in_words(violation: dict) -> str:
    places = "; ".join(node["html"][:120] for node in violation["nodes"][:5])
    return f"{violation['id']}: {violation['help']} ({places})"
