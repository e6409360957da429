"""What the office writes when it reviews a report, and the partnership's answer."""

from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from measures.choices import SECTIONS_OF, Mark, ReportKind
from measures.forms.desk import SECTIONS, DeadlineField
from measures.models import Comment
from measures.models.report import REASON

SHOWN = 60  # characters of a comment in a list to choose from


def long_text(label: Any, *, rows: int = 2, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=REASON, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


class AssessmentForm(forms.Form):
    """One mark. ``seen`` is the number of the one that the page showed."""

    mark = forms.ChoiceField(label=_("Mark"), choices=Mark)
    comment = long_text(_("Comment"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class NoteForm(forms.Form):
    text = long_text(_("Note"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class CommentForm(forms.Form):
    """A comment on one of the places; where there is but one, nobody is asked which."""

    place = forms.ChoiceField(label=_("What is it about?"))
    text = long_text(_("Comment"), rows=3)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places
        if len(places) == 1:
            self.fields["place"].widget = forms.HiddenInput()
            self.initial.setdefault("place", places[0][0])


class TextForm(forms.Form):
    """A comment written anew."""

    text = long_text(_("Comment"), rows=3)


class ReplyForm(forms.Form):
    """The partnership's answer. ``seen`` is the mark of the answer that the page showed."""

    answer = long_text(_("Answer"), rows=3)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)


class OwnerForm(forms.Form):
    """Who sees to a flag."""

    owner = forms.TypedChoiceField(label=_("By whom?"), coerce=int)

    def __init__(self, *args: Any, colleagues: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [(key, name) for key, name in colleagues]


class FlagForm(OwnerForm):
    text = long_text(_("What must be seen to?"))
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ResolveForm(forms.Form):
    resolution = long_text(_("How was it resolved?"))


class ReturnForm(forms.Form):
    """What the partnership is to put right, where, and by when. Comments say it too."""

    reason = long_text(
        _("What is to be put right?"),
        rows=4,
        required=False,
        help_text=_("The partnership reads this. Say what is wrong, and what to do."),
    )
    comments = forms.TypedMultipleChoiceField(
        label=_("Which comments go along?"),
        help_text=_("They are released to the partnership, which answers each of them."),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    sections = forms.MultipleChoiceField(
        label=_("What can be changed?"),
        help_text=_(
            "Choose none to open what the comments are on, or the whole report when no comment goes"
            " along."
        ),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    until = DeadlineField(label=_("New deadline"))
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(
        self, *args: Any, kind: str, comments: list[tuple[Comment, str]], **kwargs: Any
    ) -> None:
        """``kind`` of report; ``comments``: those that the partnership has not got, each with the name
        of its place."""
        super().__init__(*args, **kwargs)
        own = SECTIONS_OF[ReportKind(kind)]
        self.fields["sections"].choices = [each for each in SECTIONS if each[0] in own]
        self.fields["comments"].choices = [
            (comment.pk, f"{place}: {Truncator(comment.text).chars(SHOWN)}")
            for comment, place in comments
        ]
        if not comments:
            del self.fields["comments"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "reason" in cleaned and not cleaned["reason"] and not cleaned.get("comments"):
            self.add_error("reason", self.fields["reason"].error_messages["required"])
        return cleaned
