import pytest
from django import forms
from django.utils import translation

from rekom.kit.controls import characters_left, control, first_control_id
from tests.kit.forms_example import FILLED, EveryQuestion, Page

KINDS = list(EveryQuestion.base_fields)


@pytest.fixture(params=["empty", "filled", "sent and wrong"])
def form(request):
    if request.param == "sent and wrong":
        return EveryQuestion({"title": "x" * 201, "amount": "12 mill", "groups": ["a"]})
    return EveryQuestion(initial=FILLED if request.param == "filled" else {})


@pytest.mark.parametrize("name", KINDS)
def test_sends_what_djangos_own_widget_would_send(form, name):
    ours, djangos = Page(control(form[name])), Page(form[name].as_widget())
    assert ours.sent() == djangos.sent()


@pytest.mark.parametrize("name", KINDS)
def test_has_the_names_and_ids_of_djangos_own_widget(form, name):
    def names_and_ids(html):
        controls = Page(html).all("input", "select", "textarea")
        return [(attrs["name"], attrs.get("id")) for attrs in controls]

    assert names_and_ids(control(form[name])) == names_and_ids(form[name].as_widget())


@pytest.mark.parametrize(
    "name", [name for name in KINDS if name not in {"purpose", "groups", "need", "sheet"}]
)
def test_says_what_djangos_own_widget_says_to_a_screen_reader(form, name):
    def said(html):
        return [
            {key: value for key, value in attrs.items() if key.startswith("aria-")}
            for attrs in Page(html).all("input", "select", "textarea")
        ]

    assert said(control(form[name])) == said(form[name].as_widget())


def test_a_text_that_begins_with_a_line_break_keeps_it():
    assert ">\n\nFirst line" in control(EveryQuestion(initial=FILLED)["need"])


def test_no_limit_cuts_what_is_pasted():
    assert "maxlength" not in control(EveryQuestion()["title"]) + control(EveryQuestion()["need"])


@pytest.mark.parametrize(("name", "keyboard"), [("count", "numeric"), ("amount", "numeric")])
def test_figures_are_text_with_a_keyboard_of_digits(name, keyboard):
    (attrs,) = Page(control(EveryQuestion()[name])).all("input")
    assert (attrs["type"], attrs["inputmode"]) == ("text", keyboard)


def test_a_decimal_figure_has_a_keyboard_with_a_comma():
    class Share(forms.Form):
        share = forms.DecimalField()

    (attrs,) = Page(control(Share()["share"])).all("input")
    assert (attrs["type"], attrs["inputmode"], attrs.get("step")) == ("text", "decimal", None)


def test_in_a_table_the_label_names_the_control():
    (attrs,) = Page(control(EveryQuestion()["amount"], label='Price, line "3"')).all("input")
    assert attrs["aria-label"] == 'Price, line "3"'


def test_what_a_person_wrote_is_text_and_never_markup():
    form = EveryQuestion(initial={"title": '"><script>', "need": "</textarea><script>"})
    assert "<script>" not in control(form["title"]) + control(form["need"])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("", 100),
        ("æ" * 40, 60),
        ("one\ntwo", 92),
        ("one\r\ntwo", 92),
        ("👍" * 10, 90),
        ("x" * 103, -3),
    ],
)
def test_characters_are_counted_as_the_server_counts_them(text, left):
    assert characters_left(EveryQuestion(initial={"need": text})["need"]) == left


@pytest.mark.parametrize("extra", [0, 1])
def test_none_left_is_exactly_what_the_server_accepts(extra):
    text = "line\r\n" * 10 + "x" * (40 + extra)
    form = EveryQuestion({"need": text})
    assert ("need" in form.errors) == (characters_left(form["need"]) < 0) == bool(extra)


@pytest.mark.parametrize("name", [name for name in KINDS if name != "key"])
def test_a_link_to_a_question_leads_to_a_control_that_is_there(name):
    field = EveryQuestion()[name]
    assert first_control_id(field) in Page(control(field)).ids()


def test_a_localized_figure_is_shown_with_a_comma():
    with translation.override("nb"):
        (attrs,) = Page(control(EveryQuestion(initial={"share": 12.5})["share"])).all("input")
    assert attrs["value"] == "12,5"
