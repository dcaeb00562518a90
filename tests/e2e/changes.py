"""Ideas that change: merged, added to, in several versions, followed; for the world."""

from uuid import uuid4

from django.urls import reverse

from commons.notifications.services import follows
from participation.ideas.models import Idea
from participation.ideas.queries.places import without_place
from participation.ideas.services import amending, revision
from participation.ideas.services.submission import Content, write_version
from participation.moderation import services as moderation
from participation.moderation.enums import Publication, Verdict
from participation.moderation.models import QueueItem
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory, SupportFactory

FIRST = "Am Anger fehlt eine Bank. Ältere Leute müssen stehen."
SECOND = "Am Anger fehlen zwei Bänke mit Lehne. Ältere Leute müssen lange stehen."
LATER = "Inzwischen haben wir mit der Schule gesprochen. Sie ist dafür."


def of_moderators(region, moderator):
    """Two that sound alike, and two that were merged."""
    stays = _idea(region, "Zwei Bänke am Anger", SECOND)
    goes = _idea(region, "Eine Bank am Anger", FIRST)
    for idea in (stays, goes):
        SupportFactory(idea=idea, user=UserFactory())
        Idea.objects.filter(pk=idea.pk).update(support_count=1)
    gone, common = _merged(region, moderator)
    merge = reverse("ideas:idea-merge", args=[goes.number])
    return {
        "zusammenfuehren-suche": f"{merge}?q=Bank",
        "zusammenfuehren": f"{merge}?mit={stays.number}",
        "trennen": reverse("ideas:idea-unmerge", args=[gone.number]),
        "gemeinsame-idee-im-dienst": common.get_absolute_url(),
    }


def of_residents(region, resident, moderator):
    """One's own idea with an addendum that is public and one that waits."""
    own = _idea(region, "Ein Zebrastreifen vor der Schule", FIRST, author=resident)
    first = _added(own, LATER)
    item = QueueItem.objects.get(kind="addendum", target_id=first.pk)
    moderation.decide(item, verdict=Verdict.PUBLISH, version=1, by=moderator)
    _added(own, "Noch etwas: Auch die Kita hat zugesagt.")
    changed = _in_versions(region, resident)
    follows.follow(resident, region)
    follows.follow(resident, own, reason="author")
    follows.mute(resident, own)
    follows.follow(resident, own.topic)
    return {
        "nachtrag": reverse("ideas:idea-amend", args=[own.number]),
        "eigene-mit-nachtrag": own.get_absolute_url(),
        "fassungen": reverse("ideas:idea-versions", args=[changed.number]),
        "aendern-vor-der-pruefung": reverse("ideas:idea-edit", args=[changed.number]),
        "verfolgt": reverse("notifications:followed"),
        "verfolgen-stumm": reverse("notifications:follow", args=["idea", own.pk]),
    }


def public(region, moderator):
    _gone, common = _merged(region, moderator)
    return {
        "gemeinsame-idee": common.get_absolute_url(),
        "verfolgen": reverse("notifications:follow", args=["region", region.pk]),
        "fassungen-oeffentlich": reverse("ideas:idea-versions", args=[common.number]),
    }


def _idea(region, title, text, **fields):
    idea = IdeaFactory(region=region, title=title, text=text, **fields)
    content = Content(title, text, idea.topic, without_place(region))
    write_version(idea, content, by=idea.author)
    return idea


def _merged(region, moderator):
    common = _idea(region, "Mehr Schatten auf dem Spielplatz", SECOND)
    gone = _idea(region, "Ein Sonnensegel für den Spielplatz", FIRST)
    moderation.decide_directly(
        gone, verdict=Verdict.MERGE, version=1, by=moderator, merge_into=common
    )
    return gone, common


def _added(idea, text):
    return amending.add(idea, text=text, draft_id=uuid4(), by=idea.author)


def _in_versions(region, author):
    fields = {"author": author, "publication": Publication.SUBMITTED}
    idea = _idea(region, "Bänke am Anger", FIRST, **fields)
    moderation.submit(idea)
    content = Content("Zwei Bänke am Anger", SECOND, idea.topic, without_place(region))
    return revision.resubmit(idea, content, version=1, by=author)
