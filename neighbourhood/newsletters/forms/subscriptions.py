"""Asking for a Rundbrief, and leaving one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.addresses import MailField
from commons.guard import GuardedForm
from neighbourhood.newsletters.services.returning import LONGEST
from neighbourhood.newsletters.services.subscriptions import Choice
from neighbourhood.newsletters.subscribing import CONSENT
from neighbourhood.regions.models import Region

EVERYWHERE = "alle"


class SubscribeForm(GuardedForm):
    """Somebody with an account gives no address, and agrees by the press itself."""

    regions = forms.MultipleChoiceField(
        label=_("Für welche Stadtteile?"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "choices-columns"}),
        error_messages={"required": _("Bitte wählen Sie mindestens einen Stadtteil.")},
    )
    email = MailField(
        label=_("E-Mail-Adresse"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Nur für den Rundbrief. Sie steht verschlüsselt bei uns."),
    )
    has_consent = forms.BooleanField(
        label=CONSENT,
        error_messages={"required": _("Ohne Ihr Ja dürfen wir nichts schicken.")},
    )

    def __init__(self, *args: Any, is_signed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ids = {
            region.slug: (region.pk, region.name)
            for region in Region.objects.order_by("number")
        }
        named = [(slug, name) for slug, (_pk, name) in self._ids.items()]
        choices = [(EVERYWHERE, _("Alle Stadtteile")), *named]
        self.fields["regions"].choices = choices  # type: ignore[attr-defined]  # the stubs know only Field
        if is_signed_in:
            del self.fields["email"], self.fields["has_consent"]

    @property
    def choice(self) -> Choice:
        chosen = set(self.cleaned_data["regions"])
        ids = {pk for slug, (pk, _name) in self._ids.items() if slug in chosen}
        is_everywhere = EVERYWHERE in chosen
        return Choice(frozenset() if is_everywhere else frozenset(ids), is_everywhere)


class KeepForm(forms.Form):
    """The Stadtteile of a subscription that its owner still wants."""

    regions = forms.ModelMultipleChoiceField(
        label=_("Sie bekommen den Rundbrief für"),
        queryset=Region.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, regions: list[Region], **kwargs: Any) -> None:
        ids = [region.pk for region in regions]
        super().__init__(*args, **kwargs)
        self.fields["regions"].initial = ids
        queryset = Region.objects.filter(pk__in=ids).order_by("number")
        self.fields["regions"].queryset = queryset  # type: ignore[attr-defined]  # the stubs know only Field


class UndoForm(forms.Form):
    undo = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST)
