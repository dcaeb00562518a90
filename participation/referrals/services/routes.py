"""Why a referral goes where it goes: made of the form, kept with the referral."""

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.verbs.services import happened
from neighbourhood.departments.models import Department
from participation.ideas.models import Idea
from participation.referrals.enums import RouteWay, SiteKind
from participation.referrals.models import Route, SiteAnswer
from participation.referrals.queries.routing import Proposal


def route_to(
    department: Department,
    *,
    proposal: Proposal | None,
    by: User | None,
    way: str = "",
    departure: str = "",
    words: str = "",
) -> Route:
    """What sends an idea to `department`; not stored yet, `refer` does that.

    Going where the rules say is by rule, whoever pressed which button. Anything else
    is `way`, or a person's choice, and remembers what the rules had said.
    """
    proposed = proposal.department if proposal else None
    is_by_rule = proposed is not None and proposed.pk == department.pk
    route = Route(
        way=RouteWay.RULE if is_by_rule else way or RouteWay.PERSON,
        chosen_by=by,
        chosen_at=timezone.now(),
    )
    if route.way == RouteWay.RULE and not is_by_rule:
        route.way = RouteWay.PERSON
    if proposal is not None and proposed is not None:
        route.rule_id, route.proposed = proposal.rule_id, proposed
        route.conditions = [list(found) for found in proposal.conditions]
    if not is_by_rule and proposed is not None:
        route.departure, route.words = departure, words.strip()
    return route


def by_hand(by: User | None) -> Route:
    """Somebody chose, and no rule was asked."""
    return Route(way=RouteWay.PERSON, chosen_by=by, chosen_at=timezone.now())


@transaction.atomic
def say_site(idea: Idea, kind: str, *, by: User) -> SiteAnswer:
    """What kind of place the idea is about; the latest word counts."""
    answer, _is_new = SiteAnswer.objects.update_or_create(
        idea=idea,
        defaults={
            "kind": SiteKind(kind),
            "said_by": by,
            "said_at": timezone.now(),
        },
    )
    happened("referral.site_said", idea, by=by, kind=answer.kind)
    return answer
