"""The minutes of a forum meeting on paper: every figure out of the data, the table that was laid before it inside."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone, translation
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _

from allocation.choices import BasisColumn, Rounding
from allocation.content import DivisionTable, ItemPart, MinutesContent
from allocation.pdf.division_table import division_on_paper
from allocation.pdf.minutes_item import ItemOnPaper, item_on_paper
from allocation.rules.division import DividedPot, DivisionLine
from rekom.kit.dates import format_when
from rekom.kit.pdf import render_pdf

MEMBERS_ATTACHMENT = 1


def minutes_pdf(content: MinutesContent, *, language: str, draft: bool = False) -> bytes:
    """Return the paper. Raises PaperError."""
    with translation.override(language):
        context = _context(content, draft=draft)
    return render_pdf("pdf/minutes.html", context, language=language)


def divided_pot(table: DivisionTable) -> DividedPot:
    """The division as it was laid before the forum, for the rules that read such tables."""
    flat_pot = table.pot_nok * Decimal(table.flat_percent) / 100
    flat_pot_nok = int(flat_pot.quantize(Decimal(1), ROUND_HALF_UP))
    return DividedPot(
        pot_nok=table.pot_nok,
        flat_percent=Decimal(table.flat_percent),
        rounding=Rounding(table.rounding),
        flat_pot_nok=flat_pot_nok,
        fte_pot_nok=table.pot_nok - flat_pot_nok,
        parts_exact=table.parts_exact,
        lines=tuple(
            DivisionLine(
                network=line.network,
                municipalities=line.municipalities,
                fte=Decimal(line.fte),
                flat_nok=line.flat_nok,
                fte_nok=line.fte_nok,
                amount_nok=line.amount_nok,
            )
            for line in table.lines
        ),
        column=BasisColumn(table.column),
    )


def _context(content: MinutesContent, *, draft: bool) -> dict[str, Any]:
    starts_at = timezone.localtime(datetime.fromisoformat(content.starts_at))
    day = format_when(starts_at.date(), "long")
    return {
        "content": content,
        "draft": draft,
        "created": content.approved_on,
        "office_name": content.office_name,
        "office_parallel_names": content.office_parallel_names,
        "reference": _("Minutes, %(forum)s, %(day)s") % {"forum": content.forum, "day": day},
        "approved_on": _day(content.approved_on),
        "schemes": get_text_list([str(scheme) for scheme in content.schemes], _("and")),
        "facts": list(_facts(content, starts_at)),
        "items": list(_items(content)),
        "members_attachment": MEMBERS_ATTACHMENT,
        "seats": content.seats,
        "tables": list(_tables(content)),
    }


def _facts(content: MinutesContent, starts_at: datetime) -> Iterator[tuple[str, str]]:
    ends_at = timezone.localtime(datetime.fromisoformat(content.ends_at))
    yield _("Meeting"), content.title
    yield _("Time"), meeting_time(starts_at, ends_at)
    yield _("Place"), content.place
    yield (
        _("Present"),
        _(
            "%(attending)d of %(seats)d members. Names and whom they represent stand in attachment %(number)d."
        )
        % {
            "attending": len(content.attending),
            "seats": len(content.seats),
            "number": MEMBERS_ATTACHMENT,
        },
    )
    if content.absent:
        yield (
            _("Absent"),
            ", ".join(_with_place(seat.name, seat.represents) for seat in content.absent),
        )
    if content.guests:
        yield _("Guests"), ", ".join(content.guests)
    yield _("Chair"), content.chair
    yield _("Secretary"), content.secretary
    if content.approved_by:
        yield _("Approved by"), content.approved_by


def _items(content: MinutesContent) -> Iterator[ItemOnPaper]:
    """The items; a part stands under the heading of its item where that has one."""
    attachment_of = dict(_attachments(content))
    whole = {item.number for item in content.items if not item.part}
    for item in content.items:
        is_under = bool(item.part) and item.number.removesuffix(item.part).strip() in whole
        yield item_on_paper(
            item, level=3 if is_under else 2, attachment=attachment_of.get(item.number)
        )


def _attachments(content: MinutesContent) -> Iterator[tuple[str, int]]:
    """The allocation tables stand last, numbered after the list of members."""
    number = MEMBERS_ATTACHMENT
    for item in content.items:
        if item.division:
            number += 1
            yield item.number, number


def _tables(content: MinutesContent) -> Iterator[dict[str, Any]]:
    attachment_of = dict(_attachments(content))
    for item in content.items:
        if item.division:
            yield attached_table(item, item.division, attachment_of[item.number])


def attached_table(item: ItemPart, laid: DivisionTable, number: int) -> dict[str, Any]:
    """The variable of pdf/_minutes_table.html."""
    divided = divided_pot(laid)
    return {
        "number": number,
        "laid": laid,
        "item": item.number,
        "made_at": timezone.localtime(datetime.fromisoformat(laid.made_at)),
        "rounding": Rounding(laid.rounding).label,
        "fte_share": 100 - divided.flat_percent,
        "table": division_on_paper(divided),
    }


def meeting_time(starts_at: datetime, ends_at: datetime) -> str:
    """ "Torsdag 10. mars 2022 kl. 09.00–15.00" """
    end = format_when(ends_at, "time").split()[-1]
    return f"{capfirst(format_when(starts_at, 'weekday'))}–{end}"


def _with_place(name: str, represents: str) -> str:
    return f"{name} ({represents})" if represents else name


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
