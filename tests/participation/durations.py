"""Figures of punctuality as they lie in the table, for tests of what is told of them."""

from datetime import UTC, datetime, timedelta

from participation.referrals.enums import ReferralState
from participation.referrals.models import PunctualityFigure
from tests.factories.referrals import ReferralFactory
from tests.factories.regions import RegionFactory


def ended(count, *, on, days=5, region=None, is_late=False, **more):
    """So many figures that ended on a day; given are a department's own days."""
    region = region or RegionFactory()
    due = on - timedelta(days=1) if is_late else on
    return [
        PunctualityFigure.objects.create(
            **{
                "referral": referral,
                "department": referral.department,
                "region": region,
                "role": "lead",
                "ended_as": "stated",
                "referred_on": due,
                "first_due_on": due,
                "due_on": due,
                "done_on": on,
                "reaction_due_on": due,
                "amt_days": days,
                "spk_days": 0,
                "resident_days": 0,
                "desk_days": 5,
                "is_on_time": not is_late,
                "created_at": datetime(on.year, on.month, on.day, 11, tzinfo=UTC),
                **more,
            }
        )
        for referral in (
            ReferralFactory(
                state=ReferralState.STATED,
                idea__region=region,
                idea__case="statement_in",
            )
            for _number in range(count)
        )
    ]
