"""Pages of those who write Rundbriefe, and of those who read them, for the world."""

from django.urls import reverse

from neighbourhood.newsletters.services import correcting, leaving
from neighbourhood.newsletters.subscription_keys import confirm_token, stop_token
from tests.e2e.words import LONG
from tests.factories.newsletters import make_draft, pieces_of
from tests.neighbourhood.reading_letters import asked, published, subscribed


def fill(world):
    """A draft and an issue with a Berichtigung, of the published idea's Stadtteil."""
    by, idea = world.people["moderator"], world.ideas["published"]
    draft, issue = make_draft(idea, by=by), published(idea.region)
    correcting.correct(issue, LONG, is_mailed=False, by=by)
    world.pages["moderator"].update(_of_moderators(draft, issue))
    slug = idea.region.slug
    world.pages["coordinator"]["rundbrief-abstand"] = _at("rhythm-edit", slug)
    world.pages["anonymous"].update(
        {
            "rundbriefe-lesen": _at("archive-list"),
            "rundbriefe-stadtteil": _at("archive-region", slug),
            "rundbrief-lesen": issue.get_absolute_url(),
            **_of_readers(idea.region),
        }
    )


def _of_readers(region):
    """Asked for, confirmed, and given up again."""
    waiting, kept = (
        asked("wartet@example.org", region),
        subscribed("bleibt@example.org", region),
    )
    ended = subscribed("geht@example.org", region)
    gone = stop_token(ended.pk)
    leaving.end(ended.pk)
    return {
        "rundbrief-bestellen": _at("subscribe"),
        "rundbrief-postfach": _at("subscribe-asked"),
        "rundbrief-bestaetigen": _at("subscribe-confirm", confirm_token(waiting.pk)),
        "rundbrief-abo": _at("subscription", stop_token(kept.pk)),
        "rundbrief-abo-beendet": _at("subscription", gone),
    }


def _of_moderators(draft, issue):
    piece, news = pieces_of(draft)
    return {
        "rundbriefe": _at("newsletter-list"),
        "rundbrief-neu": _at("newsletter-create", draft.region.slug),
        "rundbrief-regeln": _at("newsletter-terms"),
        "rundbrief-entwurf": _at("newsletter-detail", draft.pk),
        "rundbrief-kopf": _at("newsletter-head", draft.pk),
        "rundbrief-worte": _at("piece-word", draft.pk, piece.pk),
        "rundbrief-meldung-neu": _at("news-create", draft.pk),
        "rundbrief-meldung": _at("news-edit", draft.pk, news.pk),
        "rundbrief-vorschau": _at("newsletter-preview", draft.pk),
        "rundbrief-vorschau-mail": _at("newsletter-preview-mail", draft.pk),
        "rundbrief-freigeben": _at("newsletter-release", draft.pk),
        "rundbrief-versand": _at("newsletter-detail", issue.pk),
        "rundbrief-berichtigen": _at("newsletter-correct", issue.pk),
    }


def _at(name, *arguments):
    return reverse(f"newsletters:{name}", args=arguments)
