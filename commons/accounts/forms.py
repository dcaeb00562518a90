from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.accounts import naming
from commons.accounts.enums import Role, Scope
from commons.accounts.grants import GrantTable, table_for
from commons.accounts.models import User
from commons.accounts.queries import scope_choices
from commons.accounts.queries.absences import candidates_for
from commons.accounts.queries.staff import Staff, name_of
from commons.days import day_field
from commons.errors import RuleViolation


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["display_name", "language"]

    def clean_display_name(self) -> str:
        """Another name is asked for; to take one's own away is free to everybody."""
        name = " ".join(str(self.cleaned_data["display_name"]).split())
        if name and name != self.initial.get("display_name"):
            try:
                naming.require_may_rename(self.instance)
            except RuleViolation as violation:
                raise forms.ValidationError(
                    str(violation.message), code=violation.code
                ) from violation
        return name


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
        self.fields["role"].choices = [  # type: ignore[attr-defined]  # the stubs know only Field
            (role.value, role.label) for role in Role if role in roles
        ]
        self.fields["scope"].choices = scope_choices(roles)  # type: ignore[attr-defined]  # the stubs know only Field

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


class AbsenceForm(forms.Form):
    """For oneself, or with `user` as a field for anybody who works here."""

    user = forms.TypedChoiceField(label=_("Wer ist nicht da?"), coerce=int)
    first_day = day_field(label=_("Erster Tag"))
    last_day = day_field(label=_("Letzter Tag"))
    substitute = forms.TypedChoiceField(
        label=_("Wer vertritt?"), coerce=int, required=False, empty_value=None
    )

    def __init__(
        self, *args: Any, known: Staff, user: User | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._known = {person.pk: person for person in known}
        self._user = user
        candidates = candidates_for(user, known) if user else list(known)
        self._offer("substitute", candidates)
        self.fields["substitute"].required = bool(candidates)
        if not candidates:
            self.fields["substitute"].help_text = _(
                "Zurzeit kann niemand vertreten. Die Koordination bekommt eine Aufgabe."
            )
        if user is None:
            self._offer("user", list(known))
        else:
            del self.fields["user"]

    def _offer(self, name: str, people: list[User]) -> None:
        offered: list[tuple[str, Any]] = [("", _("Bitte wählen"))]
        offered += [(str(person.pk), name_of(person)) for person in people]
        self.fields[name].choices = offered  # type: ignore[attr-defined]  # the stubs know only Field

    @property
    def entry(self) -> dict[str, Any]:
        """The cleaned form as the arguments of `absences.enter`."""
        cleaned = self.cleaned_data
        return {
            "user": self._user or self._known[cleaned["user"]],
            "first_day": cleaned["first_day"],
            "last_day": cleaned["last_day"],
            "substitute": self._known.get(cleaned["substitute"] or 0),
        }
