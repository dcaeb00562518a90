"""Mails about actors, made when they go: what is settled by then falls away."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from commons.accounts.enums import Language
from commons.clock import berlin_date
from commons.delivery import mails
from commons.delivery.models import Delivery
from commons.delivery.renderers import Rendered, Withdrawn
from commons.links import services as links
from commons.links.models import SignedLink
from commons.notifications.unsubscribing import preferences_url_for
from commons.spoken import day_in_words
from commons.terms.queries import current
from participation.actors import invitations
from participation.actors.models import Actor, ActorInvitation, DirectoryTerms


def invitation(delivery: Delivery) -> Rendered:
    """Asks somebody to work for an actor.

    Raises:
        Withdrawn: it ended before the mail went, or its key is gone.
    """
    rows = ActorInvitation.objects.select_related("actor", "invited_by")
    row = rows.filter(pk=delivery.params["invitation"]).first()
    link = invitations.DOOR.links_of(delivery.params["invitation"]).last()
    if row is None or link is None or not invitations.is_open(row):
        raise Withdrawn
    language = delivery.params.get("language", Language.GERMAN)
    with translation.override(language):
        name, by = row.actor.name, row.invited_by
        return mails.compose(
            "actor_invitation",
            {
                "actor": row.actor,
                "level": row.get_level_display(),
                "by": by.public_name if by else "",
                "until": day_in_words(berlin_date(row.expires_at)),
            },
            subject=_("Einladung: Machen Sie bei „%(name)s“ mit?") % {"name": name},
            language=language,
            button=(
                reverse("actors:invitation-open", args=[links.token_of(link)]),
                _("Einladung ansehen"),
            ),
        )


def still_true(delivery: Delivery) -> Rendered:
    """Asks whether an entry still holds.

    Raises:
        Withdrawn: somebody has answered meanwhile, or the entry has gone.
    """
    actor, link = _subject(delivery)
    is_answered = actor.confirmed_at and actor.confirmed_at > link.created_at
    if is_answered or actor.archived_at is not None:
        raise Withdrawn
    known = berlin_date(actor.confirmed_at or actor.published_at or link.created_at)
    is_last = actor.asked_count >= current(DirectoryTerms).times
    with translation.override(_language_of(delivery)):
        return mails.compose(
            "actor_still_true",
            {
                **_reader(delivery),
                "actor": actor,
                "is_last": is_last,
                "day": day_in_words(known),
            },
            subject=_("Stimmt der Eintrag noch? %(name)s") % {"name": actor.name},
            language=_language_of(delivery),
            button=(_address(link), _("Eintrag ansehen und antworten")),
        )


def archived(delivery: Delivery) -> Rendered:
    """Says that an entry lies in the archive, and how it comes back.

    Raises:
        Withdrawn: it is back already, or has gone.
    """
    actor, link = _subject(delivery)
    if actor.archived_at is None:
        raise Withdrawn
    with translation.override(_language_of(delivery)):
        return mails.compose(
            "actor_archived",
            {**_reader(delivery), "actor": actor},
            subject=_("Im Archiv: %(name)s") % {"name": actor.name},
            language=_language_of(delivery),
            button=(_address(link), _("Eintrag zurückholen")),
        )


def _subject(delivery: Delivery) -> tuple[Actor, SignedLink]:
    actor = Actor.objects.published().filter(pk=delivery.params["actor"]).first()
    link = SignedLink.objects.filter(pk=delivery.params["link"]).first()
    if actor is None or link is None or not links.is_valid(link):
        raise Withdrawn
    return actor, link


def _address(link: SignedLink) -> str:
    return reverse("actors:actor-still-true", args=[links.token_of(link)])


def _reader(delivery: Delivery) -> dict[str, str]:
    """Whoever has an account finds the way to their wishes about mail."""
    user = delivery.to_user
    return {"preferences_url": preferences_url_for(user) if user else ""}


def _language_of(delivery: Delivery) -> str:
    return str(delivery.to_user.language if delivery.to_user else Language.GERMAN)
