"""Handing in and coming back: addresses, codes, references."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.addresses import MailField
from commons.design.widgets import CodeInput
from commons.guard import GuardedForm


class AddressForm(GuardedForm):
    """Where the code goes, and the name that stands at the idea."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    email = MailField(
        label=_("E-Mail-Adresse"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Sie wird nicht veröffentlicht."),
    )
    display_name = forms.CharField(
        label=_("Name, der an der Idee steht"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        help_text=_("Ein Fantasiename ist in Ordnung."),
    )


class WithoutAddressForm(GuardedForm):
    key = forms.UUIDField(widget=forms.HiddenInput)


class CodeForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("Code aus der E-Mail"),
        max_length=20,
        widget=CodeInput({"inputmode": "numeric", "autofocus": True}),
    )


class KeyForm(forms.Form):
    """Which draft a button is about."""

    key = forms.UUIDField(widget=forms.HiddenInput)


class ClaimForm(forms.Form):
    """The reference and the pick-up code, as they were printed."""

    number = forms.RegexField(
        r"^\s*\d{4}-\d{5,}\s*$",
        label=_("Nummer der Idee"),
        max_length=20,
        help_text=_("Zum Beispiel 2026-00042"),
        error_messages={"invalid": _("Die Nummer sieht so aus: 2026-00042.")},
    )
    code = forms.CharField(
        label=_("Abholcode"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters"}
        ),
        help_text=_("Zwölf Zeichen, zum Beispiel ABCD-EFGH-JKMN"),
    )


class SupportForm(forms.Form):
    """What one wants it to be; without it the support is toggled."""

    wanted = forms.TypedChoiceField(
        choices=[("ja", _("ja")), ("nein", _("nein"))],
        coerce=lambda value: value == "ja",
        empty_value=None,
        required=False,
    )


class VersionForm(forms.Form):
    """Which version of an idea the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class BeforeForm(forms.Form):
    """Where the next page of one's own ideas begins."""

    vor = forms.IntegerField(required=False, min_value=1)
