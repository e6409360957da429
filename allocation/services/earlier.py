"""Earlier money of a network or a university: written down as it was told."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from allocation import permissions
from allocation.choices import LedgerKind
from allocation.models import Frame, LedgerEntry
from allocation.models.ledger import Holder
from allocation.rules.earlier import Told
from partnerships.models import Network, User

# What a network was allocated follows from the divisions in force, and is not written.
OF_UNIVERSITY = tuple(LedgerKind)
OF_NETWORK = tuple(kind for kind in LedgerKind if kind != LedgerKind.ALLOCATED)


def kinds_of(holder: Holder) -> tuple[LedgerKind, ...]:
    return OF_NETWORK if isinstance(holder, Network) else OF_UNIVERSITY


@transaction.atomic
def save_earlier_money(*, frame: Frame, holder: Holder, told: Mapping[str, Told], by: User) -> None:
    """Write each kind; what is not stated any more goes. Raises PermissionDenied."""
    if not permissions.can_set_up(by, frame.call):
        raise PermissionDenied
    Frame.objects.select_for_update(of=("self",)).get(pk=frame.pk)
    whose = {"network": holder} if isinstance(holder, Network) else {"organisation": holder}
    for kind in kinds_of(holder):
        _write(frame, kind, whose, told[kind])


def _write(frame: Frame, kind: LedgerKind, whose: Mapping[str, Holder], said: Told) -> None:
    entry = LedgerEntry.objects.filter(frame=frame, kind=kind, **whose).first()
    before = Told(entry.amount_nok, entry.words) if entry else Told()
    if said == before:
        return
    if entry is not None and not said.is_stated:
        entry.delete()
        return
    entry = entry or LedgerEntry(frame=frame, kind=kind, **whose)
    entry.amount_nok, entry.words = said.nok, said.words
    entry.save()
