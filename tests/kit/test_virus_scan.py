import sys

import pytest

from rekom.kit.errors import DomainError
from rekom.kit.virus_scan import scan

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
# Does as clamdscan does: reads its input, 1 for what is infected.
SCANNER = f"{sys.executable} -c \"import sys; sys.exit(b'EICAR' in sys.stdin.buffer.read())\""


def test_without_a_scanner_nothing_is_scanned(settings):
    settings.VIRUS_SCANNER = ""
    assert scan(EICAR) is False


def test_a_clean_file_is_let_through(settings):
    settings.VIRUS_SCANNER = SCANNER
    assert scan(b"%PDF-1.7") is True


@pytest.mark.parametrize(
    "scanner",
    [SCANNER, "/no/such/program", f"{sys.executable} -c 'raise SystemExit(2)'"],
    ids=["infected", "no scanner", "a scanner that fails"],
)
def test_what_is_infected_or_cannot_be_scanned_is_refused(settings, scanner):
    settings.VIRUS_SCANNER = scanner
    with pytest.raises(DomainError):
        scan(EICAR)
