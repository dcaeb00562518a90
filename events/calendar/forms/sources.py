"""An actor's own calendar: its address, and where its events are."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _now, gettext_lazy as _

from commons.accounts.visitors import Visitor
from events.calendar.forms.moments import SeriesForm
from events.calendar.models import CalendarSource, SourcePlace
from events.calendar.queries.sources import connectable_for
from events.calendar.services.sources import LONGEST_NAME, Arrangement
from events.calendar.source_states import Placing
from neighbourhood.regions.models import Region
from participation.actors.models import Actor
from participation.pool.forms.calendars import SourceForm

AS_FOUND, EVERYWHERE = "", "alle"
PLACE = "ort_"


class TryForm(SourceForm):
    """Which actor's calendar, and where it lies."""

    actor = forms.ModelChoiceField(
        Actor.objects.none(),
        label=_("Wessen Veranstaltungen stehen in dem Kalender?"),
        empty_label=None,
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ("actor", "url", "key")

    def __init__(self, *args: Any, visitor: Visitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["actor"].queryset = connectable_for(visitor)  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["url"].help_text = _(
            "Kalenderprogramme nennen sie „öffentliche Adresse“, „iCal-Link“ oder "
            "„ICS“. Nehmen Sie einen Kalender, in dem nur steht, was alle lesen "
            "dürfen. Zuerst sehen Sie eine Vorschau."
        )


class ArrangeForm(forms.Form):
    """How a calendar is called here, and in which Stadtteil its events are."""

    name = forms.CharField(
        label=_("Wie heißt dieser Kalender?"),
        max_length=LONGEST_NAME,
        help_text=_("Der Name steht bei jeder Veranstaltung, die von dort kommt."),
    )
    region = forms.ModelChoiceField(
        Region.objects.none(),
        label=_("Stadtteil"),
        required=False,
        empty_label=_("ganzer Bezirk"),
        help_text=_("Gilt, wo wir den Ort nicht zuordnen können."),
    )
    placing = forms.ChoiceField(
        label=_("Wie ordnen wir die Veranstaltungen zu?"),
        choices=Placing.choices,
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, places: Iterable[SourcePlace], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = list(places)
        regions = Region.objects.order_by("number")
        self.fields["region"].queryset = regions  # type: ignore[attr-defined]  # a ModelChoiceField
        self.regions = {str(region.pk): region for region in regions} if places else {}
        for place in self.places:
            self.fields[f"{PLACE}{place.pk}"] = self._field_of(place)

    @property
    def place_fields(self) -> list[forms.BoundField]:
        return [self[f"{PLACE}{place.pk}"] for place in self.places]

    def arrangement(self) -> Arrangement:
        """What was chosen; a place that is left as we found it is not among it."""
        chosen = {
            place.pk: self.cleaned_data[f"{PLACE}{place.pk}"] for place in self.places
        }
        return Arrangement(
            name=self.cleaned_data["name"],
            placing=self.cleaned_data["placing"],
            region=self.cleaned_data["region"],
            places={
                pk: self.regions.get(key)
                for pk, key in chosen.items()
                if key != AS_FOUND
            },
        )

    def _field_of(self, place: SourcePlace) -> forms.ChoiceField:
        regions = [(key, region.name) for key, region in self.regions.items()]
        return forms.ChoiceField(
            label=place.text,
            required=False,
            choices=[
                (AS_FOUND, _as_found(place)),
                *regions,
                (EVERYWHERE, _now("ganzer Bezirk")),
            ],
            initial=_chosen(place),
        )


class LettingGoForm(forms.Form):
    """What becomes of the events when their calendar is no longer read."""

    GO, STAY = "gehen", "bleiben"
    events = forms.ChoiceField(
        label=_("Was wird aus den Veranstaltungen, die noch kommen?"),
        choices=[
            (
                STAY,
                _("Sie bleiben als eigene Veranstaltungen. Sie pflegen sie dann hier."),
            ),
            (
                GO,
                _(
                    "Sie verschwinden aus dem Kalender. Wer angemeldet ist, bekommt "
                    "eine Absage."
                ),
            ),
        ],
        widget=forms.RadioSelect,
    )

    @property
    def keeps_events(self) -> bool:
        return bool(self.cleaned_data["events"] == self.STAY)


def hold(form: forms.BaseForm, *, with_place: bool) -> None:
    """What a calendar elsewhere says stands in the form of its event, to be read."""
    said = {"title", "text", *SeriesForm.base_fields}
    if with_place:
        said |= {"region", "address", "lat", "lon"}
    for name in said & set(form.fields):
        form.fields[name].disabled = True


def initial_of(source: CalendarSource) -> dict[str, Any]:
    return {
        "name": source.name,
        "region": source.region_id,
        "placing": source.placing,
    }


def _as_found(place: SourcePlace) -> str:
    if place.is_chosen:
        return _now("neu nach der Adresse suchen")
    if place.region is None:
        return _now("nicht gefunden: Es gilt der Stadtteil von oben")
    return _now("gefunden: %(name)s") % {"name": place.region.name}


def _chosen(place: SourcePlace) -> str:
    if not place.is_chosen:
        return AS_FOUND
    return str(place.region_id) if place.region_id else EVERYWHERE
