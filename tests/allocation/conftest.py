"""Siri's office as the division meets it: a frame, the pot of 2022, the forum that Frida sits in."""

from types import SimpleNamespace

import pytest

from measures.choices import ReportStatus
from measures.models import SentVersion, read_content
from rekom.kit.values import to_json
from tests.builders import (
    make_basis,
    make_call,
    make_forum,
    make_frame,
    make_municipality,
    make_network,
    make_post,
    make_ready_report,
)


@pytest.fixture
def desk(cast) -> SimpleNamespace:
    """``cast`` and what Siri has on her desk."""
    cast.call = make_call(office=cast.office, year=2022)
    cast.frame = make_frame(call=cast.call, scheme=cast.regional)
    cast.post = make_post(frame=cast.frame)
    cast.basis = make_basis(office=cast.office, by=cast.siri)
    cast.forum = make_forum(office=cast.office, schemes=(cast.regional,))
    return cast


@pytest.fixture
def sent(cast):
    """A version of a needs report of Kari's partnership, as it was sent."""
    report = make_ready_report(
        partnership=cast.partnership, status=ReportStatus.SUBMITTED, by=cast.kari
    )
    return SentVersion.objects.create(
        report=report,
        number=1,
        content=to_json(read_content(report)),
        sha256="0" * 64,
        submitted_at=report.submitted_at,
        submitted_by=cast.kari,
    )


@pytest.fixture
def coast(cast) -> SimpleNamespace:
    """Two municipalities in a network, a third in another, a fourth in none."""
    cast.hitra, cast.frøya, cast.åfjord, cast.rindal = (
        make_municipality(office=cast.office, number=number, name=name)
        for number, name in (
            ("5056", "Hitra"),
            ("5014", "Frøya"),
            ("5058", "Åfjord"),
            ("5061", "Rindal"),
        )
    )
    cast.sørvest = make_network(
        office=cast.office,
        name="Sørvest",
        members=(cast.hitra.organisation, cast.frøya.organisation),
    )
    cast.fosen = make_network(office=cast.office, name="Fosen", members=(cast.åfjord.organisation,))
    return cast
