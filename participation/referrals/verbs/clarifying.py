"""What happens while departments clarify who is responsible."""

from collections.abc import Iterable

from django.utils.translation import gettext as _, gettext_lazy

from commons.verbs.registry import Params, Recipient, Told, Verb
from neighbourhood.rounds.queries.people import deciders_of
from participation.ideas.verbs.telling import own_page
from participation.referrals.models import Clarification


def _pages(clarification: Clarification) -> list[str]:
    return own_page(clarification.idea)


def _live(clarification: Clarification) -> list[str]:
    return ["desk", f"idea.{clarification.idea_id}"]


def _coordinators(clarification: Clarification, _params: Params) -> Iterable[Recipient]:
    for user in deciders_of(clarification.round):
        yield Recipient(
            user_id=user.pk, language=user.language, reason="moderator", by_mail=False
        )


def _tell(
    clarification: Clarification, _params: Params, _who: Recipient
) -> Told | None:
    if clarification.ended_at is not None:
        return None
    line = _("Klärungsrunde: %(title)s") % {"title": clarification.idea.title}
    return Told(
        line=line,
        subject=line,
        text=_("Alle Ämter, die es angehen könnte, sind auf einer Seite gefragt."),
        url=clarification.get_absolute_url(),
        action=_("Ansehen"),
    )


VERBS = (
    Verb(
        "clarification.opened",
        words=gettext_lazy("hat eine Klärungsrunde eröffnet"),
        audience=_coordinators,
        tell=_tell,
        generations=_pages,
        groups=_live,
    ),
    Verb(
        "clarification.ended",
        words=gettext_lazy("hat eine Klärungsrunde beendet"),
        generations=_pages,
        groups=_live,
    ),
    Verb(
        "clarification.terms_changed",
        words=gettext_lazy("hat die Regeln für Klärungsrunden geändert"),
    ),
)
