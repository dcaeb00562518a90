from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commons import kinds, owndata
from commons.accounts import grants
from commons.accounts.adapter import MAIL_RENDERER, rendered_words
from commons.accounts.enums import Scope
from commons.accounts.verbs import VERBS
from commons.delivery import renderers
from commons.drafts import services as drafts
from commons.owndata import Erasure
from commons.requests import device_hash
from commons.verbs import registry


def register() -> None:
    grants.register("accounts.PlatformGrant", Scope.PLATFORM)
    registry.declare(*VERBS)
    renderers.register(MAIL_RENDERER, rendered_words)
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
    )
    _register_sign_in()
    user_logged_in.connect(_bring_drafts, dispatch_uid="accounts.bring_drafts")


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
