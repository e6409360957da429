"""Who may open what: one line for every address, method and status that makes a difference.

People are named as in the cast, and each stands for a kind: Kari coordinator, Per reader, Tor
union, Una university; Siri case worker, Arne approver, Liv secretary, Anne administrator, Frida
forum member. Ola coordinates next door, and everybody exists once more elsewhere.

``let_in`` are those at home, ``refused`` see the thing and may not do this (403). Whoever is not
named finds nothing (404), and a stranger is sent to log in. An address about nothing in particular
(``anywhere``) lets the same kinds in elsewhere, and shows each their own.
"""

from dataclasses import dataclass, field, replace

from tests.architecture.world_of_money import MEETING_STATUSES

GET, POST, BOTH = "GET", "POST", "GET POST"

MEMBERS = "kari per tor una"
STAFF = "siri arne liv"
EVERYBODY = "everybody"  # who has logged in
PUBLIC = "public"  # and everybody else

# What has statuses of its own, and who sees it in each of them. The office reads a report from the
# day it is sent, the forum what has been laid before it.
REPORT = {
    "draft": MEMBERS,
    "submitted": f"{MEMBERS} {STAFF}",
    "returned": f"{MEMBERS} {STAFF}",
    "checked": f"{MEMBERS} {STAFF} frida",
    "withdrawn": MEMBERS,
}
DIVISION = {
    "draft": STAFF,
    "laid": f"{STAFF} frida",
    "recommended": f"{STAFF} frida",
    "in_force": f"{STAFF} frida",
    "superseded": f"{STAFF} frida",
    "set_aside": STAFF,
}
MEETING = dict.fromkeys(MEETING_STATUSES, f"{STAFF} frida")
MINUTES = {"draft": STAFF, "sent": STAFF, "approved": f"{STAFF} frida"}
STATUSES = {"report": REPORT, "division": DIVISION, "document": DIVISION, "meeting": MEETING}

# What the numbers in a path are the numbers of; the first word is what the address is about.
PATHS = {
    "uid reset_key": "account_reset_password_from_key",
    "token": "partnerships:invitation",
    "partnership": """partnerships:partnership_detail partnerships:partnership_invite
        partnerships:partnership_approval""",
    "partnership invitation": "partnerships:partnership_invitation_withdraw",
    "partnership membership": "partnerships:member partnerships:member_remove",
    "university": """partnerships:account partnerships:account_propose
        partnerships:payment_reference""",
    "university account_change": "partnerships:account_confirm partnerships:account_withdraw",
    "office_invitation": "partnerships:person_invitation_withdraw",
    "colleague": "partnerships:person partnerships:person_deactivate",
    "colleague colleague_role": "partnerships:office_role_remove",
    "mail": "partnerships:mail partnerships:mail_send partnerships:mail_discard",
    "absence": "partnerships:absence_withdraw",
    "call": """measures:inbox_of_call measures:report_register measures:call_calendar
        measures:inbox_assign measures:inbox_remind measures:inbox_check_off measures:inbox_csv
        measures:inbox_excel measures:view_save
        measures:inbox_file_make measures:call_setup measures:call_next measures:call_look_over
        measures:call_open measures:call_deadline measures:call_scope measures:call_dates
        measures:call_rules measures:call_guidance measures:call_criteria""",
    "call row_kind": "measures:call_row_add",
    "call row_kind criterion": "measures:call_row measures:call_row_end measures:call_row_move",
    "inbox_file": "measures:inbox_file measures:inbox_file_download",
    "call saved_view": "measures:saved_view measures:view_delete",
    "report": """measures:review measures:history measures:report_return measures:report_check_off
        measures:permit_late measures:report measures:contacts measures:parties measures:scope
        measures:report_assign
        measures:codetermination measures:field measures:presence measures:measure_add
        measures:own_part measures:own_contacts measures:common_answers
        measures:arrange measures:confirmations measures:attachments measures:check measures:submit
        measures:receipt measures:take_back measures:withdraw measures:supplement_begin
        measures:scope_fetch
        measures:report_word measures:word_upload measures:word_import
        measures:assess measures:note measures:comment_add measures:comments measures:flag_raise
        allocation:report_pdf allocation:report_draft_pdf allocation:report_excerpt_pdf""",
    "report version": "measures:version",
    "report attachment": "measures:attachment",
    "report comment": """measures:comment_change measures:comment_retract measures:comment_release
        measures:comment_answer""",
    "report flag": "measures:flag_resolve measures:flag_hand_on",
    "report measure": """measures:measure measures:measure_rows measures:measure_sums
        measures:measure_remove measures:reuse
        measures:measure_withdraw measures:measure_withdrawn
        measures:own_measure measures:own_rows measures:own_sums""",
    "frame": """allocation:frame allocation:frame_edit allocation:post_add allocation:ledger
        allocation:overview allocation:overview_pdf allocation:overview_excel
        allocation:overview_drawing""",
    "frame network": "allocation:ledger_network",
    "frame payee": "allocation:ledger_university",
    "post": """allocation:post allocation:post_edit allocation:post_remove allocation:division_make
        allocation:versions allocation:versions_pdf allocation:versions_drawing allocation:meeting_room
        allocation:returned allocation:returned_save""",
    "division": """allocation:division allocation:division_compare allocation:division_lay
        allocation:division_adopt allocation:division_set_aside allocation:division_pdf
        allocation:division_excel allocation:division_name allocation:explanations_pdf""",
    "division line": "allocation:explanation allocation:explanation_pdf",
    "basis": "allocation:basis allocation:basis_move",
    "document": "allocation:document",
    "meeting": """forum:meeting forum:meeting_edit forum:attendance forum:meeting_hold forum:papers
        forum:item_new forum:minutes forum:minutes_send forum:minutes_take_back
        forum:minutes_approve forum:minutes_draft forum:minutes_pdf""",
    "plan": "measures:plan",
    "forum": "forum:seat_new",
    "forum seat": "forum:seat forum:seat_end",
    "meeting item": """forum:item forum:item_remove forum:item_lay forum:impartiality
        forum:networks""",
    "meeting item impartiality": "forum:impartiality_remove",
    "meeting item line": "forum:network",
}


@dataclass(frozen=True)
class Row:
    address: str
    methods: str
    let_in: str
    refused: str = ""
    when: str = ""  # statuses of what the address is about; none named: all of them
    anywhere: bool = False
    otherwise: int = 404
    data: dict[str, str] = field(default_factory=dict)  # sent, by the names of things in the world

    def answers(self, status: str) -> bool:
        return not self.when or status in self.when.split()


def path_of(address: str) -> list[str]:
    """Names of what stands in the path of an address."""
    return next((path.split() for path, named in PATHS.items() if address in named.split()), [])


def about(address: str) -> str:
    """What the address is about, if that has statuses."""
    return next((word for word in path_of(address)[:1] if word in STATUSES), "")


def by_status(address: str, methods: str, seen_by: dict[str, str], **let_in: str) -> list[Row]:
    """A row for each status: who of those that see the thing is let in; the others are refused."""
    rows = []
    for status in STATUSES[about(address)]:
        named = let_in.get(status, "").split()
        refused = [name for name in seen_by.get(status, "").split() if name not in named]
        rows.append(Row(address, methods, " ".join(named), " ".join(refused), when=status))
    return rows


def sending(rows: list[Row], data: dict[str, str]) -> list[Row]:
    """The rows of an address that must be told what it is about."""
    return [replace(row, data=data) for row in rows]


# Who is let in, and who sees the thing and is refused.
KEEPERS = ("kari siri anne", "per tor una arne liv")
OWN_PEOPLE = ("una", "kari per tor siri arne liv anne")  # the payee's: a university here
CASE_WORKER = ("siri", "arne liv")
ADMINISTRATOR = ("anne", STAFF)
PREPARERS = ("siri liv", "arne frida")  # of meetings

# The same by status.
WRITING = {"draft": "kari", "returned": "kari"}
OWN_PART = {"draft": "una", "returned": "una"}  # the university's own fields
EITHER = {"draft": "kari una", "returned": "kari una"}  # the service asks field by field
TOLD = dict.fromkeys(REPORT, "kari")
ANSWERING = dict.fromkeys(("draft", "submitted", "returned"), "kari una tor")
CONTROLLING = {"submitted": "siri", "returned": "siri", "checked": "siri"}
MARKED = {"measure": "measure", "criterion": "criterion"}
SENT = {status: REPORT[status] for status in CONTROLLING}
KNOWN = dict.fromkeys(REPORT, STAFF)  # of a draft the office knows that it exists
PREPARING = dict.fromkeys(MEETING, "siri liv")
NOTES = dict.fromkeys(MEETING, STAFF) | {"approved": f"{STAFF} frida"}  # minutes or their beginning

ROWS = [
    # --- open to all ---------------------------------------------------------------------------
    Row("start", GET, PUBLIC),
    Row("about", GET, PUBLIC),
    Row("privacy", GET, PUBLIC),
    Row("accessibility", GET, PUBLIC),
    Row("set_language", POST, PUBLIC),
    Row("measures:call_calendar", GET, PUBLIC),
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
    Row("mfa_index", GET, EVERYBODY),
    # Between the password and the site; who is in already is sent on.
    Row("mfa_authenticate", BOTH, EVERYBODY, data={"code": "token"}),
    Row("mfa_reauthenticate", BOTH, EVERYBODY),
    Row("mfa_activate_totp", BOTH, EVERYBODY),
    Row("mfa_deactivate_totp", BOTH, "per"),  # who logs in in two steps
    Row("mfa_view_recovery_codes", GET, "per"),
    Row("mfa_download_recovery_codes", GET, "per"),
    Row("mfa_generate_recovery_codes", BOTH, EVERYBODY),
    # --- who: partnerships ---------------------------------------------------------------------
    Row("partnerships:partnership_list", GET, EVERYBODY),
    Row("partnerships:partnership_detail", GET, f"{MEMBERS} {STAFF} anne"),
    Row("partnerships:partnership_invite", POST, "kari una siri anne", "per tor arne liv"),
    Row("partnerships:partnership_approval", POST, *KEEPERS),
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
    # --- who: the office's outgoing e-mail -----------------------------------------------------
    Row("partnerships:outbox", GET, "siri anne", anywhere=True, otherwise=403),
    Row("partnerships:mail", GET, "siri anne"),
    Row("partnerships:mail_send", POST, "siri anne"),
    Row("partnerships:mail_discard", POST, "siri anne"),
    # --- who: one's own absences ---------------------------------------------------------------
    Row("partnerships:absences", BOTH, STAFF, anywhere=True, otherwise=403),
    Row("partnerships:absence_withdraw", POST, "siri"),
    # --- what: the year is set up --------------------------------------------------------------
    Row("measures:call_list", GET, f"{STAFF} anne", anywhere=True, otherwise=403),
    Row("measures:call_start", BOTH, *ADMINISTRATOR, anywhere=True, otherwise=403),
    Row("measures:call_setup", GET, f"{STAFF} anne"),
    Row("measures:call_next", POST, *ADMINISTRATOR),
    Row("measures:call_look_over", POST, *ADMINISTRATOR, data={"part": "call_part"}),
    Row("measures:call_open", POST, *ADMINISTRATOR),
    Row("measures:call_deadline", BOTH, *ADMINISTRATOR),
    Row("measures:call_scope", BOTH, *ADMINISTRATOR),
    Row("measures:call_dates", BOTH, *ADMINISTRATOR),
    Row("measures:call_rules", BOTH, *ADMINISTRATOR),
    Row("measures:call_guidance", BOTH, *ADMINISTRATOR),
    Row("measures:call_criteria", GET, *ADMINISTRATOR),
    Row("measures:call_row_add", BOTH, *ADMINISTRATOR),
    Row("measures:call_row", BOTH, *ADMINISTRATOR),
    Row("measures:call_row_end", POST, *ADMINISTRATOR),
    Row("measures:call_row_move", POST, *ADMINISTRATOR),
    Row("measures:plan_list", GET, f"{STAFF} anne", anywhere=True, otherwise=403),
    Row("measures:plan_new", BOTH, *ADMINISTRATOR, anywhere=True, otherwise=403),
    Row("measures:plan", BOTH, *ADMINISTRATOR),
    # --- what: writing a report ----------------------------------------------------------------
    Row("measures:report_list", GET, EVERYBODY),
    Row(
        "measures:report_begin",
        POST,
        "kari siri",
        "per tor una arne liv anne",
        data={"call": "call", "partnership": "partnership"},
    ),
    *by_status("measures:report", GET, REPORT, **REPORT),
    *by_status("measures:contacts", BOTH, REPORT, **WRITING),
    *by_status("measures:parties", BOTH, REPORT, **WRITING),
    *by_status("measures:scope", BOTH, REPORT, **WRITING),
    *by_status("measures:scope_fetch", POST, REPORT, **WRITING),
    *by_status("measures:codetermination", BOTH, REPORT, **WRITING),
    *by_status("measures:common_answers", BOTH, REPORT, **WRITING),
    *by_status("measures:own_part", GET, REPORT, **OWN_PART),
    *by_status("measures:own_contacts", BOTH, REPORT, **OWN_PART),
    *by_status("measures:own_measure", BOTH, REPORT, **OWN_PART),
    *by_status("measures:own_rows", POST, REPORT, **OWN_PART),
    *by_status("measures:own_sums", POST, REPORT, **OWN_PART),
    *by_status("measures:field", POST, REPORT, **EITHER),
    *by_status("measures:presence", POST, REPORT, **EITHER),
    *by_status("measures:measure_add", POST, REPORT, **WRITING),
    *by_status("measures:arrange", BOTH, REPORT, **WRITING),
    *by_status("measures:measure", BOTH, REPORT, **WRITING),
    *by_status("measures:measure_rows", POST, REPORT, **WRITING),
    *by_status("measures:measure_sums", POST, REPORT, **WRITING),
    *by_status("measures:measure_remove", POST, REPORT, **WRITING),
    *by_status("measures:measure_withdraw", BOTH, REPORT, **WRITING),
    *by_status("measures:measure_withdrawn", BOTH, REPORT, **WRITING),
    *by_status(
        "measures:confirmations", GET, REPORT, **(REPORT | {"checked": f"{MEMBERS} {STAFF}"})
    ),
    *by_status("measures:attachments", GET, REPORT, **(REPORT | {"checked": f"{MEMBERS} {STAFF}"})),
    *by_status("measures:attachments", POST, REPORT, **WRITING),
    *by_status("measures:attachment", GET, REPORT, **(REPORT | {"checked": f"{MEMBERS} {STAFF}"})),
    *by_status("measures:confirmations", POST, REPORT, **ANSWERING),
    *by_status("measures:reuse", BOTH, REPORT, **WRITING),
    *by_status("measures:supplement_begin", BOTH, REPORT, checked="kari"),
    *by_status("measures:check", GET, REPORT, **WRITING),
    *by_status("measures:submit", POST, REPORT, **TOLD),  # a second press is told so
    *by_status("measures:receipt", GET, REPORT, **REPORT),
    *by_status("measures:take_back", POST, REPORT, **TOLD),
    *by_status("measures:withdraw", POST, REPORT, **WRITING, submitted="kari", checked="kari"),
    # --- what: the case worker's desk ----------------------------------------------------------
    Row("measures:inbox", GET, STAFF, anywhere=True),
    Row("measures:inbox_of_call", GET, STAFF),
    Row("measures:report_register", BOTH, *CASE_WORKER),
    Row("measures:inbox_assign", POST, *CASE_WORKER),
    Row("measures:inbox_remind", POST, *CASE_WORKER),
    Row("measures:inbox_check_off", POST, *CASE_WORKER),
    Row("measures:inbox_csv", GET, STAFF),
    Row("measures:inbox_excel", GET, STAFF),
    Row("measures:inbox_file_make", POST, STAFF, data={"kind": "file_kind"}),
    Row("measures:inbox_file", BOTH, "siri"),  # who asked for it
    Row("measures:inbox_file_download", GET, "siri"),
    Row("measures:view_save", POST, STAFF),
    Row("measures:saved_view", BOTH, "siri"),  # one's own
    Row("measures:view_delete", POST, "siri"),
    *by_status("measures:report_assign", BOTH, KNOWN, **dict.fromkeys(REPORT, "siri")),
    *by_status("measures:review", GET, REPORT, **REPORT),
    *by_status("measures:version", GET, SENT, **(SENT | {"checked": f"{MEMBERS} {STAFF}"})),
    *by_status("measures:history", GET, REPORT, **(REPORT | {"checked": f"{MEMBERS} {STAFF}"})),
    *sending(by_status("measures:assess", POST, REPORT, **CONTROLLING), MARKED),
    *sending(by_status("measures:note", POST, REPORT, **CONTROLLING), {"point": "point"}),
    *by_status("measures:comment_add", POST, REPORT, **CONTROLLING),
    *by_status("measures:comment_change", POST, REPORT, **CONTROLLING),
    *by_status("measures:comment_retract", POST, REPORT, **CONTROLLING),
    *sending(
        by_status("measures:comment_release", POST, REPORT, **CONTROLLING), {"to": "audience"}
    ),
    *by_status("measures:comments", GET, REPORT, **(REPORT | {"checked": f"{MEMBERS} {STAFF}"})),
    *by_status("measures:comment_answer", POST, REPORT, **dict.fromkeys(CONTROLLING, "kari")),
    *by_status("measures:flag_raise", POST, REPORT, **dict.fromkeys(CONTROLLING, STAFF)),
    *by_status("measures:flag_resolve", POST, REPORT, **dict.fromkeys(CONTROLLING, STAFF)),
    *by_status("measures:flag_hand_on", POST, REPORT, **dict.fromkeys(CONTROLLING, STAFF)),
    *by_status("measures:report_return", POST, REPORT, **CONTROLLING),
    *by_status("measures:report_check_off", POST, REPORT, **CONTROLLING),
    *by_status("measures:permit_late", BOTH, KNOWN, draft="siri", returned="siri"),
    # --- a report's papers ---------------------------------------------------------------------
    *by_status("allocation:report_pdf", POST, SENT, **{**SENT, "checked": f"{MEMBERS} {STAFF}"}),
    *by_status("allocation:report_draft_pdf", GET, REPORT, draft=MEMBERS, returned=MEMBERS),
    *by_status("allocation:report_excerpt_pdf", GET, REPORT, checked="frida"),
    *by_status("measures:report_word", GET, REPORT, **REPORT),
    *by_status("measures:word_upload", BOTH, REPORT, **WRITING),
    *by_status("measures:word_import", POST, REPORT, **WRITING),
    # --- how much: frames and figures ----------------------------------------------------------
    Row("allocation:frame_list", GET, STAFF, anywhere=True),
    Row("allocation:frame_new", BOTH, *CASE_WORKER, anywhere=True),
    Row("allocation:frame", GET, STAFF),
    Row("allocation:frame_edit", BOTH, *CASE_WORKER),
    Row("allocation:post_add", BOTH, *CASE_WORKER),
    Row("allocation:post_edit", BOTH, *CASE_WORKER),
    Row("allocation:post_remove", POST, *CASE_WORKER),
    Row("allocation:overview", GET, STAFF),
    Row("allocation:overview_drawing", GET, STAFF),
    Row("allocation:overview_pdf", GET, STAFF),
    Row("allocation:overview_excel", GET, STAFF),
    Row("allocation:ledger", GET, STAFF),
    Row("allocation:ledger_network", BOTH, *CASE_WORKER),
    Row("allocation:ledger_university", BOTH, *CASE_WORKER),
    Row("allocation:basis_list", GET, STAFF, anywhere=True),
    Row("allocation:basis", GET, STAFF),
    Row("allocation:basis_move", POST, *CASE_WORKER),
    Row("allocation:basis_upload", BOTH, *CASE_WORKER, anywhere=True),
    Row("allocation:basis_import", POST, *CASE_WORKER, anywhere=True),
    # --- how much: divisions -------------------------------------------------------------------
    Row("allocation:post", GET, STAFF),
    Row("allocation:division_make", POST, *CASE_WORKER),
    *by_status("allocation:division", GET, DIVISION, **DIVISION),
    # the forum compares what it has had before it; a version of the post is
    Row("allocation:versions", GET, f"{STAFF} frida"),
    Row("allocation:versions_drawing", GET, f"{STAFF} frida"),
    Row("allocation:versions_pdf", GET, f"{STAFF} frida"),
    Row("allocation:meeting_room", GET, STAFF),
    Row("allocation:meeting_room", POST, *CASE_WORKER),
    Row("allocation:returned", POST, *CASE_WORKER),
    Row("allocation:returned_save", POST, *CASE_WORKER),
    *by_status("allocation:division_name", POST, DIVISION, **dict.fromkeys(DIVISION, "siri")),
    *by_status("allocation:division_compare", GET, DIVISION, **DIVISION),
    *by_status("allocation:division_lay", POST, DIVISION, **dict.fromkeys(DIVISION, "siri liv")),
    *by_status("allocation:division_adopt", POST, DIVISION, **dict.fromkeys(DIVISION, "arne")),
    *by_status(
        "allocation:division_set_aside", POST, DIVISION, **dict.fromkeys(DIVISION, "siri liv")
    ),
    *by_status("allocation:division_pdf", POST, DIVISION, **DIVISION),
    *by_status("allocation:division_excel", GET, DIVISION, **DIVISION),
    *by_status("allocation:explanation", GET, DIVISION, **DIVISION),
    *by_status("allocation:explanation_pdf", GET, DIVISION, **DIVISION),
    *by_status("allocation:explanations_pdf", GET, DIVISION, **DIVISION),
    *by_status("allocation:document", GET, DIVISION, **DIVISION),
    Row("allocation:university", GET, "una", anywhere=True),
    # --- the forum: who sits in it -------------------------------------------------------------
    Row("forum:seat_list", GET, f"{STAFF} anne", anywhere=True, otherwise=403),
    Row("forum:forum_new", BOTH, *ADMINISTRATOR, anywhere=True, otherwise=403),
    Row("forum:seat_new", BOTH, *ADMINISTRATOR),
    Row("forum:seat", BOTH, *ADMINISTRATOR),
    Row("forum:seat_end", POST, *ADMINISTRATOR),
    # --- the forum: meetings -------------------------------------------------------------------
    Row("forum:meeting_list", GET, f"{STAFF} frida", anywhere=True),
    Row("forum:meeting_new", BOTH, *PREPARERS, anywhere=True),
    *by_status("forum:meeting", GET, MEETING, **MEETING),
    *by_status("forum:meeting_edit", BOTH, MEETING, **PREPARING),
    *by_status("forum:attendance", BOTH, MEETING, **PREPARING),
    *by_status("forum:meeting_hold", POST, MEETING, **PREPARING),
    *by_status("forum:papers", GET, MEETING, **MEETING),
    *by_status("forum:item_new", BOTH, MEETING, **PREPARING),
    *by_status("forum:item", BOTH, MEETING, **PREPARING),
    *by_status("forum:item_remove", POST, MEETING, **PREPARING),
    *by_status("forum:item_lay", POST, MEETING, **PREPARING),
    *by_status("forum:impartiality", BOTH, MEETING, **PREPARING),
    *by_status("forum:impartiality_remove", POST, MEETING, **PREPARING),
    *by_status("forum:networks", GET, MEETING, **PREPARING),
    *by_status("forum:network", BOTH, MEETING, **PREPARING),
    # --- the forum: minutes --------------------------------------------------------------------
    *by_status("forum:minutes", GET, NOTES, **NOTES),
    *by_status("forum:minutes", POST, NOTES, **dict.fromkeys(NOTES, "liv")),
    *by_status("forum:minutes_draft", GET, NOTES, **dict.fromkeys(NOTES, STAFF)),
    *by_status("forum:minutes_send", POST, MINUTES, **dict.fromkeys(MINUTES, "liv")),
    *by_status("forum:minutes_take_back", POST, MINUTES, **dict.fromkeys(MINUTES, "liv arne")),
    *by_status("forum:minutes_approve", POST, MINUTES, **dict.fromkeys(MINUTES, "arne")),
    *by_status("forum:minutes_pdf", POST, MINUTES, approved=f"{STAFF} frida"),
]
