"""Who may open what: one line for every address, method and status that makes a difference.

People are named as in the cast, and each stands for a kind: Kari coordinator, Per reader, Tor
union, Una university; Siri case worker, Arne approver, Liv secretary, Anne administrator, Frida
forum member. Ola coordinates next door, and everybody exists once more elsewhere.

``let_in`` are those at home. Whoever is not named finds nothing (404), and a stranger is sent to
log in. An address about nothing in particular (``anywhere``) lets the same kinds in elsewhere, and
shows each their own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from measures.choices import ReportStatus
from tests.architecture.world import World

GET, POST, BOTH = "GET", "POST", "GET POST"

MEMBERS = "kari per tor una"
STAFF = "siri arne liv"
EVERYBODY = "everybody"  # who has logged in
PUBLIC = "public"  # and everybody else

# Who is let in, and who sees the thing and is refused.
KEEPERS = ("kari siri anne", "per tor una arne liv")
OWN_PEOPLE = ("una", "kari per tor siri arne liv anne")  # the payee's: a university here
CASE_WORKER = ("siri", f"{MEMBERS} arne liv")
CASE_WORKER_NOT_FORUM = ("siri", f"{MEMBERS} arne liv frida")

ANY = ""
DRAFT, SUBMITTED, RETURNED, CHECKED, WITHDRAWN = (str(status) for status in ReportStatus)


@dataclass(frozen=True)
class Row:
    address: str
    methods: str
    let_in: str
    refused: str = ""  # see the thing, and may not do this (403)
    anywhere: bool = False
    otherwise: int = 404
    when: str = ANY  # statuses of the report
    data: dict[str, str] = field(default_factory=dict)

    def answers(self, status: str) -> bool:
        return self.when == ANY or status in self.when.split()


# What an address is about: the arguments of its path, from the world.
ABOUT: dict[str, Callable[[World], list]] = {
    "account_reset_password_from_key": lambda world: ["1", "set-password"],
    "partnerships:partnership_detail": lambda world: [world.partnership.pk],
    "partnerships:partnership_invite": lambda world: [world.partnership.pk],
    "partnerships:partnership_invitation_withdraw": lambda world: [
        world.partnership.pk,
        world.invitation.pk,
    ],
    "partnerships:member": lambda world: [world.partnership.pk, world.membership.pk],
    "partnerships:member_remove": lambda world: [world.partnership.pk, world.membership.pk],
    "partnerships:invitation": lambda world: [world.token],
    "partnerships:account": lambda world: [world.organisation.pk],
    "partnerships:account_propose": lambda world: [world.organisation.pk],
    "partnerships:account_confirm": lambda world: [world.organisation.pk, world.account_change.pk],
    "partnerships:account_withdraw": lambda world: [world.organisation.pk, world.account_change.pk],
    "partnerships:payment_reference": lambda world: [world.organisation.pk],
    "partnerships:person_invitation_withdraw": lambda world: [world.office_invitation.pk],
    "partnerships:person": lambda world: [world.colleague.pk],
    "partnerships:person_deactivate": lambda world: [world.colleague.pk],
    "partnerships:office_role_remove": lambda world: [
        world.colleague.pk,
        world.colleague.office_roles.get().pk,
    ],
    "measures:inbox_of_call": lambda world: [world.call.pk],
    "measures:report_register": lambda world: [world.call.pk],
    "measures:review": lambda world: [world.report.pk],
    "measures:report_return": lambda world: [world.report.pk],
    "measures:report_check_off": lambda world: [world.report.pk],
    "measures:permit_late": lambda world: [world.report.pk],
    **{
        f"allocation:{address}": lambda world, thing=thing: [getattr(world, thing).pk]
        for thing, addresses in {
            "frame": ["frame", "frame_edit", "post_add"],
            "post": ["post", "post_edit", "post_remove", "division_make"],
            "division": [
                *("division", "division_compare", "division_pdf", "division_excel"),
                *("division_lay", "division_adopt", "division_set_aside"),
            ],
            "basis": ["basis"],
            "report": ["report_pdf", "report_draft_pdf", "report_excerpt_pdf"],
            "document": ["document"],
        }.items()
        for address in addresses
    },
}

# Addresses about a report: each has an answer for each of its statuses.
ABOUT_A_REPORT = {
    "measures:review",
    "measures:report_return",
    "measures:report_check_off",
    "measures:permit_late",
    "allocation:report_pdf",
    "allocation:report_draft_pdf",
    "allocation:report_excerpt_pdf",
}

ROWS = [
    # --- open to all ---------------------------------------------------------------------------
    Row("start", GET, PUBLIC),
    Row("about", GET, PUBLIC),
    Row("privacy", GET, PUBLIC),
    Row("accessibility", GET, PUBLIC),
    Row("set_language", POST, PUBLIC),
    # --- log-in --------------------------------------------------------------------------------
    Row("account_login", BOTH, PUBLIC),
    Row("account_logout", BOTH, PUBLIC),
    Row("account_inactive", GET, PUBLIC),
    Row("account_signup", BOTH, PUBLIC),  # says that one comes in by an invitation
    Row("account_reset_password", BOTH, PUBLIC),
    Row("account_reset_password_done", GET, PUBLIC),
    Row("account_reset_password_from_key", BOTH, PUBLIC),
    Row("account_reset_password_from_key_done", GET, PUBLIC),
    Row("account_reauthenticate", BOTH, EVERYBODY),
    Row("account_change_password", BOTH, EVERYBODY),
    Row("account_set_password", BOTH, EVERYBODY),
    Row("profile", BOTH, EVERYBODY),
    # --- who: partnerships ---------------------------------------------------------------------
    Row("partnerships:partnership_list", GET, EVERYBODY),
    Row("partnerships:partnership_detail", GET, f"{MEMBERS} {STAFF} anne"),
    Row("partnerships:partnership_invite", POST, "kari una siri anne", "per tor arne liv"),
    Row("partnerships:partnership_invitation_withdraw", POST, *KEEPERS),
    Row("partnerships:member", BOTH, *KEEPERS),
    Row("partnerships:member_remove", POST, *KEEPERS),
    Row("partnerships:invitation", BOTH, PUBLIC),  # who holds the link
    # --- who: a payee's account ----------------------------------------------------------------
    Row("partnerships:account", GET, f"{MEMBERS} {STAFF} anne"),
    Row("partnerships:account_propose", POST, *OWN_PEOPLE),
    Row("partnerships:account_confirm", POST, *OWN_PEOPLE),
    Row("partnerships:account_withdraw", POST, *OWN_PEOPLE),
    Row("partnerships:payment_reference", POST, *OWN_PEOPLE),
    # --- who: the office's people --------------------------------------------------------------
    Row("partnerships:person_list", GET, "anne", anywhere=True, otherwise=403),
    Row("partnerships:person_invite", POST, "anne", anywhere=True, otherwise=403),
    Row("partnerships:person_invitation_withdraw", POST, "anne"),
    Row("partnerships:person", GET, "anne"),
    Row("partnerships:person_deactivate", POST, "anne"),
    Row("partnerships:office_role_remove", POST, "anne"),
    # --- what: the case worker's desk ----------------------------------------------------------
    Row("measures:inbox", GET, STAFF, anywhere=True),
    Row("measures:inbox_of_call", GET, STAFF),
    Row("measures:report_register", BOTH, "siri", "arne liv"),
    Row("measures:review", GET, MEMBERS, when=f"{DRAFT} {WITHDRAWN}"),
    Row("measures:review", GET, f"{MEMBERS} {STAFF}", when=f"{SUBMITTED} {RETURNED}"),
    Row("measures:review", GET, f"{MEMBERS} {STAFF} frida", when=CHECKED),
    Row("measures:report_return", POST, "", MEMBERS, when=f"{DRAFT} {WITHDRAWN}"),
    Row("measures:report_return", POST, *CASE_WORKER, when=f"{SUBMITTED} {RETURNED}"),
    Row("measures:report_return", POST, *CASE_WORKER_NOT_FORUM, when=CHECKED),
    Row("measures:report_check_off", POST, "", MEMBERS, when=f"{DRAFT} {WITHDRAWN}"),
    Row("measures:report_check_off", POST, *CASE_WORKER, when=f"{SUBMITTED} {RETURNED}"),
    Row("measures:report_check_off", POST, *CASE_WORKER_NOT_FORUM, when=CHECKED),
    Row("measures:permit_late", BOTH, "siri", "arne liv", when=f"{DRAFT} {RETURNED}"),
    Row("measures:permit_late", BOTH, "", STAFF, when=f"{SUBMITTED} {CHECKED} {WITHDRAWN}"),
    # --- how much: frames, figures and divisions -----------------------------------------------
    Row("allocation:frame_list", GET, STAFF, anywhere=True),
    Row("allocation:frame_new", BOTH, "siri", "arne liv", anywhere=True),
    Row("allocation:frame", GET, STAFF),
    Row("allocation:frame_edit", BOTH, "siri", "arne liv"),
    Row("allocation:post_add", BOTH, "siri", "arne liv"),
    Row("allocation:post_edit", BOTH, "siri", "arne liv"),
    Row("allocation:post_remove", POST, "siri", "arne liv"),
    Row("allocation:post", GET, STAFF),
    Row("allocation:division_make", POST, "siri", "arne liv"),
    Row("allocation:division", GET, f"{STAFF} frida"),
    Row("allocation:division_compare", GET, f"{STAFF} frida"),
    Row("allocation:division_excel", GET, f"{STAFF} frida"),
    Row("allocation:division_pdf", POST, f"{STAFF} frida"),
    Row("allocation:division_lay", POST, "siri liv", "arne frida"),
    Row("allocation:division_adopt", POST, "arne", "siri liv frida"),
    Row("allocation:division_set_aside", POST, "siri liv", "arne frida"),
    Row("allocation:basis_list", GET, STAFF, anywhere=True),
    Row("allocation:basis", GET, STAFF),
    Row("allocation:basis_upload", BOTH, "siri", "arne liv", anywhere=True),
    Row("allocation:basis_import", POST, "siri", "arne liv", anywhere=True),
    Row("allocation:university", GET, "una", anywhere=True),
    # --- papers --------------------------------------------------------------------------------
    Row("allocation:document", GET, f"{STAFF} frida"),
    Row("allocation:report_pdf", POST, "", when=f"{DRAFT} {WITHDRAWN}"),  # nothing has been sent
    Row("allocation:report_pdf", POST, f"{MEMBERS} {STAFF}", when=f"{SUBMITTED} {RETURNED}"),
    Row("allocation:report_pdf", POST, f"{MEMBERS} {STAFF}", "frida", when=CHECKED),
    Row("allocation:report_draft_pdf", GET, MEMBERS, when=DRAFT),
    Row("allocation:report_draft_pdf", GET, MEMBERS, STAFF, when=RETURNED),
    Row("allocation:report_draft_pdf", GET, "", f"{MEMBERS} {STAFF}", when=SUBMITTED),
    Row("allocation:report_draft_pdf", GET, "", f"{MEMBERS} {STAFF} frida", when=CHECKED),
    Row("allocation:report_draft_pdf", GET, "", MEMBERS, when=WITHDRAWN),
    Row("allocation:report_excerpt_pdf", GET, "", MEMBERS, when=f"{DRAFT} {WITHDRAWN}"),
    Row(
        "allocation:report_excerpt_pdf",
        GET,
        "",
        f"{MEMBERS} {STAFF}",
        when=f"{SUBMITTED} {RETURNED}",
    ),
    Row("allocation:report_excerpt_pdf", GET, "frida", f"{MEMBERS} {STAFF}", when=CHECKED),
]
