"""Rows → MinutesContent. The only place that knows how a meeting's tables make up the value."""

from collections import defaultdict

from django.utils import timezone

from allocation import content as c
from allocation.choices import LedgerKind
from allocation.models.division import Division, DivisionLine
from allocation.models.earlier import LedgerEntry
from allocation.models.forum import AgendaItem, Disqualification, Meeting, Recommendation
from allocation.models.frame import Frame
from measures.choices import PayeeKind, ReportStatus
from measures.content import Names
from measures.models import FundingLine
from partnerships.models import Scheme


def read_minutes(meeting: Meeting) -> c.MinutesContent:
    """The meeting as it stands: rows of now, figures of the version that was laid before it."""
    office = meeting.forum.county_governor
    minutes = getattr(meeting, "minutes", None)
    return c.MinutesContent(
        office_name=office.name,
        office_parallel_names=tuple(office.parallel_names),
        forum=meeting.forum.name,
        schemes=tuple(map(_scheme_name, meeting.forum.schemes.all())),
        title=meeting.title,
        case_number=meeting.case_number,
        starts_at=timezone.localtime(meeting.starts_at).isoformat(timespec="minutes"),
        ends_at=timezone.localtime(meeting.ends_at).isoformat(timespec="minutes"),
        place=meeting.place,
        chair=meeting.chair.name if meeting.chair else "",
        secretary=meeting.secretary.name if meeting.secretary else "",
        seats=_seats(meeting),
        guests=tuple(
            f"{guest.name} ({guest.represents})" if guest.represents else guest.name
            for guest in meeting.guests.all()
        ),
        preamble=minutes.preamble if minutes else "",
        items=_items(meeting),
    )


def _scheme_name(scheme: Scheme) -> Names:
    return Names(scheme.name_nb, scheme.name_nn, scheme.name_en)


def _seats(meeting: Meeting) -> tuple[c.Present, ...]:
    rows = meeting.attendances.select_related("seat").order_by("seat__position", "seat")
    return tuple(
        c.Present(
            name=row.seat.name,
            represents=row.seat.represents,
            presence=row.presence,
            attended_by=row.attended_by,
            voting=row.seat.voting,
        )
        for row in rows
    )


def _items(meeting: Meeting) -> tuple[c.ItemPart, ...]:
    items = list(
        meeting.items.select_related(
            "frame__scheme",
            "frame__call",
            "division__post__frame__scheme",
            "division__basis",
            "division__made_by",
        )
    )
    frames = {item.frame_id: _frame(item.frame) for item in items if item.frame}
    divisions = {item.division_id: _division(item.division) for item in items if item.division}
    impartiality = _impartiality(meeting)
    recommendations = _recommendations(meeting)
    return tuple(
        c.ItemPart(
            number=item.case_number,
            part=item.part,
            title=item.title,
            kind=item.kind,
            text=item.text,
            outcome=item.outcome,
            postponed_to=item.postponed_to.isoformat() if item.postponed_to else "",
            # The table of a division says what its pot is; the frame has an item of its own.
            frame=None if item.division else frames.get(item.frame_id),
            shows=tuple(item.shows),
            division=divisions.get(item.division_id),
            networks=_networks(item, recommendations, impartiality[item.pk]),
            impartiality=tuple(impartiality[item.pk]),
        )
        for item in items
    )


def _frame(frame: Frame) -> c.FrameTable:
    return c.FrameTable(
        scheme=_scheme_name(frame.scheme),
        year=frame.call.year,
        amount_nok=frame.amount_nok,
        document_reference=frame.document_reference,
        posts=tuple(
            c.PostLine(
                kind=post.kind,
                title=post.title,
                amount_nok=post.amount_nok,
                recipient=post.recipient,
                note=post.note,
                in_long_term_plan=post.in_long_term_plan,
                with_decision_basis=post.with_decision_basis,
                provisional=post.provisional,
            )
            for post in frame.posts.all()
        ),
    )


def _division(division: Division) -> c.DivisionTable:
    return c.DivisionTable(
        post=division.post.title,
        version=division.version,
        pot_nok=division.pot_nok,
        flat_percent=_plain(division.flat_percent),
        rounding=division.rounding,
        parts_exact=division.parts_exact,
        basis=division.basis.title,
        basis_source=division.basis.source,
        made_by=division.made_by.name,
        made_at=timezone.localtime(division.made_at).isoformat(timespec="minutes"),
        lines=tuple(
            c.TableLine(
                network=line.name,
                municipalities=line.municipalities,
                fte=_plain(line.fte),
                flat_nok=line.flat_nok,
                fte_nok=line.fte_nok,
                amount_nok=line.amount_nok,
            )
            for line in division.lines.all()
        ),
    )


def _plain(figure: object) -> str:
    """Without trailing zeros and never as 1E+1."""
    text = f"{figure:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _impartiality(meeting: Meeting) -> dict[int, list[c.SteppedAside]]:
    found = defaultdict(list)
    rows = Disqualification.objects.filter(item__meeting=meeting).select_related("seat", "network")
    for row in rows:
        found[row.item_id].append(
            c.SteppedAside(
                name=str(row.seat),
                ground=row.ground,
                outcome=row.outcome,
                network=row.network.name if row.network else "",
            )
        )
    return found


def _recommendations(meeting: Meeting) -> dict[int, Recommendation]:
    """By the line they are about."""
    rows = Recommendation.objects.filter(item__meeting=meeting, line__isnull=False)
    return {row.line_id: row for row in rows}


def _networks(
    item: AgendaItem, recommendations: dict[int, Recommendation], aside: list[c.SteppedAside]
) -> tuple[c.NetworkPart, ...]:
    """One part for each line of the version that was laid before the forum."""
    if item.division is None:
        return ()
    needs = _needs(item)
    earlier = {
        entry.network_id: entry
        for entry in LedgerEntry.objects.filter(
            frame=item.division.post.frame, kind=LedgerKind.PLANNED_DRAW, network__isnull=False
        )
    }
    return tuple(
        _network(line, recommendations.get(line.pk), needs, earlier.get(line.network_id), aside)
        for line in item.division.lines.all()
    )


def _network(
    line: DivisionLine,
    recommendation: Recommendation | None,
    needs: dict[int, tuple[int, dict[str, int], int]],
    earlier: LedgerEntry | None,
    aside: list[c.SteppedAside],
) -> c.NetworkPart:
    owner_nok, universities, measures = needs.get(line.network_id, (None, {}, 0))
    return c.NetworkPart(
        network=line.name,
        text=recommendation.text if recommendation else "",
        outcome=recommendation.outcome if recommendation else "",
        reason=recommendation.reason if recommendation else "",
        criteria_confirmed=recommendation.criteria_confirmed if recommendation else None,
        measures=measures,
        owner_need_nok=owner_nok,
        university_needs=tuple(c.UniversityNeed(*need) for need in sorted(universities.items())),
        allotted_nok=line.amount_nok,
        earlier_money_nok=earlier.amount_nok if earlier else None,
        earlier_money_words=earlier.words if earlier else "",
        stepped_aside=tuple(each.name for each in aside if each.network == line.name),
    )


def _needs(item: AgendaItem) -> dict[int, tuple[int, dict[str, int], int]]:
    """By network: the owners' need, each university's, and how many measures, of checked reports."""
    rows = (
        FundingLine.objects.grants()
        .filter(
            measure__report__call=item.meeting.call_id,
            measure__report__status=ReportStatus.CHECKED,
            measure__scheme=item.division.post.frame.scheme_id,
            measure__report__partnership__network__isnull=False,
        )
        .amount_by(
            "measure__report__partnership__network",
            "measure",
            "payee__kind",
            "payee__organisation__name",
        )
    )
    owners: dict[int, int] = defaultdict(int)
    universities: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    measures: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        network = row["measure__report__partnership__network"]
        measures[network].add(row["measure"])
        if row["payee__kind"] == PayeeKind.OWNER:
            owners[network] += row["amount_nok"]
        else:
            universities[network][row["payee__organisation__name"]] += row["amount_nok"]
    return {
        network: (owners[network], dict(universities[network]), len(its_measures))
        for network, its_measures in measures.items()
    }
