"""What happens to a needs report: ``lifecycle`` moves it as a whole, ``writing`` saves what is typed."""

from measures.services.errors import ChangedMeanwhile
from measures.services.lifecycle import (
    NotReady,
    assign_report,
    begin_report,
    check_off_report,
    digest,
    permit_late,
    return_report,
    submit_report,
    take_back_report,
    withdraw_report,
)

__all__ = [
    "ChangedMeanwhile",
    "NotReady",
    "assign_report",
    "begin_report",
    "check_off_report",
    "digest",
    "permit_late",
    "return_report",
    "submit_report",
    "take_back_report",
    "withdraw_report",
]
