from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from commons.accounts.models import Absence
from commons.accounts.queries.staff import name_of
from commons.sockets import visitor_group
from commons.spoken import day_in_words
from commons.verbs import registry
from commons.verbs.registry import Params, Recipient, Told


def _own_sockets(user: Any) -> list[str]:
    """A person's open sockets look at once what they may still hear."""
    return [visitor_group(user.pk)]


def _sockets_of_both(absence: Absence) -> list[str]:
    """Who may do more or less from now on."""
    ids = (absence.user_id, absence.substitute_id)
    return [visitor_group(pk) for pk in ids if pk is not None]


def _both(absence: Absence, _params: Params) -> Iterable[Recipient]:
    if absence.substitute is not None:
        language = absence.substitute.language
        yield Recipient(absence.substitute_id, language=language, reason="substitute")
    yield Recipient(
        absence.user_id, language=absence.user.language, reason="substitute"
    )


def _tell_entered(absence: Absence, _params: Params, who: Recipient) -> Told | None:
    if absence.ended_at is not None:
        return None
    if who.user_id == absence.user_id:
        line = gettext("Sie sind vom %(first)s bis %(last)s als abwesend eingetragen")
        url = reverse("accounts:absence-own")
    else:
        line = gettext("Sie vertreten %(name)s vom %(first)s bis %(last)s")
        url = reverse("followups:today")
    words = line % _words(absence)
    text = gettext(
        "%(line)s. Was in dieser Zeit wartet, wartet auch bei der Vertretung unter "
        "„Heute“. Danach endet das von selbst."
    )
    return Told(words, words, text % {"line": words}, url, gettext("Ansehen"))


def _tell_ended(absence: Absence, _params: Params, who: Recipient) -> Told:
    if who.user_id == absence.user_id:
        line = gettext("Ihre Abwesenheit ist beendet")
        url = reverse("accounts:absence-own")
    else:
        line = gettext("Sie vertreten %(name)s nicht mehr") % _words(absence)
        url = reverse("followups:today")
    return Told(line, line, f"{line}.", url, gettext("Ansehen"))


def _words(absence: Absence) -> dict[str, str]:
    return {
        "name": name_of(absence.user),
        "first": day_in_words(absence.first_day),
        "last": day_in_words(absence.last_day),
    }


VERBS = (
    registry.Verb(
        "absence.entered",
        words=_("hat eine Abwesenheit eingetragen"),
        audience=_both,
        tell=_tell_entered,
        groups=_sockets_of_both,
    ),
    registry.Verb(
        "absence.ended",
        words=_("hat eine Abwesenheit beendet"),
        audience=_both,
        tell=_tell_ended,
        groups=_sockets_of_both,
    ),
    registry.Verb(
        "account.role_granted", words=_("Rolle vergeben"), groups=_own_sockets
    ),
    registry.Verb(
        "account.role_withdrawn", words=_("Rolle entzogen"), groups=_own_sockets
    ),
    registry.Verb("account.erased", words=_("Konto gelöscht"), groups=_own_sockets),
)
