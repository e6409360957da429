"""The scan, the narrow screen and the watch over the page find what they look for."""

import pytest

GOOD = """<!doctype html><html lang="nb"><head><title>Fine</title></head>
<body><main><h1>Fine</h1><p>Words.</p></main></body></html>"""


def test_a_good_page_has_no_violation_and_reflows(page_for, axe, reflows):
    page = page_for(None)
    page.set_content(GOOD)

    axe(page)
    reflows(page)


def test_violations_are_found_and_named(page_for, axe):
    page = page_for(None)
    page.set_content(
        "<html><body><input><p style='color:#ccc;background:#fff'>Pale</p></body></html>"
    )

    with pytest.raises(AssertionError) as failure:
        axe(page)

    for rule in ("color-contrast", "document-title", "html-has-lang", "label"):
        assert f"{rule}: " in str(failure.value)


def test_a_page_that_is_too_wide_is_found(page_for, reflows):
    page = page_for(None)
    page.set_content(GOOD.replace("Words.", "<b style='display:block;width:500px'>Wide</b>"))

    with pytest.raises(AssertionError, match="Wide"):
        reflows(page)


def test_a_refused_script_is_heard(page_for, complaints):
    page = page_for(None)
    page.goto("/finnes-ikke/")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
    )

    assert "Content Security Policy" in complaints.pop()


def test_a_question_to_another_host_is_heard(page_for, complaints):
    page = page_for(None)
    page.route("**/elsewhere.example.no/**", lambda route: route.abort())
    page.set_content("<img src='http://elsewhere.example.no/spy.png' alt=''>")

    assert complaints.pop() == "asked elsewhere: http://elsewhere.example.no/spy.png"
