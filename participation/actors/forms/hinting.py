"""Saying which actor is missing, and seeing to what somebody said."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.guard.forms import GuardedForm
from neighbourhood.regions.models import Region
from participation.actors.models import Actor
from participation.actors.services.hinting import Missing

LONGEST_NAME, LONGEST_WORDS = 120, 1_000


class HintForm(GuardedForm):
    name = forms.CharField(label=_("Wer fehlt?"), max_length=LONGEST_NAME)
    region = forms.ModelChoiceField(
        Region.objects.order_by("number"),
        label=_("In welchem Stadtteil?"),
        required=False,
        empty_label=_("Das weiß ich nicht"),
    )
    words = forms.CharField(
        label=_("Was wissen Sie darüber?"),
        help_text=_(
            "Zum Beispiel die Adresse, die Website und was dort gemacht wird. Bitte "
            "nennen Sie keine Privatpersonen."
        ),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    @property
    def missing(self) -> Missing:
        """What a valid form says."""
        return Missing(**self.cleaned_data)


class AlikeField(forms.ModelChoiceField):
    """Entries with the words that tell one from another of nearly its name."""

    def label_from_instance(self, actor: Any) -> str:
        words = [actor.name]
        if actor.region is not None:
            words.append(actor.region.name)
        if actor.archived_at is not None:
            words.append(str(_("im Archiv")))
        return ", ".join(words)


class SettleForm(forms.Form):
    """Which entry was meant, if it is in the directory by now."""

    actor = AlikeField(
        Actor.objects.none(),
        label=_("Welcher Eintrag war gemeint?"),
        required=False,
        blank=True,
        empty_label=_("Keiner davon"),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, alike: list[Actor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pks = [actor.pk for actor in alike]
        offered = Actor.objects.filter(pk__in=pks).select_related("region")
        field = cast("AlikeField", self.fields["actor"])
        field.queryset = offered.order_by("sort_key", "pk")
        if not pks:
            del self.fields["actor"]
