"""What somebody without a mouse does."""

from playwright.sync_api import Page


def tab_to(page: Page, selector: str) -> None:
    for _press in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the Tab key does not reach {selector}")


def press(page: Page, selector: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Enter")
