import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from participation.referrals.models import Rule, RuleBook, Site, Trial
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


def routing_table():
    """A published version, a draft with one rule, and a trial of it; their keys."""
    book, draft = RuleBookFactory(), RuleBookFactory(published_at=None)
    RuleFactory(book=book, words="ampel*", source="Absprache")
    rule = RuleFactory(book=draft, words="laterne*", site_kinds=["park"])
    trial = Trial.objects.create(
        book=draft,
        revision=draft.revision,
        made_at=draft.created_at,
        total=0,
        finished_at=draft.created_at,
    )
    return {"rule": rule.pk, "rule_version": book.number, "rule_trial": trial.pk}
