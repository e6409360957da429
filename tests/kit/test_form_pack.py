"""The crispy pack: what a question, a form and a page with errors look like."""

import pytest
from crispy_forms.bootstrap import PrependedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Column, Div, Fieldset, Layout, Row, Submit
from django.forms import formset_factory
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from tests.kit.forms_example import CHOICES, EveryQuestion, Page

VISIBLE = [name for name in EveryQuestion.base_fields if name not in {"key", "when"}]


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def render(source, **context):
    return Template(source).render(Context(context))


def wrong(**data):
    return EveryQuestion({"title": "x" * 201, "amount": "12 mill", **data})


@pytest.mark.parametrize("form", [EveryQuestion(), wrong()], ids=["empty", "wrong"])
@pytest.mark.parametrize("name", VISIBLE)
def test_every_id_that_a_question_points_at_is_there_once(form, name):
    page = Page(render("{% field field %}", field=form[name]))
    pointed_at = [
        id_
        for attrs in page.all()
        for id_ in [
            *(attrs.get("aria-describedby") or "").split(),
            *filter(None, [attrs.get("for")]),
        ]
    ]
    assert [page.ids().count(id_) for id_ in pointed_at] == [1] * len(pointed_at)
    assert pointed_at  # a question without a label points at nothing


def test_help_and_error_and_counter_are_read_with_the_control():
    page = Page(render("{% field form.need %}", form=wrong()))
    (attrs,) = page.all("textarea")
    assert attrs["aria-describedby"] == "id_need_helptext id_need_error id_need_counter"
    assert attrs["aria-invalid"] == "true"


def test_a_group_is_a_fieldset_that_is_read_with_its_help_and_error():
    html = render("{% field form.groups %}", form=wrong())
    (attrs,) = Page(html).all("fieldset")
    assert attrs["aria-describedby"] == "id_groups_helptext id_groups_error"
    assert "<legend" in html
    assert html.count('type="checkbox"') == len(CHOICES)


def test_the_error_stands_after_its_control():
    html = render("{% field form.amount %}", form=wrong())
    assert html.index("<input") < html.index('id="id_amount_error"')


def test_a_question_without_errors_has_no_error_paragraph():
    assert "_error" not in render("{% field form.amount %}", form=EveryQuestion())


def test_labels_help_and_choices_are_text_and_never_markup():
    html = render("{% field form.purpose %}{% field form.title %}", form=EveryQuestion())
    assert "Planning &amp; &lt;more&gt;" in html
    assert "Short &amp; clear" in html


@pytest.mark.parametrize(
    ("text", "says"), [("x" * 60, "40 characters left"), ("x" * 103, "3 characters too many")]
)
def test_a_long_answer_shows_what_is_left(text, says):
    assert says in render("{% field form.need %}", form=EveryQuestion(initial={"need": text}))


def test_affixes_stand_around_the_control():
    html = render('{% field form.amount suffix="kr" %}', form=EveryQuestion())
    assert '<span class="ds-field-affix">kr</span>' in html


def test_a_hidden_label_is_still_heard():
    html = render(
        "{% field form.amount hide_label=True label_end='line 3' %}", form=EveryQuestion()
    )
    assert "ds-label ds-sr-only" in html
    assert "Amount" in html
    assert "line 3" in html


def test_a_misspelt_argument_is_an_error():
    with pytest.raises(TemplateSyntaxError, match="sufix"):
        render('{% field form.amount sufix="kr" %}', form=EveryQuestion())


# --- crispy --------------------------------------------------------------------------------------


def test_a_layout_gives_the_same_questions_as_the_tag():
    form = EveryQuestion()
    form.helper = FormHelper()
    form.helper.form_tag = False
    form.helper.layout = Layout(*VISIBLE)
    by_layout = render("{% load crispy_forms_tags %}{% crispy form %}", form=form)
    by_tag = "".join(render("{% field field %}", field=EveryQuestion()[name]) for name in VISIBLE)
    assert "".join(by_layout.split()) == "".join(by_tag.split())


def test_the_filter_gives_all_questions():
    html = render("{% load crispy_forms_tags %}{{ form|crispy }}", form=EveryQuestion())
    names = {attrs["name"] for attrs in Page(html).all("input", "select", "textarea")}
    assert names - {"when_0", "when_1"} == set(EveryQuestion.base_fields) - {"when"}


def test_every_part_of_a_layout_has_its_template():
    form = EveryQuestion()
    form.helper = FormHelper()
    form.helper.layout = Layout(
        Fieldset("Amounts", Row(Column("amount"), Column("need"))),
        Div(PrependedText("count", "×"), css_class="x"),
        ButtonHolder(Submit("save", "Save"), Submit("later", "Later", css_class="secondary")),
    )
    html = render("{% load crispy_forms_tags %}{% crispy form %}", form=form)
    assert [attrs.get("data-variant") for attrs in Page(html).all("button")] == [None, "secondary"]
    assert '<div class="rk-pair">' in html
    assert '<span class="ds-field-affix">×</span>' in html


def test_a_whole_form_has_its_tag_its_summary_and_no_check_by_the_browser():
    form = wrong()
    form.helper = FormHelper()
    html = render("{% load crispy_forms_tags %}{% crispy form %}", form=form)
    (attrs,) = Page(html).all("form")
    assert (attrs["method"], "novalidate" in attrs, attrs["enctype"]) == (
        "post",
        True,
        "multipart/form-data",
    )
    assert html.count("data-error-summary") == 1


def test_a_formset_carries_its_management_form_and_each_form():
    formset = formset_factory(EveryQuestion, extra=2)()
    html = render("{% load crispy_forms_tags %}{{ formset|crispy }}", formset=formset)
    names = [attrs["name"] for attrs in Page(html).all("input")]
    assert [names.count(name) for name in ("form-TOTAL_FORMS", "form-0-title", "form-1-title")] == [
        1,
        1,
        1,
    ]


# --- the error summary ---------------------------------------------------------------------------


def test_the_summary_links_to_each_question_that_is_wrong():
    form = wrong()
    fields = "".join(render("{% field field %}", field=form[name]) for name in VISIBLE)
    summary = Page(render("{% error_summary form %}", form=form))
    links = [attrs["href"] for attrs in summary.all("a")]
    assert len(links) == len(form.errors)
    there = {f"#{id_}" for id_ in Page(fields).ids()}
    assert [link for link in links if link not in there] == ["#id_when_0", "#id_key"]


def test_the_summary_says_which_question_and_the_same_words_as_the_field():
    html = render("{% error_summary form %}", form=wrong())
    assert "Amount: Write the amount in whole kroner with digits only, for example 75 000" in html


def test_a_label_that_asks_takes_no_colon():
    assert "Who? This field is required." in render("{% error_summary form %}", form=wrong())


def test_the_summary_takes_focus_and_has_a_heading():
    page = Page(render("{% error_summary form %}", form=wrong()))
    (section,) = page.all("section")
    assert (section["tabindex"], "data-error-summary" in section) == ("-1", True)
    assert section["aria-labelledby"] in page.ids()


@pytest.mark.parametrize(("method", "takes_focus"), [("post", True), ("get", False)])
def test_only_a_page_that_came_back_takes_focus(rf, method, takes_focus):
    html = render("{% error_summary form %}", form=wrong(), request=getattr(rf, method)("/"))
    assert ("data-error-summary" in html) == takes_focus


def test_a_form_that_is_one_of_many_says_which():
    formset = formset_factory(EveryQuestion)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-amount": "x"}
    )
    formset.forms[0].place = "Line 1"
    assert "Line 1, Amount: Write" in render("{% error_summary formset %}", formset=formset)


def test_problems_without_a_field_stand_in_the_same_list():
    class Problem:
        url, message = "/tiltak/3/", "Measure 3: choose what the grant is for"

    html = render("{% error_summary problems=problems title='One answer' %}", problems=[Problem])
    assert '<a href="/tiltak/3/">Measure 3: choose what the grant is for</a>' in html
    assert "One answer" in html


def test_a_page_without_errors_has_no_summary():
    assert render("{% error_summary form %}", form=EveryQuestion()).strip() == ""
