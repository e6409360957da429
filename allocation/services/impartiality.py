"""Impartiality (habilitet): the forum decides, without the member; the system only says where to look.

The rules of the Public Administration Act, chapter II, go for members of a forum too.
"""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from allocation.choices import ImpartialityOutcome
from allocation.models import AgendaItem, Disqualification, ForumSeat, Meeting
from allocation.services.meetings import lock_meeting
from partnerships.models import (
    Network,
    NetworkMember,
    Partnership,
    PartnershipOwner,
    PartnershipUniversity,
    User,
)
from rekom.kit.errors import DomainError
from rekom.kit.json_rows import rows_of


@transaction.atomic
def decide_impartiality(
    *,
    item: AgendaItem,
    seat: ForumSeat,
    network: Network | None,
    ground: str,
    outcome: str,
    by: User,
) -> Disqualification:
    """What the forum decided, without the member: for the whole item, or for one network in it.

    One general decision, and one for each network where it differs: the same is not said twice.
    """
    meeting = lock_meeting(item.meeting, by)
    if seat.forum_id != meeting.forum_id:
        raise PermissionDenied
    _check_consistent(item, seat, network, outcome)
    meeting.writers.add(by)  # the ground stands in the minutes
    decision, _created = Disqualification.objects.update_or_create(
        item=item,
        seat=seat,
        network=network,
        defaults={
            "ground": ground,
            "outcome": outcome,
            "stepped_out": outcome == ImpartialityOutcome.DISQUALIFIED,
        },
    )
    return decision


@transaction.atomic
def decide_impartiality_in(
    *,
    item: AgendaItem,
    seat: ForumSeat,
    networks: Sequence[Network],
    ground: str,
    outcome: str,
    by: User,
) -> None:
    """The same decision for several networks; with none, for the whole item."""
    for network in networks or (None,):
        decide_impartiality(
            item=item, seat=seat, network=network, ground=ground, outcome=outcome, by=by
        )


@transaction.atomic
def remove_impartiality(*, decision: Disqualification, by: User) -> None:
    lock_meeting(decision.item.meeting, by)
    decision.delete()


def possibly_disqualified(meeting: Meeting) -> list[tuple[ForumSeat, Network]]:
    """Members whose organisation takes part with a network: "possibly disqualified, the forum decides".

    As a member of the network on the day, as an owner, or as a university of its partnership.
    """
    day = timezone.localtime(meeting.starts_at).date()
    seats = ForumSeat.objects.on(day).filter(forum=meeting.forum_id, organisation__isnull=False)
    networks = Network.objects.filter(county_governor=meeting.forum.county_governor_id).annotate(
        joined=rows_of(
            NetworkMember.objects.filter(
                Q(joined_on__isnull=True) | Q(joined_on__lte=day),
                Q(left_on__isnull=True) | Q(left_on__gt=day),
            ),
            "network",
            organisation="organisation",
        ),
        led=rows_of(Partnership.objects.all(), "network", organisation="lead_owner"),
        owned=rows_of(
            PartnershipOwner.objects.all(), "partnership__network", organisation="organisation"
        ),
        served=rows_of(
            PartnershipUniversity.objects.all(), "partnership__network", organisation="organisation"
        ),
    )
    takes_part = {
        network: {
            row["organisation"]
            for row in (*network.joined, *network.led, *network.owned, *network.served)
        }
        for network in networks
    }
    return [
        (seat, network)
        for seat in seats
        for network, organisations in takes_part.items()
        if seat.organisation_id in organisations
    ]


def _check_consistent(
    item: AgendaItem, seat: ForumSeat, network: Network | None, outcome: str
) -> None:
    alike = item.disqualifications.filter(seat=seat, outcome=outcome)
    if network is not None and alike.filter(network__isnull=True).exists():
        raise DomainError(
            _("%(name)s: this is decided for the whole item already.") % {"name": seat.name}
        )
    names = alike.filter(network__isnull=False).values_list("network__name", flat=True)
    if network is None and names:
        raise DomainError(
            _("%(name)s: the same is decided for %(networks)s. Remove that first.")
            % {"name": seat.name, "networks": ", ".join(names)}
        )
