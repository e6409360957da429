"""What a browser asks for and what travels: a first visit with nothing kept, and the next."""

import os
import shutil
from typing import NamedTuple

from playwright.sync_api import BrowserContext, sync_playwright

from tests.bench.pages import Page, cookie
from tests.bench.servers import Server
from tests.browser.conftest import CHROMIUM_NAMES, FLAGS


class Visit(NamedTuple):
    requests: int
    bytes: int  # on the wire, headers too
    script_bytes: int


def visits(server: Server, pages: list[Page]) -> dict[str, tuple[Visit, Visit]]:
    """(first, next) by the page's name."""
    cookies = {page.name: cookie(page.person) for page in pages}  # the database is not for inside
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, chromium_sandbox=os.geteuid() != 0, args=FLAGS
        )
        found = {}
        for page in pages:
            context = browser.new_context(locale="nb-NO")
            _log_in(context, server, cookies[page.name])
            found[page.name] = _visit(context, server, page), _visit(context, server, page)
            context.close()
        browser.close()
    return found


def _log_in(context: BrowserContext, server: Server, held: str) -> None:
    name, _is, value = held.partition("=")
    if name:
        url = f"http://127.0.0.1:{server.port}"
        context.add_cookies([{"name": name, "value": value, "url": url}])


def _visit(context: BrowserContext, server: Server, page: Page) -> Visit:
    tab = context.new_page()
    debugger = context.new_cdp_session(tab)
    debugger.send("Network.enable")
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def see(event: dict) -> None:
        kept = event["response"].get("fromDiskCache") or event["response"]["url"][:5] == "data:"
        if not kept:
            kinds[event["requestId"]] = event["type"]

    def finish(event: dict) -> None:
        sizes[event["requestId"]] = round(event["encodedDataLength"])

    debugger.on("Network.responseReceived", see)
    debugger.on("Network.loadingFinished", finish)
    tab.goto(f"http://127.0.0.1:{server.port}{page.address}", wait_until="networkidle")
    tab.close()
    sent = {key: sizes[key] for key in kinds if sizes.get(key)}
    scripts = sum(size for key, size in sent.items() if kinds[key] == "Script")
    return Visit(len(sent), sum(sent.values()), scripts)
