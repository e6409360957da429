"""What is done with money: frames set up, figures read in, pots divided, versions adopted, papers made.

Rows are locked in one order everywhere, so that no two people can wait for each other:
Meeting → Frame → Post → Division → Minutes.
"""

from allocation.services.bases import import_basis, match_networks
from allocation.services.divisions import (
    adopt_division,
    lay_before_forum,
    make_division,
    recommend_division,
    set_aside_division,
)
from allocation.services.frames import remove_post, save_frame, save_post

__all__ = [
    "adopt_division",
    "import_basis",
    "lay_before_forum",
    "make_division",
    "match_networks",
    "recommend_division",
    "remove_post",
    "save_frame",
    "save_post",
    "set_aside_division",
]
