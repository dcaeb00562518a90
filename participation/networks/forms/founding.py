"""Founding a network and changing it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from neighbourhood.departments.forms.fields import TopicsField
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from participation.actors.forms.speaking import SpeakingField
from participation.networks.enums import Joining, NetworkKind, Visibility
from participation.networks.models import Network
from participation.networks.services.founding import Charter

MOST_TOPICS = 5


class CharterForm(forms.Form):
    """What a network says of itself, and how it lets people in."""

    name = forms.CharField(
        label=_("Wie heißt das Netzwerk?"),
        max_length=120,
        help_text=_("Zum Beispiel „Kiezrunde am Park“ oder „Runder Tisch Wohnen“."),
    )
    kind = forms.ChoiceField(label=_("Was ist es?"), choices=NetworkKind)
    purpose = forms.CharField(
        label=_("Wozu treffen Sie sich?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Alle, die das Netzwerk sehen, lesen das."),
    )
    regions = forms.ModelMultipleChoiceField(
        label=_("In welchen Stadtteilen?"),
        queryset=Region.objects.order_by("number"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Ohne Auswahl gilt es für den ganzen Bezirk."),
    )
    topics = TopicsField(
        label=_("Um welche Themen geht es?"),
        queryset=Topic.objects.none(),
        most=MOST_TOPICS,
    )
    visibility = forms.ChoiceField(
        label=_("Wer liest mit?"),
        choices=Visibility,
        widget=forms.RadioSelect,
        initial=Visibility.OPEN,
        help_text=_(
            "Was für Mitglieder geschrieben ist, wird später nicht für alle geöffnet."
        ),
    )
    joining = forms.ChoiceField(
        label=_("Wie kommt man dazu?"),
        choices=Joining,
        widget=forms.RadioSelect,
        initial=Joining.REQUEST,
    )
    house_rules = forms.CharField(
        label=_("Regeln, die Sie sich geben"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = Topic.objects.filter(parent__isnull=True, is_active=True)
        field = self.fields["topics"]
        field.queryset = topics.order_by("position", "pk")  # type: ignore[attr-defined]  # the stubs know only Field

    @property
    def charter(self) -> Charter:
        known = self.cleaned_data
        return Charter(
            name=known["name"].strip(),
            purpose=known["purpose"].strip(),
            kind=NetworkKind(known["kind"]),
            house_rules=known["house_rules"].strip(),
            visibility=Visibility(known["visibility"]),
            joining=Joining(known["joining"]),
            regions=tuple(known["regions"]),
            topics=tuple(known["topics"]),
        )


class FoundingForm(CharterForm):
    actor = SpeakingField(
        label=_("Wer koordiniert es?"),
        empty_label=_("Ich selbst"),
        help_text=_("Wenn Ihr Akteur koordiniert, können Ihre Kolleg:innen helfen."),
    )
    field_order = ["actor"]


class ChangeForm(CharterForm):
    """`version` is the one that was shown."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        initial = {
            "name": network.name,
            "kind": network.kind,
            "purpose": network.purpose,
            "regions": [region.pk for region in network.regions.all()],
            "topics": [topic.pk for topic in network.topics.all()],
            "visibility": network.visibility,
            "joining": network.joining,
            "house_rules": network.house_rules,
            "version": network.version,
        }
        super().__init__(*args, initial=initial, **kwargs)
