import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from measures.models import Flag, NeedsReport
from measures.services import lifecycle
from measures.services.flagging import hand_on_flag, raise_flag, resolve_flag
from partnerships.services import new_key
from rekom.kit.errors import DomainError
from tests.builders import make_call, make_ready_report


@pytest.fixture
def report(cast):
    call = make_call(office=cast.office)
    report = make_ready_report(partnership=cast.partnership, call=call, by=cast.kari)
    return lifecycle.submit_report(report=report, by=cast.kari, key=new_key())


def flag_on(report, owner, by, text="Enhetsprisen på vikar er ført opp to ganger.", key=None):
    return raise_flag(report=report, text=text, owner=owner, by=by, key=key or new_key())


def open_flags(report):
    return NeedsReport.objects.with_open_flags().get(pk=report.pk).open_flags


def test_a_flag_counts_until_somebody_has_resolved_it(cast, report):
    flags = [flag_on(report, cast.arne, cast.siri) for _number in range(2)]
    before = open_flags(report)

    done = resolve_flag(flag=flags[0], resolution="Rettet i ny versjon.", by=cast.liv)

    assert (before, open_flags(report)) == (2, 1)
    assert (done.resolved_by, done.resolution) == (cast.liv, "Rettet i ny versjon.")
    assert done.resolved_at


def test_a_report_without_flags_counts_none(report):
    assert open_flags(report) == 0


def test_the_second_who_resolves_is_told_of_the_first(cast, report):
    flag = flag_on(report, cast.arne, cast.siri)
    resolve_flag(flag=flag, resolution="Rettet.", by=cast.arne)

    with pytest.raises(DomainError, match="Arne"):
        resolve_flag(flag=flag, resolution="Også rettet.", by=cast.siri)


def test_a_flag_that_is_given_on_tells_who_had_it(cast, report):
    flag = flag_on(report, cast.arne, cast.siri)

    mine = hand_on_flag(flag=flag, owner=cast.liv, by=cast.arne)

    flag.refresh_from_db()
    assert (flag.owner, flag.resolved_by, mine.owner) == (cast.arne, cast.arne, cast.liv)
    assert (mine.text, mine.raised_by, open_flags(report)) == (flag.text, cast.arne, 1)


def test_a_flag_is_given_on_once_and_to_somebody_at_the_office(cast, report):
    flag = flag_on(report, cast.arne, cast.siri)
    with pytest.raises(PermissionDenied):
        hand_on_flag(flag=flag, owner=cast.kari, by=cast.siri)
    assert open_flags(report) == 1

    hand_on_flag(flag=flag, owner=cast.liv, by=cast.siri)
    with pytest.raises(DomainError, match="Siri"):
        hand_on_flag(flag=flag, owner=cast.siri, by=cast.arne)
    assert open_flags(report) == 1


@pytest.mark.parametrize("name", ["kari", "frida", "anne", "nils"])
def test_flags_stay_at_the_office(cast, report, name):
    person = getattr(cast, name)
    flag = flag_on(report, cast.arne, cast.siri)

    with pytest.raises(PermissionDenied):
        flag_on(report, cast.arne, person)
    with pytest.raises(PermissionDenied):
        flag_on(report, person, cast.siri)
    with pytest.raises(PermissionDenied):
        resolve_flag(flag=flag, resolution="Rettet.", by=person)


def test_the_same_press_flags_once(cast, report):
    key = new_key()

    assert [flag_on(report, cast.arne, cast.siri, key=key) for _press in range(2)][1] is None
    assert Flag.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE measures_flag SET text = 'Annet'",
        "UPDATE measures_flag SET resolution = '', resolved_by_id = NULL, resolved_at = NULL",
        "DELETE FROM measures_flag",
    ],
)
def test_the_database_keeps_what_was_resolved(cast, report, change):
    resolve_flag(flag=flag_on(report, cast.arne, cast.siri), resolution="Rettet.", by=cast.arne)

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


@pytest.mark.parametrize("half", [{"resolution": "Rettet."}, {"resolved_at": timezone.now()}])
def test_the_database_takes_no_half_resolution(cast, report, half):
    flag = flag_on(report, cast.arne, cast.siri)

    with pytest.raises(IntegrityError):
        Flag.objects.filter(pk=flag.pk).update(**half)
