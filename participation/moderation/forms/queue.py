from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from participation.moderation.enums import Cause, HintCode
from participation.moderation.queries.queue import (
    EVERY_REGION,
    Figures,
    Wish,
    kind_choices,
    own_region_ids,
    region_choices,
)

Choices = list[tuple[str, Any]]


class QueueForm(forms.Form):
    """The filters in the address of the queue; what can't be read narrows nothing."""

    stadtteil = forms.ChoiceField(label=_("Stadtteil"), required=False)
    art = forms.ChoiceField(label=_("Art"), required=False)
    anlass = forms.ChoiceField(label=_("Anlass"), required=False)
    hinweis = forms.ChoiceField(label=_("Hinweis"), required=False)
    meine = forms.BooleanField(label=_("nur von mir übernommene"), required=False)
    ab = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, visitor: Visitor, found: Figures, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("stadtteil", _regions(visitor, found))
        self._offer("art", [("", _("jede")), *kind_choices(found)])
        self._offer("anlass", [("", _("jeder")), *_causes(found)])
        self._offer("hinweis", [("", _("jeder oder keiner")), *HintCode.choices])

    def _offer(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the types
        field.choices = choices

    @property
    def wish(self) -> Wish:
        self.is_valid()
        cleaned = getattr(self, "cleaned_data", {})
        return Wish(
            region=cleaned.get("stadtteil", ""),
            kind=cleaned.get("art", ""),
            cause=cleaned.get("anlass", ""),
            hint=cleaned.get("hinweis", ""),
            is_mine=cleaned.get("meine", False),
            cursor=cleaned.get("ab", ""),
        )


class NumberForm(forms.Form):
    q = forms.CharField(max_length=20)


class NewsForm(forms.Form):
    """Which items the page showed last."""

    seit = forms.IntegerField(min_value=0)


def _regions(visitor: Visitor, found: Figures) -> Choices:
    regions = region_choices(visitor, found)
    everything = _("alle (%(count)s)") % {"count": found.total}
    if not own_region_ids(visitor) or len(own_region_ids(visitor)) == len(regions):
        return [("", everything), *regions]
    return [("", _("meine Stadtteile")), (EVERY_REGION, everything), *regions]


def _causes(found: Figures) -> Choices:
    return [
        (cause.value, f"{cause.label} ({found.causes[cause.value]})") for cause in Cause
    ]
