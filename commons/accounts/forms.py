from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.accounts.enums import Role, Scope
from commons.accounts.grants import GrantTable, table_for
from commons.accounts.models import User
from commons.accounts.queries import scope_choices


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["display_name", "language"]


class RoleGrantForm(forms.Form):
    email = forms.EmailField(
        label=_("E-Mail-Adresse der Person"),
        help_text=_("Die Person muss sich schon einmal angemeldet haben."),
    )
    role = forms.ChoiceField(label=_("Rolle"))
    scope = forms.ChoiceField(label=_("Bereich"))
    valid_until = forms.DateTimeField(
        label=_("Gilt bis"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    reason = forms.CharField(
        label=_("Anlass"),
        max_length=200,
        help_text=_("Zum Beispiel: Vertretung im Team Nord bis Ende März."),
    )

    def __init__(self, *args: Any, roles: frozenset[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role.value, role.label) for role in Role if role in roles
        ]
        self.fields["scope"].choices = scope_choices(roles)  # type: ignore[attr-defined]

    def clean_email(self) -> User:
        email = self.cleaned_data["email"]
        user = User.objects.filter(email=email.lower(), is_active=True).first()
        if user is None:
            raise forms.ValidationError(
                _("Zu dieser Adresse gibt es noch kein Konto."), code="no_account"
            )
        return user

    def clean_scope(self) -> tuple[GrantTable, int | None]:
        scope, _colon, scope_id = self.cleaned_data["scope"].partition(":")
        return table_for(Scope(scope)), int(scope_id) if scope_id else None


class EraseForm(forms.Form):
    email = forms.EmailField(
        label=_("Zur Sicherheit: Ihre E-Mail-Adresse"),
        help_text=_("Das Löschen lässt sich nicht rückgängig machen."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email.lower() != self._user.email.lower():
            raise forms.ValidationError(
                _("Das ist nicht die Adresse dieses Kontos."), code="other_email"
            )
        return email
