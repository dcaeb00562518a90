"""What is chosen from the queue, as chips to take off, and keeping it by name."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from participation.moderation.forms.queue import QueueForm
from participation.moderation.models.filters import LONGEST_NAME
from participation.moderation.queries.wishes import Wish


@dataclass(frozen=True)
class Chip:
    """One part of a filter; `part` is its name in a Wish."""

    part: str
    label: str


class SaveFilterForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=LONGEST_NAME)
    is_start = forms.BooleanField(
        label=gettext_lazy("Die Prüfung immer damit öffnen"), required=False
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        return " ".join(name.split())


def chips_of(form: QueueForm, wish: Wish) -> list[Chip]:
    """What narrows the list; asked before the form counts, so without figures."""
    return [Chip(part, _chip_label(form, wish, part)) for part in wish.narrowed_by]


def _chip_label(form: QueueForm, wish: Wish, part: str) -> str:
    if part == "text":
        return f"„{wish.text}“"
    if part == "since":
        return _("nur neue")
    return form.label_of(part, str(getattr(wish, part)))
