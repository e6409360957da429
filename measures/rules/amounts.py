"""Rules about money."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from measures.choices import ContributionBase, MeasureKind, Section
from measures.content import MeasureContent, ReportContent, SchemeContent
from measures.rules import sums
from measures.rules.problems import Place, Problem, block, in_measure, in_row, warn
from measures.rules.schemes import DECENTRALISED, REGIONAL
from measures.rules.words import called
from rekom.kit.kroner import format_nok


def amounts_are_whole_kroner(content: ReportContent) -> list[Problem]:
    """R-05 (block): each amount is whole kroner, zero or more.

    Source: the needs reports of Bodø and Ytre Helgeland of 2024, where all are whole.
    """
    in_measures = [
        block(
            "R-05",
            in_measure(measure, field),
            _("%(measure)s: write the amount in whole kroner, 0 or more.")
            % {"measure": called(measure)},
        )
        for measure in content.measures
        for field, amount in _amounts_of(measure)
        if not _is_amount(amount)
    ]
    return in_measures + [
        block(
            "R-05",
            Place(Section.CONTACTS, in_row("amount_nok", balance.scheme, payee.key)),
            _("%(payee)s: write earlier money in whole kroner, 0 or more.") % {"payee": payee.name},
        )
        for payee in content.payees
        for balance in payee.opening_balances
        if not _is_amount(balance.amount_nok)
    ]


def measures_ask_for_money(content: ReportContent) -> list[Problem]:
    """R-06 (block): there is a measure, and each asks for more than nothing.

    Source: good sense; a needs report without a need has no meaning.
    """
    if not content.measures:
        return [
            block("R-06", Place(Section.MEASURES), _("Add at least one measure."), missing=True)
        ]
    return [
        block(
            "R-06",
            in_measure(measure, "lines"),
            _("%(measure)s: write the amount you need.") % {"measure": called(measure)},
            missing=True,
        )
        for measure in content.measures
        if sums.measure_nok(measure) <= 0
    ]


def universities_take_part(content: ReportContent) -> list[Problem]:
    """R-07 (warn): a measure has an amount for a university, unless it is for the coordinator only.

    Source: the scheme asks for partnership; Ytre Helgeland's measure 3 of 2024 has no university.
    """
    universities = {payee.key for payee in content.universities}
    return [
        warn(
            "R-07",
            in_measure(measure, "lines"),
            _(
                "%(measure)s: no university has an amount. Add it, or choose “Coordinator only” if that is all the measure is."
            )
            % {"measure": called(measure)},
        )
        for measure in content.measures
        if measure.kind != MeasureKind.COORDINATOR
        and not any(
            amount > 0 and payee in universities
            for payee, amount in sums.amounts_by_payee(measure).items()
        )
    ]


def own_contribution_is_enough(content: ReportContent) -> list[Problem]:
    """R-08 (as the call says): owners add a percentage of the grant in the schemes that ask for it.

    The call gives the schemes, the percentage, whether it is of the whole grant or of the owner's
    part, and whether too little stops the report. Without a known base it is of the whole grant,
    and the message names neither base nor sum.

    Source: the county governors' calls, which differ: Innlandet and Møre og Romsdal of 2024, Oslo og Viken of 2022.
    """
    call = content.call
    if call.own_contribution_percent is None:
        return []
    severity = block if call.own_contribution_blocks else warn
    place = Place(Section.MEASURES)
    return [
        severity(
            "R-08",
            place,
            _own_contribution_message(content, scheme),
            missing=not _own_nok(content, scheme),
        )
        for scheme in content.schemes
        if scheme.code in call.own_contribution_schemes
        and _own_nok(content, scheme) * 100
        < _base_nok(content, scheme) * call.own_contribution_percent
    ]


def coordinator_is_asked_for_once(content: ReportContent) -> list[Problem]:
    """R-23 (warn): a coordinator's amount inside a measure is not also a measure of its own.

    Source: Ytre Helgeland's report of 2024, which has both.
    """
    alone = [each for each in content.measures if each.kind == MeasureKind.COORDINATOR]
    if not alone:
        return []
    return [
        warn(
            "R-23",
            in_measure(measure, "coordinator_amount_nok"),
            _(
                "%(measure)s: %(amount)s is for a coordinator, and measure %(number)d is for a coordinator too. Check that the same work is not counted twice."
            )
            % {
                "measure": called(measure),
                "amount": format_nok(amount),
                "number": _nearest(alone, measure).number,
            },
        )
        for measure in content.measures
        if measure.kind != MeasureKind.COORDINATOR and (amount := sums.coordinator_nok(measure))
    ]


def individual_measures_have_a_pot(content: ReportContent) -> list[Problem]:
    """R-11 (warn): individual further education gets no grant outside the pot for individual measures.

    The decentralised scheme has no such pot; the regional one has it where the call says how large.

    Source: the county governors' calls of 2024; up to 30 percent in Trøndelag in 2022.
    """
    without_pot = {DECENTRALISED}
    if content.call.individual_share_percent is None:
        without_pot.add(REGIONAL)
    return [
        warn(
            "R-11",
            in_measure(measure, "kind"),
            _(
                "%(measure)s: %(scheme)s gives no grant for individual further education. Choose another scheme, or plan it as a collective measure."
            )
            % {"measure": called(measure), "scheme": scheme.short_name},
        )
        for scheme in content.schemes
        for measure in content.measures_in(scheme.code)
        if measure.kind == MeasureKind.INDIVIDUAL and scheme.code in without_pot
    ]


def _nearest(alone: list[MeasureContent], measure: MeasureContent) -> MeasureContent:
    """The coordinator's measure of the same scheme, else the first."""
    return next((each for each in alone if each.scheme == measure.scheme), alone[0])


def _amounts_of(measure: MeasureContent) -> Iterator[tuple[str, object]]:
    for line in measure.lines:
        yield in_row("quantity", line.key), line.quantity
        yield in_row("unit_price_nok", line.key), line.unit_price_nok
    yield "coordinator_amount_nok", measure.coordinator_amount_nok
    for estimate in measure.estimates:
        yield in_row("amount_nok", estimate.period, estimate.payee), estimate.amount_nok


def _is_amount(value: object) -> bool:
    return value is None or (isinstance(value, int) and value >= 0)


def _own_nok(content: ReportContent, scheme: SchemeContent) -> int:
    return sums.own_contribution(content.measures_in(scheme.code)).total_nok


def _base_nok(content: ReportContent, scheme: SchemeContent) -> int:
    totals = sums.scheme_table(content, scheme.code).totals
    if content.call.own_contribution_base == ContributionBase.OWNER_GRANT:
        return totals.owner_nok
    return totals.total_nok


def _own_contribution_message(content: ReportContent, scheme: SchemeContent) -> str:
    own_nok = _own_nok(content, scheme)
    if own_nok:
        entered = _("%(scheme)s: the own contribution is %(amount)s.") % {
            "scheme": scheme.short_name,
            "amount": format_nok(own_nok),
        }
    else:
        entered = _("%(scheme)s: no own contribution is entered.") % {"scheme": scheme.short_name}
    return f"{entered} {_asked_for(content, scheme)}"


def _asked_for(content: ReportContent, scheme: SchemeContent) -> str:
    call = content.call
    percent = call.own_contribution_percent or 0
    if not (call.own_contribution_source and call.own_contribution_base):
        return _("It is to be at least %(percent)d percent, see the call.") % {"percent": percent}
    base_nok = _base_nok(content, scheme)
    return _("%(percent)d percent of %(base)s, %(base_amount)s, is %(amount)s (%(source)s).") % {
        "percent": percent,
        "base": ContributionBase(call.own_contribution_base).label,
        "base_amount": format_nok(base_nok),
        "amount": format_nok(-(-base_nok * percent // 100)),
        "source": call.own_contribution_source,
    }
