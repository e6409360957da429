"""What the charts of the allocation show. The same figures stand in the table that each is beside."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allocation.rules.comparison import SideBySide
from allocation.rules.overview import Overview
from rekom.kit.chart import Chart, Series
from rekom.kit.kroner import format_nok


def overview_chart(overview: Overview) -> Chart:
    """Two bars a network: the need, and beneath it what there is to meet it with."""
    rows = overview.networks
    need = Series(_("Need"), tuple(row.need_nok for row in rows))
    pro_rata = Series(_("Pro rata"), tuple(row.allotted_nok for row in rows))
    drawn = Series(_("Stated draw on earlier money"), tuple(row.earlier.nok for row in rows))
    return Chart(
        title=_("Need and money of each network"),
        description=_overview_in_words(overview),
        axis=_("kroner"),
        rows=tuple(row.network for row in rows),
        bars=((need,), (pro_rata, drawn)),
    )


def _overview_in_words(overview: Overview) -> str:
    count = len(overview.networks)
    told = ngettext(
        "Bars for %(count)d network: the need, %(need)s in all, and beneath it pro rata, %(allotted)s, with the stated draw on earlier money, %(drawn)s.",
        "Bars for %(count)d networks: the need, %(need)s in all, and beneath it pro rata, %(allotted)s, with the stated draw on earlier money, %(drawn)s.",
        count,
    ) % {
        "count": count,
        "need": format_nok(overview.need_nok),
        "allotted": format_nok(overview.allotted_nok),
        "drawn": format_nok(overview.earlier_nok),
    }
    furthest = max(overview.networks, key=lambda row: row.beyond_nok or 0, default=None)
    if furthest is None or not furthest.beyond_nok or furthest.beyond_nok < 0:
        return told
    beyond = _("%(network)s needs most beyond pro rata: %(beyond)s.") % {
        "network": furthest.network,
        "beyond": format_nok(furthest.beyond_nok),
    }
    return f"{told} {beyond}"


def versions_chart(table: SideBySide, letters: Sequence[str]) -> Chart:
    """A dot for each version in the row of the network, at what it gives."""
    columns = [tuple(change.after_nok for change in column.changes) for column in table.columns]
    return Chart(
        title=_("Versions side by side"),
        description=_versions_in_words(table),
        axis=_("kroner"),
        rows=table.networks,
        dots=tuple(
            Series(letter, values)
            for letter, values in zip(letters, [table.reference, *columns], strict=False)
        ),
    )


def _versions_in_words(table: SideBySide) -> str:
    count = len(table.columns) + 1
    told = ngettext(
        "For each network a dot at what it gets, in %(count)d version.",
        "For each network a dot at what it gets in each of %(count)d versions.",
        count,
    ) % {"count": count}
    changes = [change for column in table.columns for change in column.changes]
    most = max(changes, key=lambda change: abs(change.change_nok), default=None)
    if most is None or not most.change_nok:
        return told
    moved = _("Furthest apart is %(network)s, from %(before)s to %(after)s.") % {
        "network": most.network,
        "before": format_nok(most.before_nok),
        "after": format_nok(most.after_nok),
    }
    return f"{told} {moved}"
