import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from participation.referrals.models import Rule, RuleBook, Site
from tests.factories.departments import DepartmentFactory


class RuleBookFactory(DjangoModelFactory):
    """A published version; `published_at=None` makes it the draft."""

    class Meta:
        model = RuleBook

    number = factory.Sequence(lambda n: n + 1)
    created_at = factory.LazyFunction(timezone.now)
    published_at = factory.LazyFunction(timezone.now)


class RuleFactory(DjangoModelFactory):
    """A rule that fits everything; needs a book."""

    class Meta:
        model = Rule

    number = factory.Sequence(lambda n: n + 1)
    position = factory.SelfAttribute("number")
    department = factory.SubFactory(DepartmentFactory)


class SiteFactory(DjangoModelFactory):
    class Meta:
        model = Site

    layer = "karte"
    key = factory.Sequence(lambda n: f"ort-{n}")
