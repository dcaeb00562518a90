from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from commons.clock import berlin_today
from participation.ideas.enums import Case
from participation.notices.enums import NoticeState, Why
from participation.notices.models import InterimNotice
from tests.factories.ideas import IdeaFactory


class NoticeFactory(DjangoModelFactory):
    """Due today on an open case; `state=` sets what belongs to it."""

    class Meta:
        model = InterimNotice

    idea = factory.SubFactory(IdeaFactory, case=Case.OPEN)
    state = NoticeState.DUE
    why = Why.DATE
    due_on = factory.LazyFunction(berlin_today)
    created_at = factory.LazyFunction(timezone.now)

    @factory.lazy_attribute
    def has_words(self):
        return self.state in {NoticeState.RELEASED, NoticeState.SENT}

    @factory.lazy_attribute
    def text(self):
        return "Wir sind noch dran." if self.has_words else ""

    @factory.lazy_attribute
    def next_on(self):
        return berlin_today() + timedelta(days=20) if self.has_words else None

    @factory.lazy_attribute
    def released_at(self):
        return timezone.now() if self.has_words else None

    @factory.lazy_attribute
    def leaves_at(self):
        return timezone.now() if self.has_words else None

    @factory.lazy_attribute
    def sent_at(self):
        return timezone.now() if self.state == NoticeState.SENT else None

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        kwargs.pop("has_words", None)
        return super()._create(model_class, *args, **kwargs)
