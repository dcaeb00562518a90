from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import BERLIN, berlin_today
from commons.days import day_field


class MemberForm(forms.Form):
    """Somebody who is to answer for a department."""

    email = forms.EmailField(
        label=_("E-Mail-Adresse der Person"),
        help_text=_("Die Person muss sich schon einmal angemeldet haben."),
    )
    is_head = forms.BooleanField(label=_("leitet das Amt"), required=False)
    until = day_field(
        label=_("Bis einschließlich"),
        required=False,
        help_text=_("Ohne Angabe: auf Dauer."),
    )
    reason = forms.CharField(
        label=_("Anlass"),
        max_length=200,
        required=False,
        help_text=_("Zum Beispiel: Vertretung bis Ende März."),
    )

    def clean_email(self) -> User:
        email = self.cleaned_data["email"]
        user = User.objects.filter(email=email.lower(), is_active=True).first()
        if user is None:
            raise forms.ValidationError(
                _("Zu dieser Adresse gibt es noch kein Konto."), code="no_account"
            )
        return user

    def clean_until(self) -> datetime | None:
        """The end of the last day, as Berlin's clocks show it."""
        day = self.cleaned_data["until"]
        if day is None:
            return None
        if day < berlin_today():
            raise forms.ValidationError(
                _("Dieser Tag ist schon vorbei."), code="in_the_past"
            )
        return timezone.make_aware(datetime.combine(day, time.max), BERLIN)


class HeadForm(forms.Form):
    is_head = forms.BooleanField(required=False)
