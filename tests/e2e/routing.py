"""Rules that say where an idea goes: published, as a draft, and tried."""

from django.urls import reverse

from commons.clock import berlin_today
from participation.referrals.enums import SiteKind
from participation.referrals.models import Rule, RuleBook, TrialRow
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.routing import RuleFactory, routing_table


def pages():
    """With a rule of every sort, and one that needs a hand."""
    made = routing_table()
    book, draft = RuleBook.objects.published().first(), RuleBook.objects.drafts().get()
    gone = DepartmentFactory(is_active=False, ended_on=berlin_today())
    for version in (book, draft):
        RuleFactory(
            book=version,
            topic_keys=["gruen", "gehwege"],
            site_kinds=[SiteKind.PARK, SiteKind.SCHOOL],
            words="*lampe/*laterne park\nbank*",
            valid_from=berlin_today(),
            source="Absprache zwischen den Ämtern",
            department=gone,
        )
    rule = Rule.objects.get(pk=made["rule"])
    TrialRow.objects.create(
        trial_id=made["rule_trial"],
        idea=IdeaFactory(),
        after=rule.department,
        is_changed=True,
        rule_number=rule.number,
        conditions=[["site", "park"], ["title_word", "laterne*"]],
    )
    return {
        "regeln": f"{reverse('referrals:rule-list')}?probe=Mehr+Laternen",
        "regeln-fassung": reverse("referrals:rule-version", args=[book.number]),
        "regeln-entwurf": reverse("referrals:rule-draft"),
        "regel-neu": reverse("referrals:rule-create"),
        "regel-aendern": reverse("referrals:rule-edit", args=[rule.pk]),
        "regeln-probe": reverse("referrals:rule-trial", args=[made["rule_trial"]]),
    }
