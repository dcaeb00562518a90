"""Contributions of every kind, and what their authors read of a decision."""

import uuid

from django.utils import timezone, translation

from commons import kinds
from commons.verbs import registry
from commons.verbs.models import Happening
from commons.verbs.registry import Recipient
from participation.ideas.models import Addendum
from participation.moderation import desk
from participation.moderation.enums import Publication
from tests.factories.accounts import UserFactory
from tests.factories.discussion import CommentFactory
from tests.factories.ideas import IdeaFactory


def make_addendum(**fields):
    author = fields.pop("author", None) or UserFactory()
    idea = fields.pop("idea", None) or IdeaFactory(author=author)
    publication = fields.pop("publication", Publication.PUBLISHED)
    is_public = publication == Publication.PUBLISHED
    return Addendum.objects.create(
        idea=idea,
        author=author,
        region=idea.region,
        text="Am Nachmittag ist es dort am vollsten.",
        draft_id=uuid.uuid4(),
        submitted_at=timezone.now(),
        published_at=timezone.now() if is_public else None,
        publication=publication,
        **fields,
    )


MAKERS = {"idea": IdeaFactory, "comment": CommentFactory, "addendum": make_addendum}


def make(kind, **fields):
    return MAKERS[kind](**fields)


def read_by_author(contribution, *, language="de", channel=""):
    """The last letter about a contribution, in the reader's language."""
    kind = kinds.of(contribution).key
    contribution = desk.load(kind, contribution.pk)
    happening = (
        Happening.objects.filter(
            kind=kind, target_id=contribution.pk, params__has_key="decision"
        )
        .exclude(verb__startswith="moderation.")
        .exclude(verb__startswith="report.")
        .latest("pk")
    )
    who = Recipient(
        user_id=contribution.author_id,
        language=language,
        reason="author" if contribution.author_id else "contact",
        channel=channel,
    )
    with translation.override(language):
        told = registry.get(happening.verb).tell(contribution, happening.params, who)
        return told.line, told.subject, str(told.text)
