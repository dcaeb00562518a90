"""Coming in, leaving, inviting, and the words that go with it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.actors.forms.speaking import SpeakingField
from participation.networks.enums import MemberRole
from participation.networks.models import NetworkMembership


class JoinForm(forms.Form):
    """For oneself, or for an actor that one may speak for."""

    actor = SpeakingField(label=_("Wer macht mit?"), empty_label=_("Ich selbst"))


class AskForm(JoinForm):
    words = forms.CharField(
        label=_("Ein paar Worte dazu"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Wer sind Sie, und was möchten Sie beitragen?"),
    )


class LeaveForm(forms.Form):
    """Which of one's ways in ends."""

    memberships = forms.ModelMultipleChoiceField(
        label=_("Wer verlässt das Netzwerk?"),
        queryset=NetworkMembership.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, own: list[NetworkMembership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ids = [row.pk for row in own]
        field = self.fields["memberships"]
        rows = NetworkMembership.objects.filter(pk__in=ids).select_related("actor")
        field.queryset = rows.order_by("pk")  # type: ignore[attr-defined]  # the stubs know only Field
        field.label_from_instance = _own_name  # type: ignore[attr-defined]  # likewise
        field.initial = ids if len(ids) == 1 else []


class AnswerForm(forms.Form):
    """Yes, or no with a word if one likes."""

    answer = forms.CharField(
        label=_("Ein Satz dazu, falls Sie ablehnen"), max_length=300, required=False
    )
    verdict = forms.ChoiceField(
        choices=[("ja", _("Annehmen")), ("nein", _("Ablehnen"))],
        widget=forms.HiddenInput,
    )


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("E-Mail-Adresse"),
        max_length=254,
        help_text=_("Wir löschen sie, sobald die Einladung beantwortet ist."),
    )
    role = forms.ChoiceField(
        label=_("Aufgabe"), choices=MemberRole, initial=MemberRole.MEMBER
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Aufgabe"), choices=MemberRole)


class CloseForm(forms.Form):
    reason = forms.CharField(
        label=_("Warum endet es?"),
        max_length=300,
        help_text=_("Ein Satz. Er steht oben auf der Seite."),
    )


def _own_name(row: NetworkMembership) -> str:
    return row.actor.name if row.actor is not None else str(_("Ich selbst"))
