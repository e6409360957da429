"""Rows → MinutesContent. The only place that knows how a meeting's tables make up the value."""

from collections import defaultdict
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from allocation import content as c
from allocation.choices import ImpartialityOutcome, LedgerKind
from allocation.models.division import Division, DivisionLine
from allocation.models.earlier import LedgerEntry
from allocation.models.forum import (
    AgendaItem,
    Attendance,
    Disqualification,
    Guest,
    Meeting,
    Recommendation,
)
from allocation.models.frame import Frame, Post
from allocation.models.needs import Need, read_needs_of_networks
from measures.choices import ReportStatus
from measures.content import Names
from partnerships.models import Scheme
from rekom.kit.json_rows import rows_of
from rekom.kit.values import from_json


def read_minutes(meeting: Meeting) -> c.MinutesContent:
    """The meeting as it stands, in five queries: rows of now, figures of the version laid before it."""
    office = meeting.forum.county_governor
    minutes = getattr(meeting, "minutes", None)
    around = _around(meeting)
    return c.MinutesContent(
        office_name=office.name,
        office_parallel_names=tuple(office.parallel_names),
        forum=meeting.forum.name,
        schemes=tuple(
            Names(row["nb"], row["nn"], row["en"])
            for row in sorted(around.scheme_rows, key=_position)
        ),
        title=meeting.title,
        case_number=meeting.case_number,
        starts_at=timezone.localtime(meeting.starts_at).isoformat(timespec="minutes"),
        ends_at=timezone.localtime(meeting.ends_at).isoformat(timespec="minutes"),
        place=meeting.place,
        chair=meeting.chair.name if meeting.chair else "",
        secretary=meeting.secretary.name if meeting.secretary else "",
        seats=tuple(map(_present, sorted(around.seat_rows, key=_position))),
        guests=tuple(
            _with_place(row["name"], row["represents"])
            for row in sorted(around.guest_rows, key=_position)
        ),
        preamble=minutes.preamble if minutes else "",
        items=_items(meeting),
    )


def minutes_of(meeting: Meeting) -> c.MinutesContent:
    """What was sent for approval or approved, as it stood then; a draft as the rows stand now."""
    minutes = getattr(meeting, "minutes", None)
    if minutes is not None and minutes.content:
        return from_json(c.MinutesContent, minutes.content)
    return read_minutes(meeting)


def read_frame(frame: Frame) -> c.FrameTable:
    return _frame(frame, list(frame.posts.all()))


def _around(meeting: Meeting) -> Meeting:
    """The meeting with what is listed of it: schemes of its forum, who was there, guests."""
    return Meeting.objects.annotate(
        scheme_rows=rows_of(
            Scheme.objects.all(),
            "forums__meetings",
            position="position",
            nb="name_nb",
            nn="name_nn",
            en="name_en",
        ),
        seat_rows=rows_of(
            Attendance.objects.all(),
            "meeting",
            position="seat__position",
            key="seat",
            name="seat__name",
            represents="seat__represents",
            voting="seat__voting",
            presence="presence",
            attended_by="attended_by",
        ),
        guest_rows=rows_of(
            Guest.objects.all(), "meeting", position="pk", name="name", represents="represents"
        ),
    ).get(pk=meeting.pk)


def _position(row: dict[str, Any]) -> tuple[int, int]:
    return row["position"], row.get("key", 0)


def _present(row: dict[str, Any]) -> c.Present:
    return c.Present(
        name=row["name"],
        represents=row["represents"],
        presence=row["presence"],
        attended_by=row["attended_by"],
        voting=bool(row["voting"]),
    )


def _with_place(name: str, represents: str) -> str:
    return f"{name} ({represents})" if represents else name


# --- items ---------------------------------------------------------------------------------------


def _items(meeting: Meeting) -> tuple[c.ItemPart, ...]:
    items = list(_item_rows(meeting))
    posts, lines, needs = _posts(items), _lines(items), _needs(meeting, items)
    return tuple(
        c.ItemPart(
            key=item.pk,
            number=item.case_number,
            part=item.part,
            title=item.title,
            kind=item.kind,
            text=item.text,
            outcome=item.outcome,
            postponed_to=item.postponed_to.isoformat() if item.postponed_to else "",
            # The table of a division says what its pot is; the frame has an item of its own.
            frame=_frame(item.frame, posts[item.frame_id])
            if item.frame and not item.division
            else None,
            shows=tuple(item.shows),
            division=_division(item.division, lines[item.division_id]) if item.division else None,
            networks=_networks(item, lines[item.division_id], needs) if item.division else (),
            impartiality=tuple(
                _decision(row, lines[item.division_id])
                for row in sorted(item.decision_rows, key=_position)
            ),
        )
        for item in items
    )


def _item_rows(meeting: Meeting) -> QuerySet[AgendaItem]:
    return meeting.items.select_related(
        "frame__scheme",
        "frame__call",
        "division__post__frame__scheme",
        "division__basis",
        "division__made_by",
    ).annotate(
        decision_rows=rows_of(
            Disqualification.objects.all(),
            "item",
            position="seat__position",
            key="pk",
            name="seat__name",
            represents="seat__represents",
            network="network",
            network_name="network__name",
            ground="ground",
            outcome="outcome",
        )
    )


def _posts(items: list[AgendaItem]) -> dict[int | None, list[Post]]:
    """By frame, of those whose table stands in the minutes."""
    frames = {item.frame_id for item in items if item.frame_id and not item.division_id}
    return _grouped(Post.objects.filter(frame__in=frames), "frame_id")


def _lines(items: list[AgendaItem]) -> dict[int | None, list[DivisionLine]]:
    """By division, each line with what was recommended of it and what was told of earlier money."""
    divisions = {item.division_id for item in items if item.division_id}
    told = LedgerEntry.objects.filter(
        network=OuterRef("network"),
        frame=OuterRef("division__post__frame"),
        kind=LedgerKind.PLANNED_DRAW,
    )
    rows = DivisionLine.objects.filter(division__in=divisions).annotate(
        earlier_money_nok=Subquery(told.values("amount_nok")),
        earlier_money_words=Subquery(told.values("words")),
        recommendation_rows=rows_of(
            Recommendation.objects.filter(item__in=[item.pk for item in items]),
            "line",
            item="item",
            outcome="outcome",
            reason="reason",
            text="text",
            criteria_confirmed="criteria_confirmed",
        ),
    )
    return _grouped(rows, "division_id")


def _grouped(rows: QuerySet, by: str) -> dict[int | None, list]:
    found: dict[int | None, list] = defaultdict(list)
    for row in rows:
        found[getattr(row, by)].append(row)
    return found


def _frame(frame: Frame, posts: list[Post]) -> c.FrameTable:
    scheme = frame.scheme
    return c.FrameTable(
        scheme=Names(scheme.name_nb, scheme.name_nn, scheme.name_en),
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
            for post in posts
        ),
    )


def _division(division: Division, lines: list[DivisionLine]) -> c.DivisionTable:
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
            for line in lines
        ),
        column=division.basis.column,
    )


def _plain(figure: object) -> str:
    """Without trailing zeros and never as 1E+1."""
    text = f"{figure:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _decision(row: dict[str, Any], lines: list[DivisionLine]) -> c.SteppedAside:
    """The network under the name that the division has it by, also when it is called otherwise now."""
    names = {line.network_id: line.name for line in lines}
    return c.SteppedAside(
        name=_with_place(row["name"], row["represents"]),
        ground=row["ground"],
        outcome=row["outcome"],
        network=names.get(row["network"], row["network_name"] or ""),
    )


# --- networks ------------------------------------------------------------------------------------


def _networks(
    item: AgendaItem, lines: list[DivisionLine], needs: dict[tuple[int, int], Need]
) -> tuple[c.NetworkPart, ...]:
    """One part for each line of the version that was laid before the forum."""
    scheme = item.division.post.frame.scheme_id
    return tuple(
        _network(item, line, needs.get((scheme, line.network_id), Need())) for line in lines
    )


def _network(item: AgendaItem, line: DivisionLine, need: Need) -> c.NetworkPart:
    said = next((row for row in line.recommendation_rows if row["item"] == item.pk), {})
    confirmed = said.get("criteria_confirmed")
    return c.NetworkPart(
        key=line.pk,
        network=line.name,
        text=said.get("text", ""),
        outcome=said.get("outcome", ""),
        reason=said.get("reason", ""),
        criteria_confirmed=None if confirmed is None else bool(confirmed),
        measures=need.measures,
        owner_need_nok=need.owner_nok,
        university_needs=need.universities,
        allotted_nok=line.amount_nok,
        earlier_money_nok=line.earlier_money_nok,
        earlier_money_words=line.earlier_money_words or "",
        stepped_aside=tuple(
            _with_place(row["name"], row["represents"])
            for row in sorted(item.decision_rows, key=_position)
            if row["network"] == line.network_id
            and row["outcome"] == ImpartialityOutcome.DISQUALIFIED
        ),
    )


def _needs(meeting: Meeting, items: list[AgendaItem]) -> dict[tuple[int, int], Need]:
    """By scheme and network: what checked reports of the call ask for."""
    schemes = {item.division.post.frame.scheme_id for item in items if item.division}
    return read_needs_of_networks(
        call=meeting.call_id, schemes=schemes, statuses=[ReportStatus.CHECKED]
    )
