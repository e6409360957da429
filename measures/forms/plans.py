import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from measures.forms.fields import ShortCount
from measures.models import LongTermPlan, PlanItem
from measures.services.plans import Item, items_of
from partnerships.forms.offices import OfficeField, offer_offices

NUMBER = re.compile(r"^([\d.]*\d)\.?\s+(.+)$")  # "3.1 Laget rundt barnet"
TITLE = PlanItem._meta.get_field("title").max_length


class PlanForm(forms.ModelForm):
    """A long-term plan; its items a line each."""

    use_required_attribute = False
    county_governor = OfficeField()
    url = forms.URLField(label=_("Address on the web"), required=False, assume_scheme="https")
    first_year = ShortCount(label=_("First year"), required=True, min_value=2010, max_value=2099)
    last_year = ShortCount(label=_("Last year"), required=True, min_value=2010, max_value=2099)
    items = forms.CharField(
        label=_("Items"),
        help_text=_("One on each line, with its number if it has one: 3.1 Learning environment"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )

    class Meta:
        model = LongTermPlan
        fields = ["county_governor", "title", "first_year", "last_year", "url"]
        labels = {"title": _("Title")}

    def __init__(self, *args: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["county_governor"]
            self.initial["items"] = "\n".join(
                " ".join(item).strip() for item in items_of(self.instance)
            )
        else:
            offer_offices(self, "county_governor", offices)

    def clean_items(self) -> list[Item]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["items"].splitlines()]
        items = [_item(line) for line in lines if line]
        if any(len(title) > TITLE for _number, title in items):
            raise forms.ValidationError(
                gettext("A line can be %(limit)d characters at most.") % {"limit": TITLE}
            )
        if len(set(items)) < len(items):
            raise forms.ValidationError(gettext("Two lines are alike. Remove one of them."))
        return items

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = data.get("first_year"), data.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("The last year is before the first."))
        return data


def _item(line: str) -> Item:
    found = NUMBER.match(line)
    return (found[1], found[2]) if found else ("", line)
