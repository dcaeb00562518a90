"""For whom somebody writes: for themselves, or for an actor of theirs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from participation.actors.models import Actor
from participation.actors.queries.choices import speakable_for


class SpeakingField(forms.ModelChoiceField):
    """One of one's actors, or nobody but oneself; `offer_speaking` says which.

    Before that it offers none, so that a form which forgets to ask lets nobody speak
    for others.
    """

    def __init__(self, **kwargs: Any) -> None:
        defaults: dict[str, Any] = {
            "label": _("Für wen schreiben Sie?"),
            "required": False,
            "empty_label": _("Für mich selbst"),
        }
        super().__init__(Actor.objects.none(), **(defaults | kwargs))


def offer_speaking(
    form: forms.BaseForm, visitor: Visitor, *, name: str = "actor"
) -> None:
    """Offer the actors that the visitor may speak for; without any there is no field.

    A form whose field is gone gives `cleaned_data.get(name)` as None.
    """
    field = form.fields[name]
    if not isinstance(field, SpeakingField):
        message = f"{name} is no SpeakingField."
        raise TypeError(message)
    offered = speakable_for(visitor)
    if not offered:
        del form.fields[name]
        return
    field.queryset = offered
