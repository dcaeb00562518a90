import uuid

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from participation.discussion.enums import Mark
from participation.discussion.models import Comment, CommentSnapshot, Thread, Visit
from participation.discussion.services import counting
from participation.moderation.enums import Publication, Verdict
from participation.moderation.workflow import DECIDED
from tests.factories.accounts import UserFactory
from tests.factories.ideas import VERDICTS, DecisionFactory, IdeaFactory


def thread_of(idea):
    """The thread of an idea; made now if there is none."""
    if idea.thread is None:
        idea.thread = Thread.objects.create(kind="idea", region=idea.region)
        idea.save(update_fields=["thread"])
    return idea.thread


class CommentFactory(DjangoModelFactory):
    """A published comment on a published idea; other states by `publication=`.

    `idea=` or `parent=` say where. Counters are kept, a first version is there.
    """

    class Meta:
        model = Comment
        skip_postgeneration_save = True

    class Params:
        idea = None

    author = factory.SubFactory(UserFactory)
    text = factory.Sequence(lambda n: f"Das wünschen sich hier viele, Nummer {n}.")
    publication = Publication.PUBLISHED
    mark = Mark.NONE
    submitted_at = factory.LazyFunction(timezone.now)
    draft_id = factory.LazyFunction(uuid.uuid4)

    @factory.lazy_attribute
    def thread(self):
        if getattr(self, "parent", None) is not None:
            return self.parent.thread
        return thread_of(self.idea or IdeaFactory())

    @factory.lazy_attribute
    def region(self):
        return self.thread.region

    @factory.lazy_attribute
    def published_at(self):
        waits = self.publication == Publication.SUBMITTED
        return None if waits else self.submitted_at

    @factory.lazy_attribute
    def decision(self):
        if self.publication not in DECIDED:
            return None
        return DecisionFactory(
            kind="comment",
            verdict=VERDICTS.get(self.publication, Verdict.DECLINE),
            state_before=Publication.PUBLISHED,
        )

    @factory.post_generation
    def counted(self, create, extracted, **_):
        if create and self.publication == Publication.PUBLISHED:
            counting.count(self, 1)

    @factory.post_generation
    def first_version(self, create, extracted, **_):
        if create:
            CommentSnapshot.objects.create(
                target=self,
                version=self.version,
                content={"text": self.text},
                created_by=self.author,
                created_at=self.submitted_at,
            )


class VisitFactory(DjangoModelFactory):
    """Needs a user and a thread."""

    class Meta:
        model = Visit

    seen_at = factory.LazyFunction(timezone.now)
