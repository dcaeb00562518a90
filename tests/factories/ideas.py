import uuid
from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from commons.clock import berlin_today
from commons.text import slugify_german
from neighbourhood.regions.models import Region
from participation.ideas.enums import Case, PlaceKind, Source
from participation.ideas.models import Idea, IdeaImage, Merge, Submission, Support
from participation.ideas.workflow import OPEN
from participation.moderation.enums import Basis, Publication, Reason, Verdict
from participation.moderation.models import Decision
from participation.moderation.workflow import DECIDED
from tests.factories.accounts import UserFactory
from tests.factories.departments import TopicFactory

VERDICTS = {
    Publication.DECLINED: Verdict.DECLINE,
    Publication.HIDDEN: Verdict.HIDE,
    Publication.MERGED: Verdict.MERGE,
    Publication.REMOVED: Verdict.REMOVE,
}


class IdeaFactory(DjangoModelFactory):
    """A published idea of somebody; other states by `publication=` and `case=`.

    What the constraints ask for comes by itself: the Decision of a declined idea, the
    next date of an open case, the outcome of an answered one.
    """

    class Meta:
        model = Idea
        skip_postgeneration_save = True

    author = factory.SubFactory(UserFactory)
    region = factory.LazyFunction(lambda: Region.objects.order_by("number").first())
    topic = factory.SubFactory(TopicFactory)
    number = factory.Sequence(lambda n: f"2025-{n:05d}")
    title = factory.Sequence(lambda n: f"Mehr Bänke am Platz {n}")
    slug = factory.LazyAttribute(lambda idea: slugify_german(idea.title) or "idee")
    text = "Am Platz fehlen Bänke.\n\nÄltere Leute müssen stehen."
    publication = Publication.PUBLISHED
    case = Case.NONE
    outcome = ""
    place_kind = PlaceKind.NONE
    submitted_at = factory.LazyFunction(timezone.now)
    draft_id = factory.LazyFunction(uuid.uuid4)

    @factory.lazy_attribute
    def published_at(self):
        before = {Publication.SUBMITTED, Publication.CHANGES_REQUESTED}
        return None if self.publication in before else self.submitted_at

    @factory.lazy_attribute
    def next_on(self):
        return berlin_today() + timedelta(days=20) if self.case in OPEN else None

    @factory.lazy_attribute
    def decision(self):
        if self.publication not in DECIDED:
            return None
        return DecisionFactory(verdict=VERDICTS[self.publication])

    @factory.lazy_attribute
    def merged_into(self):
        return IdeaFactory() if self.publication == Publication.MERGED else None

    @factory.post_generation
    def merge(self, create, extracted, **kwargs):
        """A merged idea knows what it was before."""
        if create and self.publication == Publication.MERGED:
            MergeFactory(source=self, target=self.merged_into, decision=self.decision)


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = Decision

    kind = "idea"
    target_id = 0
    verdict = Verdict.DECLINE
    reason = Reason.ADVERTISING
    basis = Basis.RULE_ADVERTISING
    facts = "Der Beitrag wirbt für ein Angebot."
    version = 1
    state_before = Publication.SUBMITTED
    decided_at = factory.LazyFunction(timezone.now)


class MergeFactory(DjangoModelFactory):
    """Needs source, target and decision; the source was public and free."""

    class Meta:
        model = Merge

    merged_at = factory.LazyFunction(timezone.now)
    publication_before = Publication.PUBLISHED
    case_before = Case.NONE


class IdeaImageFactory(DjangoModelFactory):
    """Needs a stored file."""

    class Meta:
        model = IdeaImage

    idea = factory.SubFactory(IdeaFactory)
    position = 1


class SubmissionFactory(DjangoModelFactory):
    class Meta:
        model = Submission

    idea = factory.SubFactory(IdeaFactory, author=None)
    source = Source.SITE
    created_at = factory.LazyFunction(timezone.now)


class SupportFactory(DjangoModelFactory):
    class Meta:
        model = Support

    idea = factory.SubFactory(IdeaFactory)
    user = factory.SubFactory(UserFactory)
    supported_at = factory.LazyFunction(timezone.now)
