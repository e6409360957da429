import pytest

from tests.browser.conftest import PASSWORD


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_log_in_page_is_open_to_everybody(page_for, axe, reflows, language):
    page = page_for(None, language=language)
    page.goto("/konto/logg-inn/")

    assert page.locator("html").get_attribute("lang") == language
    axe(page)
    reflows(page)


@pytest.mark.parametrize("with_script", [True, False])
def test_one_logs_in_by_e_mail_and_password_with_the_keyboard_alone(
    page_for, kari, live_server, with_script
):
    page = page_for(None, java_script_enabled=with_script)
    page.goto("/konto/logg-inn/")

    page.locator("input[name=login]").focus()
    page.keyboard.type("kari@example.no")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/")

    assert page.get_by_text(kari.get_full_name(), exact=True).is_visible()


def test_the_first_tab_leads_past_the_menu(page_for):
    page = page_for(None)
    page.goto("/konto/logg-inn/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "content"
