"""What can be asked of the inbox, in the words of its address."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from measures.choices import ReportKind, ReportStatus
from measures.models.inbox import Colleagues
from measures.models.selection import (
    ME,
    NOBODY,
    NOT_BEGUN,
    NOTHING,
    ORDERS,
    OVERDUE,
    REMARKS,
    WORDS,
    Selection,
)
from partnerships.models import Scheme, User
from partnerships.models.desk import VIEW_NAME

STATUS_CHOICES = [
    ("", _("All")),
    ("office", _("With us")),
    ("partnership", _("With the partnership")),
    (NOT_BEGUN, _("Not begun")),
    (ReportStatus.DRAFT, ReportStatus.DRAFT.label),
    (ReportStatus.RETURNED, ReportStatus.RETURNED.label),
    ("forum", _("Ready for the forum")),
]


class SelectionForm(forms.Form):
    """The filters above the list. What the address says that is no choice of ours counts as nothing."""

    text = forms.CharField(
        label=_("Search for name, municipality or organisation number"),
        required=False,
        max_length=100,
        widget=forms.SearchInput(attrs={"autocomplete": "off", "data-key": "/"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *ReportKind.choices]
    )
    status = forms.ChoiceField(label=_("Status"), required=False, choices=STATUS_CHOICES)
    scheme = forms.ChoiceField(label=_("Scheme"), required=False)
    holder = forms.ChoiceField(label=_("Case worker"), required=False)
    due = forms.ChoiceField(
        label=_("Deadline"),
        required=False,
        choices=[("", _("All")), (OVERDUE, _("Has passed"))],
    )
    lacks = forms.ChoiceField(
        label=_("Lacks"),
        required=False,
        choices=[("", _("All")), (REMARKS, _("Sent with remarks")), (NOTHING, _("Nothing"))],
    )
    order = forms.ChoiceField(
        required=False,
        choices=[(sign + word, "") for word in ORDERS for sign in ("", "-")],
        widget=forms.HiddenInput,
    )

    def __init__(
        self, address: QueryDict, *, schemes: Iterable[Scheme], case_workers: Iterable[User]
    ) -> None:
        super().__init__(address)
        self.fields["scheme"].choices = [
            ("", _("All")),
            *((scheme.code, scheme.short_name) for scheme in schemes),
        ]
        self.fields["holder"].choices = [
            ("", _("All")),
            (ME, _("Me and those I cover for")),
            (NOBODY, _("Nobody")),
            *((str(person.pk), person.name) for person in case_workers),
        ]

    def add_prefix(self, field_name: str) -> str:
        return WORDS.get(field_name, field_name)

    def selection(self) -> Selection:
        self.is_valid()
        return Selection(**self.cleaned_data)


class ViewNameForm(forms.Form):
    """The name under which somebody keeps a selection."""

    name = forms.CharField(
        label=_("Name of the view"),
        max_length=VIEW_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write a name for the view.")},
    )


class AssignForm(forms.Form):
    """``colleagues`` are known already where it is shown, so the form asks for nobody."""

    case_worker = forms.TypedChoiceField(
        label=_("Case worker"),
        error_messages={"required": _("Choose the colleague who is to have it.")},
    )

    def __init__(self, *args: Any, colleagues: Colleagues, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["case_worker"]
        people = ((str(person.pk), person.name) for person in colleagues.people)
        field.choices = [("", _("Choose a colleague")), *people]
        field.coerce = lambda key: colleagues.by_key[int(key)]
