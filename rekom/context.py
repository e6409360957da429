"""What every page's frame needs to know: the office, the menu, whether this is a demo."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partnerships.choices import KEEPERS, STAFF_ROLES, YEAR_READERS, MembershipRole, OfficeRoleKind
from partnerships.models import CountyGovernor
from rekom.kit.prepared import Prepared


@dataclass(frozen=True)
class MenuItem:
    label: str
    url: str
    current: bool


STAFF = frozenset(STAFF_ROLES)
MEMBERS = frozenset(MembershipRole.values)
CONTACTS = frozenset({MembershipRole.UNIVERSITY_CONTACT})
FORUM = STAFF | {OfficeRoleKind.FORUM_MEMBER}
KEEPERS_OF_PEOPLE = frozenset({OfficeRoleKind.ADMINISTRATOR})

# (label, URL name, the roles that have to do with it; none means everybody)
PLACES = [
    (_("Start"), "start", frozenset()),
    (_("Needs reports"), "measures:report_list", MEMBERS),
    (_("Inbox"), "measures:inbox", STAFF),
    (_("Division"), "allocation:frame_list", STAFF),
    (_("Forum"), "forum:meeting_list", FORUM),
    (_("Our amounts"), "allocation:university", CONTACTS),
    (_("Partnerships"), "partnerships:partnership_list", MEMBERS | STAFF | KEEPERS_OF_PEOPLE),
    (_("The year"), "measures:call_list", frozenset(YEAR_READERS)),
    (_("People"), "partnerships:person_list", KEEPERS_OF_PEOPLE),
    (_("Outgoing e-mail"), "partnerships:outbox", frozenset(KEEPERS)),
]


class PageFrame:
    """Lazy: an answer that shows no frame asks for nothing."""

    demo = settings.DEMO
    languages = settings.LANGUAGES

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def roles(self) -> set[str]:
        """All roles of the person, in partnerships and offices."""
        user = self.request.user
        return {role for role, _office in user.role_pairs} if user.is_authenticated else set()

    @cached_property
    def office(self) -> CountyGovernor | None:
        """The one office the person has to do with; None where there are several or none."""
        user = self.request.user
        if not user.is_authenticated:
            return None
        offices = {office for _role, office in user.role_pairs}
        if len(offices) != 1:
            return None
        return _office(offices.pop())[0]

    @cached_property
    def menu(self) -> list[MenuItem]:
        """What the person has to do with; a place that is not built stands in no menu."""
        if not self.request.user.is_authenticated:
            return []
        places = [
            (label, reverse(name))
            for label, name, roles in PLACES
            if not roles or self.roles & roles
        ]
        current = self._current([url for _label, url in places])
        return [MenuItem(label, url, url == current) for label, url in places]

    def _current(self, urls: list[str]) -> str:
        """The place that the page lies deepest in; the start page is only itself."""
        path, start = self.request.path, reverse("start")
        around = [url for url in urls if path.startswith(url) and (url != start or path == start)]
        return max(around, key=len, default="")


@Prepared
def _office(pk: int) -> QuerySet[CountyGovernor]:
    return CountyGovernor.objects.filter(pk=pk)


def page(request: HttpRequest) -> dict[str, object]:
    return {"page": PageFrame(request)}
