"""Pages that save while one writes: what a test does to them, and what it waits for."""

import re
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Page, expect

from tests.browser.conftest import PATIENCE

T = TypeVar("T")

KEPT = """() => new Promise((resolve, reject) => {
  const opening = indexedDB.open("rekom");
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const db = opening.result;
    if (!db.objectStoreNames.contains("kept")) { db.close(); return resolve([]); }
    const all = db.transaction("kept").objectStore("kept").getAll();
    all.onsuccess = () => { db.close(); resolve(all.result.map(each => each.value).join()); };
  };
})"""


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    return page


def status(page: Page):
    return page.locator("[data-save-status]")


def write(page: Page, name: str, text: str) -> None:
    page.locator(f"[name='{name}']").fill(text)
    page.keyboard.press("Tab")


def expect_saved(page: Page) -> None:
    expect(status(page)).to_have_text(re.compile(r"^(Saved|Lagret) .*\d\d.\d\d$"))


def until(page: Page, found: Callable[[], T], wanted: T) -> None:
    """Asks again while the browser goes on, for as long as ``expect`` would."""
    for _try in range(PATIENCE // 100):
        if found() == wanted:
            return
        page.wait_for_timeout(100)
    assert found() == wanted


def expect_stored(page: Page, row, **answers) -> None:
    """Within the time that the page takes to send."""

    def stored() -> dict:
        row.refresh_from_db()
        return {name: getattr(row, name) for name in answers}

    until(page, stored, answers)


def kept(page: Page) -> str:
    return page.evaluate(KEPT)


def expect_kept(page: Page, *texts: str) -> None:
    """Each in the browser's own store, or the store empty when none is named: it writes by and by."""

    def in_store() -> tuple[bool, list[str]]:
        found = kept(page)
        return bool(found), [text for text in texts if text in found]

    until(page, in_store, (bool(texts), list(texts)))
