"""What there is to learn from: where ideas went in the end."""

from collections.abc import Iterator

from django.db.models import Max, Q, QuerySet

from neighbourhood.departments.models import Department
from participation.moderation.enums import Publication
from participation.referrals.enums import ReferralRole, ReferralState, ReturnReason
from participation.referrals.learning.words import Example, Written
from participation.referrals.models import Referral
from participation.referrals.workflow import OPEN

# With it, or done with it; returned for another reason is a yes to being responsible.
TOOK_IT = Q(state__in=sorted(OPEN | {ReferralState.STATED})) | (
    Q(state=ReferralState.RETURNED) & ~Q(return_reason=ReturnReason.NOT_RESPONSIBLE)
)
AT_ONCE = 2_000


def decided() -> QuerySet[Referral]:
    """Lead referrals of public ideas to departments that did not say "not ours".

    What left the public is no longer learned from. An idea that was returned counts
    for whoever took it in the end.
    """
    return Referral.objects.filter(
        TOOK_IT, role=ReferralRole.LEAD, idea__publication=Publication.PUBLISHED
    )


def count_of_decisions(*, after: int = 0) -> int:
    """Ideas with a decision, or with one newer than the referral `after`."""
    return decided().filter(pk__gt=after).values("idea").distinct().count()


def newest_decision() -> int:
    return decided().aggregate(newest=Max("pk"))["newest"] or 0


def examples() -> Iterator[Example]:
    """One for each idea, the oldest decision first; merged departments by their heir.

    Decisions for departments that are gone without one are left out.
    """
    heirs = heirs_of_all()
    last = decided().order_by("idea", "-pk").distinct("idea").values("pk")
    rows = Referral.objects.filter(pk__in=last).order_by("pk")
    found = rows.values_list(
        "department",
        "idea",
        "idea__author",
        "idea__title",
        "idea__text",
        "idea__topic",
        "idea__region",
    )
    for department, idea, author, *words, topic, region in found.iterator(AT_ONCE):
        label = heirs.get(department)
        if label is None:
            continue
        title, text = words
        yield Example(
            Written(title, text, topic, region or 0),
            label=label,
            # Ideas without an author are each by somebody else.
            person=author or -idea,
        )


def heirs_of_all() -> dict[int, int | None]:
    """For each department the one that takes its ideas today; None if nobody does."""
    rows = Department.objects.values_list(
        "pk", "is_active", "takes_referrals", "merged_into"
    )
    found = {pk: (is_active and takes, into) for pk, is_active, takes, into in rows}

    def heir_of(pk: int) -> int | None:
        may_receive, into = found[pk]
        if into is not None:
            return heir_of(into)
        return pk if may_receive else None

    return {pk: heir_of(pk) for pk in found}
