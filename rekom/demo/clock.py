from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def at(moment: str) -> Iterator[datetime]:
    """Act on a past day, "2024-01-30 14:26" in Oslo: the demo goes through the same services as
    people do, and they ask ``timezone.now``."""
    then = timezone.make_aware(datetime.fromisoformat(moment))
    with patch.object(timezone, "now", lambda: then):
        yield then
