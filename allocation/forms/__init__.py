from allocation.forms.bases import (
    AgainstForm,
    BasisForm,
    ColumnForm,
    MoveForm,
    RowForm,
    targets_of,
)
from allocation.forms.divisions import (
    AdoptForm,
    DivideForm,
    LayForm,
    NameForm,
    ReturnForm,
    SaveDivisionForm,
    SetAsideForm,
)
from allocation.forms.frames import FrameForm, NewFrameForm, PostForm

__all__ = [
    "AdoptForm",
    "AgainstForm",
    "BasisForm",
    "ColumnForm",
    "DivideForm",
    "FrameForm",
    "LayForm",
    "MoveForm",
    "NameForm",
    "NewFrameForm",
    "PostForm",
    "ReturnForm",
    "RowForm",
    "SaveDivisionForm",
    "SetAsideForm",
    "targets_of",
]
