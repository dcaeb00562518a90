from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commons import kinds, owndata, slots
from commons.accounts import grants, panels, rules
from commons.accounts.adapter import MAIL_RENDERER, rendered_words
from commons.accounts.enums import Scope
from commons.accounts.queries.absences import stands_in_for, unattended_items
from commons.accounts.queries.staff import colleagues
from commons.accounts.services import absences
from commons.accounts.verbs import VERBS
from commons.accounts.visitors import visitor_for
from commons.delivery import renderers
from commons.drafts import services as drafts
from commons.followups import registry as today
from commons.followups.services import LIVE_GROUP
from commons.owndata import Erasure
from commons.requests import device_hash
from commons.verbs import registry


def register() -> None:
    grants.register("accounts.PlatformGrant", Scope.PLATFORM)
    registry.declare(*VERBS)
    renderers.register(MAIL_RENDERER, rendered_words, label=_("Anmeldung"))
    kinds.register(
        kinds.Kind(
            key="user",
            model="accounts.User",
            label=_("Konto"),
            title=lambda user: user.public_name,
            url=lambda _user: "",
            region_id=lambda _user: None,
            visible_to=_only_oneself,
        )
    )
    owndata.register(
        model="accounts.PlatformGrant",
        user_fields=("user", "granted_by", "withdrawn_by"),
        label=_("Rollen auf der Plattform"),
        retain=_("Bleibt als Nachweis, wer wann welche Rolle hatte."),
        erase=Erasure.KEEP,
        exported_fields=("role", "reason", "valid_from", "valid_until", "withdrawn_at"),
        staff=_(
            "Welche Rolle jemand auf der Plattform hat, seit wann und von wem: ohne "
            "sie kein Zugang."
        ),
    )
    _register_sign_in()
    _register_absences()
    user_logged_in.connect(_bring_drafts, dispatch_uid="accounts.bring_drafts")


def _register_absences() -> None:
    kinds.register(
        kinds.Kind(
            key="absence",
            model="accounts.Absence",
            label=_("Abwesenheit"),
            title=lambda absence: absence.user.public_name,
            url=lambda _absence: "",
            region_id=lambda _absence: None,
            visible_to=_own_absences,
            related=("user", "substitute"),
        )
    )
    owndata.register(
        model="accounts.Absence",
        user_fields=("user", "substitute", "entered_by", "ended_by"),
        label=_("Abwesenheiten und Vertretungen"),
        retain=_("Wird mit dem Konto gelöscht; es wird nichts gezählt."),
        erase=absences.forget,
        exported_fields=("first_day", "last_day", "entered_at", "ended_at"),
        staff=_(
            "Von wann bis wann jemand nicht da ist und wer vertritt, damit nichts "
            "liegen bleibt. Kein Grund der Abwesenheit."
        ),
    )
    today.set_people(today.People(stands_in_for=stands_in_for, colleagues=colleagues))
    today.add_group(LIVE_GROUP, lambda user: rules.works_here(visitor_for(user)))
    today.register(
        "absences",
        _("Ohne Vertretung"),
        unattended_items,
        order=5,
        page=panels.absences_page,
        query_budget=4,
    )
    for slot in ("today", "desk-head"):
        slots.fill(
            slot,
            template="accounts/_away.html",
            context=panels.away,
            order=10,
            query_budget=1,
        )
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=panels.absences_menu,
        order=48,
        query_budget=0,
    )


def _own_absences(rows: QuerySet, visitor: Any) -> QuerySet:
    if visitor.user_id and rules.can_plan_absences(visitor):
        return rows
    return rows.filter(user_id=visitor.user_id)


def _bring_drafts(request: HttpRequest, user: Any, **_: Any) -> None:
    """What was just written on this device goes on in the account."""
    drafts.adopt(device_hash(request), user)


def _only_oneself(rows: QuerySet, visitor: Any) -> QuerySet:
    return rows.filter(pk=visitor.user_id)


def _end_sessions(user: Any) -> None:
    """The sessions themselves, too: they say with which address somebody came in."""
    for session in UserSession.objects.filter(user=user):
        session.end()


def _register_sign_in() -> None:
    """allauth's tables; secrets of second factors are deleted, never exported."""
    with_account = _("Wird mit dem Konto gelöscht.")
    owndata.register(
        model="account.EmailAddress",
        user_fields=("user",),
        label=_("E-Mail-Adressen"),
        retain=with_account,
        erase=Erasure.DELETE,
        exported_fields=("email", "verified", "primary"),
    )
    owndata.register(
        model="mfa.Authenticator",
        user_fields=("user",),
        label=_("Zweite Faktoren"),
        retain=with_account,
        erase=Erasure.DELETE,
        exported_fields=("type", "created_at", "last_used_at"),
    )
    owndata.register(
        model="usersessions.UserSession",
        user_fields=("user",),
        label=_("Offene Anmeldungen"),
        retain=with_account,
        erase=_end_sessions,
        exported_fields=("created_at", "last_seen_at", "user_agent"),
    )
    owndata.register(
        model="socialaccount.SocialAccount",
        user_fields=("user",),
        label=_("Verbundene Anmeldedienste"),
        retain=with_account,
        erase=Erasure.DELETE,
        exported_fields=("provider", "date_joined", "last_login"),
    )
