"""What was answered of a measure, and the marks under each answer with the form to set another.

Written here and not in a template: seven measures have twenty-eight marks, which took more than a third of
the time of the page there.
"""

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from measures.choices import Mark
from measures.content import MeasureContent
from measures.models import Assessment
from measures.models.report import REASON
from measures.templatetags.reports import measure_links
from measures.views.review_page import Desk, Judgement
from rekom.kit.controls import control, length_of
from rekom.kit.dates import format_when
from rekom.kit.markup import csrf_field, fill, fill_each, joined
from rekom.kit.questions import counter, counter_of, errors
from rekom.kit.templatetags.ui import status_tag

register = template.Library()

ANSWER = '<div class="rk-answer"><h4>{label}</h4>{text}{judgements}</div>\n'
# Only what came of it is swapped when it has been sent: what somebody goes on writing stays.
FORM = (
    '<form method="post" action="{address}" id="{name}" class="rk-judge" novalidate data-item'
    ' hx-post="{address}"'
    ' hx-trigger="submit, change from:find .rk-seg delay:400ms, change from:find textarea"'
    ' hx-target="#{name}_judged" hx-sync="this:queue last">{csrf}'
    '<input type="hidden" name="measure" value="{measure}">'
    '<input type="hidden" name="criterion" value="{criterion}">\n'
    '<fieldset class="rk-fieldset"><legend>{code} {title}<span class="ds-sr-only">, {whose}</span></legend>\n'
    '<div class="rk-seg" data-small>{choices}</div></fieldset>\n'
    '<details class="ds-details" data-color="neutral"{open}>'
    '<summary>{comment_word}<span class="ds-sr-only">: {code}, {whose}</span></summary>'
    '<div class="ds-field">{comment}</div></details>\n'
    '<div class="rk-actions"><button class="ds-button" data-variant="tertiary">{save_word}'
    '<span class="ds-sr-only">: {code}, {whose}</span></button>'
    '<div id="{name}_judged" aria-live="polite">{judged}</div></div>\n</form>'
)
CHOICE = (
    '<label><input type="radio" name="mark" id="id_{name}_{value}" value="{value}"{checked}>'
    "{words}</label>"
)
# As AssessmentForm has it; a form for each of them would take most of the time.
SEEN = '<input type="hidden" name="seen" value="{}" id="id_{}_seen">'
COMMENT = (
    '<textarea name="comment" rows="2" aria-label="{label}" class="ds-input"'
    ' aria-describedby="{id}_counter" id="{id}">\n{text}</textarea>{counter}'
)
TO_READ = '<div class="rk-judge" id="{name}"><p>{code} {title} {mark}</p>{comment}{judged_by}</div>'
THEIRS = '<div class="rk-note" role="alert"><p>{}</p><p><strong>{}</strong></p>{}</div>'
PLAIN, QUIET = "<p>{}</p>", '<p class="rk-quiet">{}</p>'
WRITTEN, SUB = '<p class="rk-written">{}</p>', '<p class="rk-sub">{}, {}</p>'
CHECKED, OPEN = fill(" checked"), fill(" open")
TONES = {
    Mark.MET: "success",
    Mark.PARTLY: "warning",
    Mark.NOT_MET: "danger",
    Mark.NOT_ASSESSED: "neutral",
}


@register.simple_tag(takes_context=True)
def judged_answers(context: Context, measure: MeasureContent) -> SafeString:
    """Needs ``desk``, and ``content`` to link to its other measures."""
    desk: Desk = context["desk"]
    shared = {
        "address": desk.assess_url,
        "csrf": csrf_field(context),
        "words": {mark.value: str(mark.label) for mark in Mark},
        "comment_word": _("Comment"),
        "save_word": _("Save"),
    }
    return fill_each(
        ANSWER,
        (
            {
                "label": label,
                "text": _answer(text, judgements, context),
                "judgements": joined(_judgement(each, **shared) for each in judgements),
            }
            for label, text, judgements in desk.answers(measure)
        ),
    )


@register.simple_tag
def judged(judgement: Judgement) -> SafeString:
    """What came of a mark that was sent: who set the one that holds, what is wrong, what a colleague
    has stored since."""
    held, form = judgement.held, judgement.form
    if form:
        parts = [control(form["seen"]), errors(form["mark"]), errors(form["comment"])]
    else:
        parts = [fill(SEEN, held.number if held else 0, judgement.name)]
    if judgement.theirs:
        parts.append(_theirs(judgement.theirs))
    return joined([*parts, _judged_by(judgement)])


def _answer(text: str, judgements: list[Judgement], context: Context) -> str:
    if text:
        return fill(PLAIN, measure_links(text, context["content"]))
    of_an_answer = judgements and judgements[0].criterion.field
    return fill(QUIET, _("Not answered")) if of_an_answer else ""


def _judgement(
    judgement: Judgement, *, words: dict[str, str], comment_word: str, **shared: str
) -> SafeString:
    """For those who only read, the mark alone."""
    criterion = judgement.criterion
    own = {"name": judgement.name, "code": criterion.code, "title": criterion.name}
    if not judgement.may_mark:
        return fill(TO_READ, **own, **_as_read(judgement))
    is_wrong = judgement.form is not None and bool(judgement.form.errors)
    return fill(
        FORM,
        **own,
        **shared,
        measure=judgement.measure.key,
        criterion=criterion.key,
        whose=judgement.whose,
        choices=_choices(judgement, words),
        open=OPEN if judgement.comment or is_wrong or judgement.theirs else "",
        comment_word=comment_word,
        comment=_comment(judgement, comment_word),
        judged=judged(judgement),
    )


def _choices(judgement: Judgement, words: dict[str, str]) -> SafeString:
    name, chosen = judgement.name, judgement.chosen
    return fill_each(
        CHOICE,
        (
            {
                "name": name,
                "value": value,
                "checked": CHECKED if value == chosen else "",
                "words": said,
            }
            for value, said in words.items()
        ),
    )


def _comment(judgement: Judgement, label: str) -> SafeString:
    if judgement.form:
        field = judgement.form["comment"]
        return control(field, label=label) + counter(field)
    own, text = f"id_{judgement.name}_comment", judgement.comment
    left = counter_of(own, REASON, REASON - length_of(text))
    return fill(COMMENT, label=label, id=own, text=text, counter=left)


def _as_read(judgement: Judgement) -> dict[str, str]:
    mark, held = Mark(judgement.mark), judgement.held
    return {
        "mark": status_tag(mark.label, tone=TONES[mark]),
        "comment": fill(WRITTEN, held.comment) if held and held.comment else "",
        "judged_by": _judged_by(judgement),
    }


def _judged_by(judgement: Judgement) -> str:
    held = judgement.held
    return fill(SUB, held.by, format_when(held.at)) if held else ""


def _theirs(theirs: Assessment) -> SafeString:
    said = _(
        "%(name)s saved this %(at)s, while you were writing. Yours stands above and is not stored"
        " yet. Save again to let it stand."
    ) % {"name": theirs.by.name, "at": format_when(theirs.at)}
    return fill(THEIRS, said, Mark(theirs.mark).label, fill(WRITTEN, theirs.comment))
