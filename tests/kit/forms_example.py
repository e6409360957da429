"""One form with every kind of question, for the tests of what forms look like."""

from html.parser import HTMLParser

from django import forms
from django.forms.renderers import DjangoTemplates

from rekom.kit.fields import KronerField

CHOICES = [("a", "Assessment"), ("p", "Planning & <more>"), ("c", "Carrying out")]


class EveryQuestion(forms.Form):
    default_renderer = DjangoTemplates

    title = forms.CharField(label="Title", max_length=200, help_text="Short & clear")
    need = forms.CharField(
        label="Need", widget=forms.Textarea, max_length=100, help_text="What for?"
    )
    purpose = forms.ChoiceField(label="Purpose", widget=forms.RadioSelect, choices=CHOICES)
    groups = forms.MultipleChoiceField(
        label="Who?", widget=forms.CheckboxSelectMultiple, choices=CHOICES, help_text="All that fit"
    )
    scheme = forms.ChoiceField(label="Scheme", choices=[("", "Choose"), ("Group", CHOICES)])
    several = forms.MultipleChoiceField(label="Several", choices=CHOICES)
    amount = KronerField(label="Amount")
    count = forms.IntegerField(label="Count", min_value=0)
    share = forms.DecimalField(label="Share", localize=True)
    email = forms.EmailField(
        label="E-mail", widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    on = forms.DateField(label="Date", localize=True)
    agreed = forms.BooleanField(label="Agreed", help_text="All of us")
    sheet = forms.FileField(label="Sheet")
    when = forms.SplitDateTimeField(label="When")
    key = forms.CharField(widget=forms.HiddenInput)


FILLED = {
    "title": 'A "title" <b>',
    "need": "\nFirst line\nSecond & last",
    "purpose": "p",
    "groups": ["a", "c"],
    "scheme": "c",
    "several": ["a", "p"],
    "amount": 1430000,
    "count": 4,
    "email": "kari@example.no",
    "agreed": True,
    "key": "k1",
}


class Page(HTMLParser):
    """Every element of a page with its attributes; what a form on it would send."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def all(self, *tags):
        return [attrs for tag, attrs in self.elements if not tags or tag in tags]

    def ids(self):
        return [attrs["id"] for attrs in self.all() if "id" in attrs]

    def sent(self):
        """(name, value) of all controls and options that are in force, in order."""
        name, pairs = "", []
        for tag, attrs in self.elements:
            name = attrs.get("name", name) if tag in {"input", "select", "textarea"} else name
            if tag == "option" and "selected" in attrs:
                pairs.append((name, attrs.get("value")))
            if tag == "input" and (
                attrs["type"] not in {"radio", "checkbox"} or "checked" in attrs
            ):
                pairs.append((name, attrs.get("value")))
        return pairs
