from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.models import Organisation
from rekom.kit.numbers import clean_account_number


class ProposeAccountForm(forms.Form):
    bank_account = forms.CharField(
        label=_("New account number"),
        help_text=_("Eleven digits. Spaces and full stops do not matter."),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Write the account number with eleven digits, for example 1234 56 78903.")
        },
    )

    def clean_bank_account(self) -> str:
        return clean_account_number(self.cleaned_data["bank_account"])


class PaymentReferenceForm(forms.ModelForm):
    class Meta:
        model = Organisation
        fields = ["payment_reference"]
        labels = {"payment_reference": _("Payments are marked with")}
        help_texts = {
            "payment_reference": _("What your accounts department needs to recognise the payment.")
        }
