from partnerships.services.accounts import (
    confirm_account_change,
    propose_account_change,
    update_payment_reference,
    withdraw_account_change,
)
from partnerships.services.completed import complete_once, new_key
from partnerships.services.desk import (
    delete_view,
    rename_view,
    save_view,
    tell_absence,
    tell_absences,
    withdraw_absence,
)
from partnerships.services.invitations import (
    accept_invitation,
    accept_invitation_as_new,
    find_invitation,
    invite_to_office,
    invite_to_partnership,
    is_known,
    withdraw_invitation,
)
from partnerships.services.outbox import (
    discard_mail,
    hold_letter,
    release_mail,
    send_waiting,
    store_letter,
)
from partnerships.services.people import (
    ask_for_approval,
    change_role,
    deactivate_person,
    remove_member,
    remove_office_role,
    update_profile,
)
from partnerships.services.register import load_register

__all__ = [
    "accept_invitation",
    "accept_invitation_as_new",
    "ask_for_approval",
    "change_role",
    "complete_once",
    "confirm_account_change",
    "deactivate_person",
    "delete_view",
    "discard_mail",
    "find_invitation",
    "hold_letter",
    "invite_to_office",
    "invite_to_partnership",
    "is_known",
    "load_register",
    "new_key",
    "propose_account_change",
    "release_mail",
    "remove_member",
    "remove_office_role",
    "rename_view",
    "save_view",
    "send_waiting",
    "store_letter",
    "tell_absence",
    "tell_absences",
    "update_payment_reference",
    "update_profile",
    "withdraw_absence",
    "withdraw_account_change",
    "withdraw_invitation",
]
