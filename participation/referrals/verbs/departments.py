"""What a department does among its own people, and what the SPK lets it see."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from commons.accounts.models import User
from commons.verbs.registry import Params, Recipient, Told, Verb
from neighbourhood.departments.queries.departments import members_of
from participation.ideas.verbs.telling import own_page
from participation.referrals.models import Assignment, Referral
from participation.referrals.queries.releasing import waiting_on

REASON = "department"


def _inside(key: str, words: str | Promise) -> Verb:
    """Nothing of it shows on the idea's page."""
    return Verb(key, words=words, groups=lambda _referral: ["desk"])


def _public(key: str, words: str | Promise) -> Verb:
    return Verb(
        key,
        words=words,
        generations=lambda referral: own_page(referral.idea),
        groups=lambda referral: ["desk", f"idea.{referral.idea_id}"],
    )


def _others(referral: Referral, _params: Params) -> Iterable[Recipient]:
    """Members who did not write what waits."""
    waiting = waiting_on(referral)
    writer = waiting.written_by_id if waiting else None
    members = members_of(referral.department).exclude(user_id=writer)
    for member in members:
        yield _member(member.user)


def _tell_of_draft(referral: Referral, _params: Params, _who: Recipient) -> Told | None:
    """Nothing once it is released, replaced or gone."""
    if waiting_on(referral) is None:
        return None
    number = {"number": referral.idea.number}
    return Told(
        line=_("Wartet auf Ihre Freigabe: %(number)s") % number,
        subject=_("Bitte freigeben: Stellungnahme zu %(number)s") % number,
        text=_(
            "Zur Idee „%(title)s“ liegt eine Stellungnahme Ihres Amtes bereit. Sie "
            "geht an die SPK, sobald eine zweite Person sie freigibt."
        )
        % {"title": referral.idea.title},
        url=reverse("referrals:case-show", args=[referral.pk]),
        action=_("Lesen und freigeben"),
    )


def _assignee(referral: Referral, params: Params) -> Iterable[Recipient]:
    rows = Assignment.objects.filter(referral=referral, assignee=params["to"])
    for row in rows.select_related("assignee"):
        if row.assigned_by_id != row.assignee_id:
            yield _member(row.assignee)


def _tell_assignee(referral: Referral, _params: Params, who: Recipient) -> Told | None:
    rows = Assignment.objects.filter(referral=referral, assignee=who.user_id)
    if not rows.exists():
        return None
    words = {"number": referral.idea.number, "title": referral.idea.title}
    return Told(
        line=_("Jemand hat Ihnen einen Vorgang zugeteilt: %(number)s") % words,
        subject=_("Für Sie: %(title)s (%(number)s)") % words,
        text=_("Der Vorgang zur Idee „%(title)s“ liegt jetzt bei Ihnen.") % words,
        url=reverse("referrals:case-show", args=[referral.pk]),
        action=_("Vorgang ansehen"),
    )


def _member(user: User) -> Recipient:
    return Recipient(user_id=user.pk, language=user.language, reason=REASON)


VERBS = (
    _public("referral.interim", gettext_lazy("hat einen Zwischenstand gegeben")),
    _inside("referral.corrected", gettext_lazy("hat die Stellungnahme berichtigt")),
    Verb(
        "referral.draft_left",
        words=gettext_lazy("hat eine Stellungnahme zur Freigabe gegeben"),
        audience=_others,
        tell=_tell_of_draft,
    ),
    _inside("referral.released", gettext_lazy("hat eine Stellungnahme freigegeben")),
    _inside("referral.draft_discarded", gettext_lazy("hat einen Entwurf verworfen")),
    _inside("referral.handed_on", gettext_lazy("hat einen Vorgang weitergegeben")),
    _inside("referral.link_revoked", gettext_lazy("hat einen Link zurückgezogen")),
    _inside("referral.link_renewed", gettext_lazy("hat einen Link erneuert")),
    Verb(
        "referral.assigned",
        words=gettext_lazy("hat einen Vorgang zugeteilt"),
        audience=_assignee,
        tell=_tell_assignee,
    ),
    _inside("referral.noted", gettext_lazy("hat eine interne Notiz geschrieben")),
    _inside("referral.contact_released", gettext_lazy("hat Kontaktdaten freigegeben")),
    _inside(
        "referral.contact_withdrawn", gettext_lazy("hat Kontaktdaten zurückgezogen")
    ),
    _public(
        "referral.showing_chosen", gettext_lazy("hat gewählt, was öffentlich wird")
    ),
    Verb("referral.terms_changed", words=gettext_lazy("hat Regeln für Ämter geändert")),
)
