from django import forms
from django.utils.translation import gettext_lazy as _

from rekom.kit.word import MAX_BYTES


class WordFileForm(forms.Form):
    use_required_attribute = False

    file = forms.FileField(
        label=_("Word file"),
        help_text=_("The county governor's form, saved as .docx. One scheme in each file."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )

    @property
    def data_of_file(self) -> bytes:
        """One byte more than a file may have, so that the guard refuses what is larger."""
        return self.cleaned_data["file"].read(MAX_BYTES + 1)
