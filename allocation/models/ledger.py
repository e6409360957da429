"""Rows → the ledger of a frame: what each network and university holds, has used and means to draw."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from allocation.choices import DivisionStatus, LedgerKind
from allocation.models.division import DivisionLine
from allocation.models.earlier import LedgerEntry
from allocation.models.frame import Frame
from allocation.rules.earlier import EarlierMoney, Told
from measures.models import ReportPayee
from partnerships.models import Network, Organisation

Holder = Network | Organisation


@dataclass(frozen=True)
class LedgerRow:
    holder: Holder
    money: EarlierMoney

    @property
    def is_network(self) -> bool:
        return isinstance(self.holder, Network)


@dataclass(frozen=True)
class Ledger:
    networks: tuple[LedgerRow, ...]
    universities: tuple[LedgerRow, ...]

    @property
    def overdrawn(self) -> tuple[LedgerRow, ...]:
        rows = self.networks + self.universities
        return tuple(row for row in rows if row.money.overdrawn_nok)


def read_ledger(frame: Frame) -> Ledger:
    """Every network of the office and every university that asks for money, in four queries."""
    entries = list(frame.ledger.all())
    allocated = allocated_in_force(frame)
    networks = Network.objects.filter(county_governor=frame.call.county_governor_id)
    return Ledger(
        networks=tuple(
            LedgerRow(network, _money(entries, network, allocated.get(network.pk)))
            for network in networks.order_by("name")
        ),
        universities=tuple(
            LedgerRow(university, _money(entries, university))
            for university in universities_of(frame).order_by("name")
        ),
    )


def holder_row(frame: Frame, holder: Holder) -> LedgerRow:
    entries = list(frame.ledger.all())
    allocated = allocated_in_force(frame).get(holder.pk) if isinstance(holder, Network) else None
    return LedgerRow(holder, _money(entries, holder, allocated))


def universities_of(frame: Frame) -> QuerySet[Organisation]:
    """Those that stand in a report of the call, or in the ledger."""
    payees = ReportPayee.objects.filter(report__call=frame.call_id)
    return (
        Organisation.objects.universities()
        .filter(Q(pk__in=payees.values("organisation")) | Q(ledger__frame=frame))
        .distinct()
    )


def allocated_in_force(frame: Frame) -> dict[int, int]:
    """Whole kroner by network: what the divisions in force give. Not typed, and not in the ledger."""
    lines = DivisionLine.objects.filter(
        division__post__frame=frame, division__status=DivisionStatus.IN_FORCE
    )
    sums = lines.order_by().values("network").annotate(sum_nok=Sum("amount_nok"))
    return {row["network"]: row["sum_nok"] for row in sums}


def _money(
    entries: list[LedgerEntry], holder: Holder, allocated_nok: int | None = None
) -> EarlierMoney:
    column = "network_id" if isinstance(holder, Network) else "organisation_id"
    told: dict[str, Told] = defaultdict(Told)
    for entry in entries:
        if getattr(entry, column) == holder.pk:
            told[entry.kind] = Told(entry.amount_nok, entry.words)
    if allocated_nok is not None:
        told[LedgerKind.ALLOCATED] = Told(allocated_nok)
    return EarlierMoney(**{kind.value: told[kind] for kind in LedgerKind})
