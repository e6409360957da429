"""What must never be, the database refuses, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from allocation.choices import DivisionStatus, LedgerKind, MinutesStatus, PostKind, Rounding
from allocation.models import (
    Basis,
    Division,
    DivisionLine,
    DivisionTransition,
    Document,
    Frame,
    Minutes,
)
from allocation.rules.division import divide
from measures.models import SentVersion, Transition
from tests.builders import (
    NETWORKS_2022,
    make_division,
    make_document,
    make_entry,
    make_frame,
    make_item,
    make_meeting,
    make_minutes,
    make_network,
    make_post,
    make_report,
    make_user,
)

pytestmark = pytest.mark.django_db


def refused(act, *args, **fields) -> bool:
    try:
        with transaction.atomic():
            act(*args, **fields)
    except IntegrityError:
        return True
    return False


def by_sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE allocation_divisionline SET amount_nok = amount_nok + 1",
        "UPDATE allocation_division SET pot_nok = pot_nok + 1",
        "UPDATE allocation_division SET flat_percent = 20",
        "UPDATE allocation_division SET reason = 'another'",
        "UPDATE allocation_basisrow SET fte = 1",
        "UPDATE allocation_document SET title = 'another'",
        "UPDATE measures_sentversion SET number = 2",
    ],
)
def test_what_is_frozen_cannot_be_altered_even_past_django(desk, sent, statement):
    division = make_division(post=desk.post, basis=desk.basis)
    make_document(kind="report", sent_version=sent)

    assert refused(by_sql, statement)
    division.refresh_from_db()
    assert division.pot_nok == 11_588_000


def test_what_is_frozen_cannot_be_altered_through_django_either(desk, sent):
    division = make_division(post=desk.post, basis=desk.basis, rounding=Rounding.EXACT)
    Transition.objects.create(
        report=sent.report,
        from_status="draft",
        to_status="submitted",
        by=desk.kari,
        at=sent.submitted_at,
    )

    assert refused(DivisionLine.objects.update, amount_nok=1)
    assert refused(division.save)
    assert refused(Transition.objects.update, reason="another")
    assert refused(SentVersion.objects.update, content={})


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM allocation_basisrow",
        "DELETE FROM allocation_division",
        "DELETE FROM allocation_divisionline",
        "DELETE FROM allocation_divisiontransition",
        "DELETE FROM allocation_document",
        "DELETE FROM allocation_minutes",
        "DELETE FROM measures_sentversion",
        "DELETE FROM measures_transition",
    ],
)
def test_what_is_frozen_cannot_be_deleted_even_past_django(desk, sent, statement):
    division = make_division(post=desk.post, basis=desk.basis)
    DivisionTransition.objects.create(
        division=division, to_status="laid", by=desk.siri, at=sent.submitted_at
    )
    Transition.objects.create(
        report=sent.report,
        from_status="draft",
        to_status="submitted",
        by=desk.kari,
        at=sent.submitted_at,
    )
    make_document(kind="report", sent_version=sent)
    meeting = make_meeting(forum=desk.forum, call=desk.call)
    make_minutes(meeting=meeting, status=MinutesStatus.APPROVED)

    with pytest.raises(IntegrityError, match="is never deleted"), transaction.atomic():
        by_sql(statement)


def test_a_draft_that_was_never_sent_can_be_deleted_with_its_trail(cast):
    report = make_report(partnership=cast.partnership)
    for before, after in (("", "draft"), ("draft", "withdrawn")):
        report.transitions.create(
            from_status=before, to_status=after, by=cast.kari, at=report.created_at
        )

    assert not refused(report.transitions.all().delete)
    assert not refused(report.delete)


def test_minutes_are_deleted_until_they_are_approved(desk):
    minutes = make_minutes(meeting=make_meeting(forum=desk.forum, call=desk.call))

    assert not refused(minutes.delete)


def test_approved_minutes_are_frozen_and_a_draft_is_not(desk):
    minutes = make_minutes(meeting=make_meeting(forum=desk.forum, call=desk.call))
    minutes.preamble = "Changed."
    minutes.save(update_fields=["preamble"])

    make_minutes(
        meeting=make_meeting(forum=desk.forum, call=desk.call), status=MinutesStatus.APPROVED
    )
    assert refused(Minutes.objects.update, preamble="Another")
    assert Minutes.objects.filter(preamble="Changed.").count() == 1


def test_of_a_division_the_status_still_moves(desk):
    division = make_division(post=desk.post, basis=desk.basis)
    division.status = DivisionStatus.LAID
    division.save(update_fields=["status"])

    assert Division.objects.get().status == DivisionStatus.LAID


def adopt_by_orm(division: Division, **fields) -> None:
    Division.objects.filter(pk=division.pk).update(
        status=DivisionStatus.IN_FORCE, adopted_by=make_user(), adopted_at=timezone.now(), **fields
    )


def test_a_title_is_written_until_the_version_is_laid_before_the_forum(desk):
    draft = make_division(post=desk.post, basis=desk.basis)
    laid = make_division(post=desk.post, basis=desk.basis, status=DivisionStatus.LAID)

    assert not refused(Division.objects.filter(pk=draft.pk).update, title="Ti prosent")
    assert refused(Division.objects.filter(pk=laid.pk).update, title="Ti prosent")
    assert refused(by_sql, "UPDATE allocation_division SET title = 'Ti' WHERE id = %s", laid.pk)


@pytest.mark.parametrize(
    "status", [DivisionStatus.DRAFT, DivisionStatus.LAID, DivisionStatus.SET_ASIDE]
)
def test_what_the_forum_did_not_recommend_comes_into_force_with_a_reason(desk, status):
    division = make_division(post=desk.post, basis=desk.basis, status=status)

    assert refused(adopt_by_orm, division)
    assert refused(adopt_by_orm, division, adoption_reason="  ")
    with pytest.raises(IntegrityError, match="needs a reason after"), transaction.atomic():
        by_sql(
            "UPDATE allocation_division SET status = 'in_force', adopted_at = made_at,"
            " adopted_by_id = %s WHERE id = %s",
            desk.arne.pk,
            division.pk,
        )
    assert not refused(adopt_by_orm, division, adoption_reason="To kroner for mye.")


def made_anew(division: Division, **fields) -> Division:
    """The next version of the post as a row that is not stored yet."""
    kept = {field.attname: getattr(division, field.attname) for field in Division._meta.fields}
    return Division(**kept | {"id": None, "version": division.version + 1} | fields)


@pytest.mark.parametrize(
    ("status", "is_adopted", "reason"),
    [
        *((one, False, "") for one in DivisionStatus if one != DivisionStatus.DRAFT),
        (DivisionStatus.IN_FORCE, True, ""),
        (DivisionStatus.IN_FORCE, True, "To kroner for mye."),
        (DivisionStatus.SUPERSEDED, True, ""),
        (DivisionStatus.DRAFT, True, ""),
        (DivisionStatus.DRAFT, False, "To kroner for mye."),
    ],
)
def test_a_version_comes_in_as_a_draft_that_nobody_has_adopted(desk, status, is_adopted, reason):
    division = make_division(post=desk.post, basis=desk.basis)
    adopted = {"adopted_by": desk.arne, "adopted_at": timezone.now()} if is_adopted else {}
    row = made_anew(division, status=status, adoption_reason=reason, **adopted)

    assert refused(row.save)
    assert refused(Division.objects.bulk_create, [row])
    assert refused(Division.objects.bulk_create, [row], ignore_conflicts=True)
    assert not refused(made_anew(division).save)


def test_a_version_comes_in_as_a_draft_past_django_too(desk):
    division = make_division(post=desk.post, basis=desk.basis)

    with pytest.raises(IntegrityError, match="begins as a draft"), transaction.atomic():
        by_sql(
            "INSERT INTO allocation_division (post_id, version, title, pot_nok, flat_percent,"
            " flat_pot_nok, basis_id, rounding, parts_exact, status, made_by_id, made_at, reason,"
            " adopted_by_id, adopted_at, adoption_reason)"
            " SELECT post_id, 2, title, pot_nok, flat_percent, flat_pot_nok, basis_id, rounding,"
            " parts_exact, 'in_force', made_by_id, made_at, reason, %s, made_at, 'Etter møtet'"
            " FROM allocation_division WHERE id = %s",
            desk.arne.pk,
            division.pk,
        )


@pytest.mark.parametrize("status", [one for one in DivisionStatus if one != DivisionStatus.DRAFT])
def test_no_line_is_added_to_what_has_left_the_draft(desk, status):
    division = make_division(post=desk.post, basis=desk.basis, status=status)
    before = division.read()
    line = division.lines.first()
    line.pk, line.network, line._state.adding = None, make_network(office=desk.office), True

    assert refused(line.save)
    assert refused(DivisionLine.objects.bulk_create, [line])
    with pytest.raises(IntegrityError, match="is added to a draft alone"), transaction.atomic():
        by_sql(
            "INSERT INTO allocation_divisionline (division_id, network_id, position, name,"
            " municipalities, fte, flat_nok, fte_nok, amount_nok)"
            " SELECT division_id, %s, 99, 'En til', 0, 0, 0, 0, 1 FROM allocation_divisionline"
            " WHERE id = %s",
            line.network.pk,
            division.lines.first().pk,
        )
    assert Division.objects.get(pk=division.pk).read() == before


def test_what_the_forum_recommended_comes_into_force_without(desk):
    division = make_division(post=desk.post, basis=desk.basis, status=DivisionStatus.RECOMMENDED)

    assert not refused(adopt_by_orm, division)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE allocation_division SET adoption_reason = ''",
        "UPDATE allocation_division SET adopted_at = made_at",
    ],
)
def test_an_adoption_is_written_once(desk, statement):
    division = make_division(post=desk.post, basis=desk.basis, status=DivisionStatus.DRAFT)
    adopt_by_orm(division, adoption_reason="To kroner for mye.")

    assert refused(by_sql, statement)


def test_only_one_version_of_a_post_is_in_force(desk):
    make_division(post=desk.post, basis=desk.basis, status=DivisionStatus.IN_FORCE)
    make_division(
        post=make_post(frame=desk.frame), basis=desk.basis, status=DivisionStatus.IN_FORCE
    )

    assert refused(make_division, post=desk.post, basis=desk.basis, status=DivisionStatus.IN_FORCE)


def test_the_maker_is_never_the_one_who_adopts(desk):
    assert refused(
        make_division,
        post=desk.post,
        basis=desk.basis,
        by=desk.siri,
        adopted_by=desk.siri,
        status=DivisionStatus.IN_FORCE,
    )


def test_what_is_carried_over_says_why(desk):
    assert refused(make_post, frame=desk.frame, kind=PostKind.CARRIED_OVER)
    make_post(frame=desk.frame, kind=PostKind.CARRIED_OVER, note="Tas opp i neste møte.")


def test_there_is_one_frame_for_a_call_and_scheme(desk):
    assert refused(make_frame, call=desk.call, scheme=desk.regional)
    make_frame(call=desk.call, scheme=desk.decentralised)


def test_earlier_money_is_an_amount_or_words_or_not_stated(desk):
    for entry in ({"amount_nok": 0}, {"words": "alle"}, {}):
        make_entry(frame=make_frame(), network=desk.network, **entry)

    assert refused(
        make_entry, frame=desk.frame, network=desk.network, amount_nok=1, words="litt over"
    )
    assert refused(make_entry, frame=desk.frame)
    assert refused(
        make_entry,
        frame=desk.frame,
        network=desk.network,
        organisation=desk.university,
        kind=LedgerKind.OPENING,
    )


def test_an_item_has_its_number_alone_in_the_forums_year(desk):
    meeting = make_meeting(forum=desk.forum, call=desk.call)
    later = make_meeting(forum=desk.forum, call=desk.call)
    item = make_item(meeting, number=8, year=2022, part="d")

    assert item.case_number == "8/2022 d"
    assert make_item(later, number=8, year=2022).case_number == "8/2022"
    assert refused(make_item, later, number=8, year=2022, part="d")


def test_a_paper_shows_one_thing_once_in_a_language(desk, sent):
    division = make_division(post=desk.post, basis=desk.basis)
    make_document(kind="report", sent_version=sent)
    make_document(kind="report", sent_version=sent, language="nn")

    assert refused(make_document, kind="report", sent_version=sent)
    assert refused(make_document, kind="report")
    assert refused(make_document, kind="report", sent_version=sent, division=division)
    assert Document.objects.count() == 2


@pytest.mark.parametrize("rounding", list(Rounding))
def test_a_division_is_read_back_as_it_was_divided(desk, rounding):
    division = make_division(post=desk.post, basis=desk.basis, rounding=rounding)
    stored = Division.objects.get()

    assert stored.read() == divide(11_588_000, desk.basis.figures(), rounding=rounding)
    assert stored.read_exact() == divide(11_588_000, desk.basis.figures())
    if rounding == Rounding.NEAREST:
        amounts = [line.amount_nok for line in division.read().lines]
        assert amounts == [row[3] for row in NETWORKS_2022]


def test_a_network_that_gets_another_name_keeps_the_old_one_in_a_division(desk):
    division = make_division(post=desk.post, basis=desk.basis)
    network = division.lines.first().network
    network.name = "Namdal"
    network.save(update_fields=["name"])

    assert Division.objects.get().read().lines[0].network == "Midtre Namdal"
    assert Basis.objects.get().figures()[0].network == "Namdal"


def test_what_is_left_of_a_frame_is_computed(desk):
    make_post(frame=desk.frame, kind=PostKind.COMMON, amount_nok=3_550_000)
    make_post(frame=desk.frame, kind=PostKind.INDIVIDUAL, amount_nok=2_710_000)

    frame = Frame.objects.with_sums().get()

    assert (frame.posts_nok, frame.left_nok) == (17_848_000, 25_000)
    assert Frame.objects.with_sums().get(pk=make_frame().pk).left_nok == 17_873_000
