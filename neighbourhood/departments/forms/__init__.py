"""What staff type about departments, topics, cards and signposts."""

from neighbourhood.departments.forms.cards import CardForm, CardSearchForm
from neighbourhood.departments.forms.departments import DepartmentForm, TopicForm
from neighbourhood.departments.forms.signposts import SignpostForm, TryForm

__all__ = [
    "CardForm",
    "CardSearchForm",
    "DepartmentForm",
    "SignpostForm",
    "TopicForm",
    "TryForm",
]
