from allocation.forms.bases import BasisForm
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
    "BasisForm",
    "DivideForm",
    "FrameForm",
    "LayForm",
    "NameForm",
    "NewFrameForm",
    "PostForm",
    "ReturnForm",
    "SaveDivisionForm",
    "SetAsideForm",
]
