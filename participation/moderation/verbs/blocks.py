"""Somebody is blocked, or may write again: what they hear."""

from collections.abc import Iterable
from functools import partial

from django.urls import reverse
from django.utils.functional import lazy
from django.utils.translation import gettext as _, gettext_lazy

from commons.accounts.models import User
from commons.verbs.registry import Params, Recipient, Told, Verb
from participation.moderation.models import Decision
from participation.moderation.statements import statement_of

REASON = "account"


def _oneself(user: User, _params: Params) -> Iterable[Recipient]:
    yield Recipient(user_id=user.pk, language=user.language, reason=REASON)


def _tell_blocked(_user: User, params: Params, who: Recipient) -> Told:
    return Told(
        line=_("Ihr Konto ist gesperrt"),
        subject=_("Ihr Konto ist gesperrt"),
        text=lazy(partial(_blocked, params, who), str)(),
        url=reverse("moderation:block-own"),
        action=_("Begründung ansehen"),
    )


def _blocked(params: Params, who: Recipient) -> str:
    decision = Decision.objects.get(pk=params["decision"])
    statement = statement_of(decision, who)
    parts = (
        _("Ihr Konto ist gesperrt: Sie können zurzeit nichts Neues schreiben."),
        decision.text,
        _(
            "Anmelden, lesen, unterstützen, Ihre Daten ansehen, eigene Beiträge "
            "zurückziehen und das Konto löschen können Sie weiter."
        ),
        statement.in_letter() if statement else "",
    )
    return "\n\n".join(part for part in parts if part)


def _tell_unblocked(_user: User, params: Params, _who: Recipient) -> Told:
    decision = Decision.objects.get(pk=params["decision"])
    words = _("Ihre Sperre ist aufgehoben. Sie können wieder schreiben.")
    return Told(
        line=_("Ihre Sperre ist aufgehoben"),
        subject=_("Ihre Sperre ist aufgehoben"),
        text="\n\n".join(filter(None, (words, decision.text))),
        url=reverse("home"),
    )


def _tell_ended(_user: User, _params: Params, _who: Recipient) -> Told:
    return Told(
        line=_("Ihre Sperre ist vorbei"),
        subject=_("Ihre Sperre ist vorbei"),
        text=_("Die Sperre Ihres Kontos ist abgelaufen. Sie können wieder schreiben."),
        url=reverse("home"),
    )


VERBS = (
    Verb(
        "account.blocked",
        words=gettext_lazy("hat ein Konto gesperrt"),
        audience=_oneself,
        tell=_tell_blocked,
        cannot_wait=True,
    ),
    Verb(
        "account.unblocked",
        words=gettext_lazy("hat eine Sperre aufgehoben"),
        audience=_oneself,
        tell=_tell_unblocked,
        cannot_wait=True,
    ),
    Verb(
        "account.block_ended",
        words=gettext_lazy("Die Sperre eines Kontos ist abgelaufen"),
        audience=_oneself,
        tell=_tell_ended,
    ),
    Verb("block.reviewed", words=gettext_lazy("hat eine Sperre überprüft")),
)
