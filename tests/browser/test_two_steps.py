"""Log-in in two steps, from being turned on to being turned off, with codes as an app makes them."""

import base64
import hashlib
import hmac
import struct
import time

from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD


def code_of(secret: str, *, steps: int = 0) -> str:
    """What the app shows now, or so many half minutes from now (RFC 6238)."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    place = digest[-1] & 15
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def give_password(page):
    page.goto(reverse("account_login"))
    page.get_by_label("E-mail address").fill("kari@example.no")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def give_password_once_more(page):
    expect(page.get_by_role("heading", name="Your password once more")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def turn_on(page) -> str:
    page.goto(reverse("mfa_activate_totp"))
    give_password_once_more(page)
    secret = page.locator(".rk-key").inner_text()
    page.get_by_role("textbox", name="Code").fill(code_of(secret))
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    return secret


def test_it_is_turned_on_asked_for_and_turned_off(kari, page_for, axe, reflows):
    page = page_for(None, language="en")

    def inspect():
        axe(page)
        reflows(page)

    give_password(page)
    expect(page.get_by_text("Kari", exact=True)).to_be_visible()
    page.goto(reverse("profile"))
    page.get_by_role("link", name="Log-in in two steps").click()
    inspect()
    page.get_by_role("link", name="Turn on").click()
    give_password_once_more(page)
    expect(page.locator(".rk-qr")).to_be_visible()
    inspect()
    page.get_by_role("textbox", name="Code").fill("000000")
    page.get_by_role("button", name="Turn on").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.locator("[data-error-summary]")).to_contain_text("The code is wrong")
    inspect()
    secret = page.locator(".rk-key").inner_text()
    page.get_by_role("textbox", name="Code").fill(code_of(secret))
    page.get_by_role("button", name="Turn on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    expect(page.locator(".rk-codes li")).to_have_count(10)
    inspect()

    # the next log-in asks for a code, and lets nobody past without
    other = page_for(None, language="en")
    give_password(other)
    expect(other.get_by_role("heading", name="The code from your app")).to_be_visible()
    axe(other)
    reflows(other)
    other.goto(reverse("profile"))
    expect(other.get_by_role("heading", name="The code from your app")).to_be_visible()
    other.get_by_role("textbox", name="Code").fill("000000")
    other.get_by_role("button", name="Log in").click()
    expect(other.locator("[data-error-summary]")).to_be_focused()
    other.get_by_role("textbox", name="Code").fill(code_of(secret, steps=1))
    other.get_by_role("button", name="Log in").click()
    expect(other.get_by_text("Kari", exact=True)).to_be_visible()

    # and off again
    page.goto(reverse("mfa_index"))
    page.get_by_role("link", name="Turn off").click()
    inspect()
    page.get_by_role("button", name="Turn off").click()
    expect(page.get_by_text("Log-in in two steps is off.")).to_be_visible()
    give_password(third := page_for(None, language="en"))
    expect(third.get_by_text("Kari", exact=True)).to_be_visible()


def test_a_recovery_code_lets_in_once(kari, page_for, axe, reflows):
    page = page_for(None, language="en")
    give_password(page)
    expect(page.get_by_text("Kari", exact=True)).to_be_visible()
    turn_on(page)
    code = page.locator(".rk-codes li").first.inner_text()

    for is_new in (True, False):
        lost = page_for(None, language="en")
        give_password(lost)
        lost.get_by_role("textbox", name="Code").fill(code)
        lost.get_by_role("button", name="Log in").click()
        if is_new:
            expect(lost.get_by_text("Kari", exact=True)).to_be_visible()
        else:
            expect(lost.locator("[data-error-summary]")).to_contain_text("The code is wrong")

    page.goto(reverse("mfa_index"))
    expect(page.get_by_text("9 are left.")).to_be_visible()
    axe(page)
    reflows(page)
    page.get_by_role("link", name="Make new codes").click()
    axe(page)
    page.get_by_role("button", name="Make new codes").click()
    expect(page.locator(".rk-codes li")).to_have_count(10)
