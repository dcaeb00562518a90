"""What staff type about departments, topics, cards and signposts."""

from neighbourhood.departments.forms.cards import CardForm, CardSearchForm
from neighbourhood.departments.forms.departments import (
    DepartmentForm,
    DepartmentListForm,
    TopicForm,
)
from neighbourhood.departments.forms.members import HeadForm, MemberForm
from neighbourhood.departments.forms.merging import MergeForm, MergeTargetForm
from neighbourhood.departments.forms.signposts import SignpostForm, TryForm
from neighbourhood.departments.forms.texts import DepartmentTextForm

__all__ = [
    "CardForm",
    "CardSearchForm",
    "DepartmentForm",
    "DepartmentListForm",
    "DepartmentTextForm",
    "HeadForm",
    "MemberForm",
    "MergeForm",
    "MergeTargetForm",
    "SignpostForm",
    "TopicForm",
    "TryForm",
]
