"""Organisation and account numbers: checked by their check digit, shown in groups."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum.exceptions import InvalidChecksum
from stdnum.exceptions import ValidationError as NotANumber
from stdnum.no import kontonr, orgnr


def clean_organisation_number(text: str) -> str:
    """Return nine digits. Raises ValidationError (R-27)."""
    try:
        return orgnr.validate(_digits(text))
    except InvalidChecksum:
        raise ValidationError(
            _(
                "The check digit of %(number)s is wrong. Look for two digits that have changed places."
            ),
            code="check_digit",
            params={"number": text.strip()},
        ) from None
    except NotANumber:
        raise ValidationError(
            _("Write the organisation number with nine digits, for example 918 108 467."),
            code="not_a_number",
        ) from None


def clean_account_number(text: str) -> str:
    """Return eleven digits. Raises ValidationError (R-28)."""
    digits = _digits(text)
    try:
        if len(digits) != 11:
            raise NotANumber
        return kontonr.validate(digits)
    except InvalidChecksum:
        raise ValidationError(
            _(
                "The check digit of account %(number)s is wrong. Look for two digits that have changed places."
            ),
            code="check_digit",
            params={"number": text.strip()},
        ) from None
    except NotANumber:
        raise ValidationError(
            _("Write the account number with eleven digits, for example 1234 56 78903."),
            code="not_a_number",
        ) from None


def validate_organisation_number(number: str) -> None:
    clean_organisation_number(number)


def validate_account_number(number: str) -> None:
    clean_account_number(number)


def _digits(text: str) -> str:
    return "".join(char for char in text if char not in " .\u00a0\u202f\u2009-")
