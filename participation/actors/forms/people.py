"""Who is asked to work for an actor, and with which task."""

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.actors.enums import Level


class LevelForm(forms.Form):
    level = forms.ChoiceField(label=_("Aufgabe"), choices=Level)


class InvitationForm(forms.Form):
    address = forms.EmailField(
        label=_("E-Mail-Adresse"),
        help_text=_(
            "Dorthin geht ein Link. Wer ihn öffnet, meldet sich mit dem eigenen Konto "
            "an; Kennwörter teilt hier niemand."
        ),
    )
    level = forms.ChoiceField(
        label=_("Aufgabe"),
        choices=Level,
        initial=Level.EDITOR,
        help_text=_(
            "Inhaber:in: lädt andere ein und ändert alles. Redaktion: ändert das "
            "Profil und schreibt für den Akteur. Mitglied: gehört dazu und liest mit."
        ),
    )
