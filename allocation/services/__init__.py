"""What is done with money: frames set up, figures read in, pots divided, versions adopted, papers made.

Rows are locked in one order everywhere, so that no two people can wait for each other:
Meeting → Frame → Post → Division → Minutes.
"""

from allocation.services.bases import BasisFacts, import_basis, import_table, match_networks
from allocation.services.basis_change import change_since, load_rows
from allocation.services.basis_move import move_municipality
from allocation.services.basis_register import municipalities_of, register_of
from allocation.services.divisions import (
    adopt_division,
    lay_before_forum,
    make_division,
    name_division,
    recommend_division,
    set_aside_division,
)
from allocation.services.frames import remove_post, save_frame, save_post
from allocation.services.impartiality import (
    decide_impartiality,
    decide_impartiality_in,
    possibly_disqualified,
    remove_impartiality,
)
from allocation.services.meetings import (
    hold_meeting,
    record_recommendation,
    remove_item,
    save_attendance,
    save_item,
    save_meeting,
)
from allocation.services.minutes import (
    NotReadyForApproval,
    approve_minutes,
    minutes_document,
    save_minutes,
    send_minutes,
    take_back_minutes,
)

__all__ = [
    "BasisFacts",
    "NotReadyForApproval",
    "adopt_division",
    "approve_minutes",
    "change_since",
    "decide_impartiality",
    "decide_impartiality_in",
    "hold_meeting",
    "import_basis",
    "import_table",
    "lay_before_forum",
    "load_rows",
    "make_division",
    "match_networks",
    "minutes_document",
    "move_municipality",
    "municipalities_of",
    "name_division",
    "possibly_disqualified",
    "recommend_division",
    "record_recommendation",
    "register_of",
    "remove_impartiality",
    "remove_item",
    "remove_post",
    "save_attendance",
    "save_frame",
    "save_item",
    "save_meeting",
    "save_minutes",
    "save_post",
    "send_minutes",
    "set_aside_division",
    "take_back_minutes",
]
