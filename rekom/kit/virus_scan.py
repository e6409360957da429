"""The hook for a virus scanner: a program that reads a file on its standard input.

VIRUS_SCANNER names it with its arguments, such as ``clamdscan --fdpass --no-summary -``. It exits with
0 for a clean file and 1 for an infected one, as clamdscan and clamscan do. Without the setting nothing
is scanned, and pages say so.
"""

import logging
import shlex
import subprocess

from django.conf import settings
from django.utils.translation import gettext as _

from rekom.kit.errors import DomainError

CLEAN, INFECTED = 0, 1
SECONDS = 60
log = logging.getLogger(__name__)


def scan(content: bytes) -> bool:
    """Whether the file was scanned and found clean; False when there is no scanner.

    Raises DomainError when it is infected, and when the scanner does not answer: what cannot be
    scanned is not let through.
    """
    if not settings.VIRUS_SCANNER:
        return False
    try:
        answer = subprocess.run(  # noqa: S603 - the operator names the program
            shlex.split(settings.VIRUS_SCANNER),
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        log.error("The virus scanner does not answer: %s", error)
        raise _not_scanned() from None
    if answer.returncode == INFECTED:
        raise DomainError(_("The file has a virus and was not stored. Tell your IT department."))
    if answer.returncode != CLEAN:
        log.error("The virus scanner failed: %s", answer.stderr.decode(errors="replace"))
        raise _not_scanned()
    return True


def _not_scanned() -> DomainError:
    return DomainError(_("The file could not be checked for viruses. Try again later."))
