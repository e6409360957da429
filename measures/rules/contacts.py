"""Rules about those who receive money: contact person, numbers, account."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from measures.choices import Section
from measures.content import PartnerContent, PayeeContent, ReportContent
from measures.rules.problems import Place, Problem, block, in_row, warn
from measures.rules.texts import is_unanswered
from measures.rules.words import likeness
from rekom.kit.numbers import clean_account_number, clean_organisation_number

WRITE = {
    "contact_name": gettext_lazy("%(payee)s: write the name of the contact person."),
    "contact_role": gettext_lazy("%(payee)s: write the contact person's role."),
    "contact_phone": gettext_lazy("%(payee)s: write the contact person's telephone number."),
    "contact_email": gettext_lazy("%(payee)s: write the contact person's e-mail address."),
}
PHONE = re.compile(r"(\+47|0047)?\d{8}")
# A word of the address this near a word of the name, and not the same, is read as a slip of the hand.
ALIKE = 0.8
SPELLINGS = (
    str.maketrans({"æ": "ae", "ø": "o", "å": "a"}),
    str.maketrans({"æ": "e", "ø": "oe", "å": "aa"}),
)


def contact_persons_are_written(content: ReportContent) -> list[Problem]:
    """R-19 (block): each payee has a contact person with role, telephone and e-mail.

    Source: the forms of Nordland of 2024.
    """
    return [
        block(
            "R-19",
            _place(payee, field),
            message % {"payee": payee.name},
            missing=True,
        )
        for payee in content.payees
        for field, message in WRITE.items()
        if is_unanswered(getattr(payee, field))
    ]


def organisation_numbers_are_right(content: ReportContent) -> list[Problem]:
    """R-27 (block): an organisation number has nine digits, begins with 8 or 9, and its check digit holds.

    Source: Enhetsregisteret's rule, modulus 11 with weights 3 2 7 6 5 4 3 2.
    """
    parties: list[tuple[PayeeContent | PartnerContent, Section]] = [
        *((payee, Section.CONTACTS) for payee in content.payees),
        *((partner, Section.PARTIES) for partner in content.partners),
    ]
    return [
        block(
            "R-27",
            Place(section, in_row("organisation_number", party.key)),
            _("%(name)s: %(message)s") % {"name": party.name, "message": message},
        )
        for party, section in parties
        if (message := _wrong_organisation_number(party.organisation_number))
    ]


def organisation_numbers_are_known(content: ReportContent) -> list[Problem]:
    """R-27 (warn): each payee's organisation number is known before payment.

    Source: the forms of Nordland of 2024; Steinerhøyskolen's number is not in the register.
    """
    return [
        warn(
            "R-27",
            _place(payee, "organisation_number"),
            _("%(payee)s: the organisation number must be there before money can be paid out.")
            % {"payee": payee.name},
            missing=True,
        )
        for payee in content.payees
        if not payee.organisation_number
    ]


def account_numbers_are_right(content: ReportContent) -> list[Problem]:
    """R-28 (block): an account number has eleven digits, and its check digit holds.

    The message never repeats the number, for it is masked for most who read the report.

    Source: the banks' rule, modulus 11 with weights 5 4 3 2 7 6 5 4 3 2.
    """
    return [
        block(
            "R-28",
            _place(payee, "bank_account"),
            _(
                "%(payee)s: write the account number with eleven digits. Look for two digits that have changed places."
            )
            % {"payee": payee.name},
        )
        for payee in content.payees
        if payee.bank_account and not _is_account_number(payee.bank_account)
    ]


def account_numbers_are_known(content: ReportContent) -> list[Problem]:
    """R-28 (warn): each payee's account number is known before payment.

    Source: the forms of Nordland of 2024.
    """
    return [
        warn(
            "R-28",
            _place(payee, "bank_account"),
            _("%(payee)s: the account number must be there before money can be paid out.")
            % {"payee": payee.name},
            missing=True,
        )
        for payee in content.payees
        if not payee.bank_account
    ]


def email_addresses_are_right(content: ReportContent) -> list[Problem]:
    """R-29 (warn): an e-mail address is written as one, and spelt as the contact person's name is.

    A shared mailbox says nothing of the person; only what is nearly the name is doubted.

    Source: Ytre Helgeland's report of 2024, where one letter differs.
    """
    return [
        warn("R-29", _place(payee, "contact_email"), message)
        for payee in content.payees
        if (message := _doubt_about_email(payee))
    ]


def telephone_numbers_are_right(content: ReportContent) -> list[Problem]:
    """R-30 (warn): a telephone number has eight digits, with or without +47.

    Source: the needs reports of Bodø and Ytre Helgeland of 2024.
    """
    return [
        warn(
            "R-30",
            _place(payee, "contact_phone"),
            _("%(payee)s: write the telephone number with eight digits, for example 40 00 00 00.")
            % {"payee": payee.name},
        )
        for payee in content.payees
        if not is_unanswered(payee.contact_phone)
        and not PHONE.fullmatch(re.sub(r"[\s.()-]", "", payee.contact_phone))
    ]


def _place(payee: PayeeContent, field: str) -> Place:
    return Place(Section.CONTACTS, in_row(field, payee.key))


def _wrong_organisation_number(number: str) -> str:
    if not number:
        return ""
    try:
        digits = clean_organisation_number(number)
    except ValidationError as error:
        return str(error.messages[0])
    return "" if digits[0] in "89" else _("An organisation number begins with 8 or 9.")


def _is_account_number(number: str) -> bool:
    try:
        clean_account_number(number)
    except ValidationError:
        return False
    return True


def _doubt_about_email(payee: PayeeContent) -> str:
    if is_unanswered(payee.contact_email):
        return ""
    try:
        validate_email(payee.contact_email)
    except ValidationError:
        return _("%(payee)s: write the e-mail address like this: name@example.no.") % {
            "payee": payee.name
        }
    if not _is_nearly(payee.contact_name, payee.contact_email):
        return ""
    return _("%(name)s has the e-mail address %(email)s. Check that both are spelt right.") % {
        "name": payee.contact_name,
        "email": payee.contact_email,
    }


def _is_nearly(name: str, email: str) -> bool:
    """Whether a word of the address is almost a word of the name, and none of its usual forms."""
    in_name = {word for spelling in SPELLINGS for word in _words(name.casefold(), spelling)}
    initials = {word[0] for word in in_name}
    usual = in_name | {
        form for word in in_name for first in initials for form in (first + word, word + first)
    }
    return any(
        likeness(word, other) >= ALIKE
        for word in _words(email.partition("@")[0].casefold(), {})
        if word not in usual
        for other in in_name
    )


def _words(text: str, spelling: dict[int, str]) -> list[str]:
    """The words as an e-mail address spells them, and all of them as one."""
    plain = unicodedata.normalize("NFKD", text.translate(spelling))
    words = re.findall(r"[^\W\d_]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return [*words, "".join(words)] if words else []
