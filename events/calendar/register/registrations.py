"""What the registries know of registrations: words, mails, rules, own data."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from commons import copies, kinds, owndata
from commons.blackening import Blackening
from commons.copies import About
from commons.delivery import renderers
from commons.notifications import reasons, subjects
from commons.terms import registry as terms
from commons.terms.enums import Group
from commons.verbs import registry as verbs
from events.calendar import registration_renderers, rules
from events.calendar.forms.registration_terms import RegistrationTermsForm
from events.calendar.models import (
    Registration,
    RegistrationField,
    RegistrationTerms,
)
from events.calendar.registration_letters import RENDERER
from events.calendar.services import forgetting, registration_codes
from events.calendar.verbs.registrations import REGISTERED, VERBS


def register() -> None:
    verbs.declare(*VERBS)
    kinds.register(
        kinds.Kind(
            key="registration",
            model="calendar.Registration",
            label=pgettext_lazy("Veranstaltung", "Anmeldung"),
            title=lambda row: row.occurrence.event.title,
            url=lambda row: row.get_absolute_url(),
            region_id=lambda row: row.occurrence.event.region_id,
            visible_to=kinds.as_the_rows_say,
            related=("occurrence__event", "user"),
        )
    )
    renderers.register(
        RENDERER,
        registration_renderers.registration,
        label=_("Anmeldung zu einer Veranstaltung"),
    )
    renderers.register(
        registration_codes.RENDERER,
        registration_renderers.code,
        label=_("Code für eine Anmeldung"),
    )
    copies.register("calendar.Registration", ("consent_text",), _agreed_to)
    words = ("label", "help_text", "options")
    copies.register("calendar.RegistrationField", words, _asked)
    reasons.register(
        REGISTERED,
        _("Sie bekommen diese Mail, weil Sie sich angemeldet haben."),
        short=_("Ihre Anmeldung"),
        subject=subjects.OWN,
        is_owed=True,
    )
    _register_terms()
    _register_own_data()


def _agreed_to(about: About, _blackening: Blackening) -> QuerySet[Registration]:
    return Registration.objects.filter(occurrence__event__in=about.of("event"))


def _asked(about: About, _blackening: Blackening) -> QuerySet[RegistrationField]:
    return RegistrationField.objects.filter(event__in=about.of("event"))


def _register_terms() -> None:
    terms.register(
        terms.House(
            key="registration",
            model=RegistrationTerms,
            form_class=RegistrationTermsForm,
            title=_("Regeln für Anmeldungen"),
            lead=_(
                "Wie lange ein frei gewordener Platz angeboten wird, wann wir erinnern "
                "und wann wir Anmeldungen löschen."
            ),
            verb="registration.terms_changed",
            url_name="calendar:registration-terms",
            may_change=rules.can_change_terms,
            may_read=rules.is_staff,
            group=Group.MORE,
            summary=str,
        )
    )


def _register_own_data() -> None:
    owndata.register(
        model="calendar.Registration",
        user_fields=("user", "checked_in_by"),
        label=_("Ihre Anmeldungen zu Veranstaltungen"),
        retain=_(
            "Werden mit dem Konto gelöscht, Ihre Plätze bekommen andere. Sonst löschen "
            "wir sie eine bestimmte Zeit nach dem Termin; übrig bleibt nur, wie viele "
            "gekommen sind."
        ),
        erase=forgetting.forget_person,
        export=forgetting.rows_of,
        staff=_("Wer jemanden am Einlass eingetragen hat, bis zum Löschen."),
    )
    owndata.register(
        model="calendar.RegistrationTerms",
        user_fields=("changed_by",),
        label=_("Regeln für Anmeldungen, die Sie geändert haben"),
        retain=_("Bleibt als Vorgang der Verwaltung."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("changed_at", "offer_hours", "reminder_hours", "keep_days"),
        staff=_("Wer Regeln geändert hat, als Nachweis der Zuständigkeit."),
    )
