from celery import shared_task

from commons import schedule
from commons.clock import berlin_today
from neighbourhood.deadlines.services import mornings
from participation.referrals.services import (
    answer_sets,
    inquiries,
    ladder,
    reviewing,
    transcripts,
    trials,
    weekly,
)

# Before the offices open, so that a reminder lies on top of the day's mail.
schedule.daily(6, 30, "referrals.remind")
schedule.daily(6, 50, "referrals.tell_week")
schedule.daily(6, 40, "referrals.watch_reuses")
schedule.daily(6, 20, "referrals.settle_transcripts")
schedule.daily(6, 35, "referrals.watch_promises")
schedule.every(60, "referrals.run_trials")
schedule.every(60, "referrals.publish_sets")
# At night, when nobody waits for the processor.
schedule.daily(2, 40, "referrals.learn")


@shared_task(name="referrals.remind")
def remind() -> int:
    """Send the reminders that are due; safe to run never, once or thrice a day."""
    return ladder.remind(not_before=mornings.opening())


@shared_task(name="referrals.watch_reuses")
def watch_reuses() -> int:
    """End what nobody objected to, remind of what lies; safe to run twice."""
    return reviewing.watch()


@shared_task(name="referrals.settle_transcripts")
def settle_transcripts() -> int:
    """Let silence count for what the SPK wrote down; safe to run twice."""
    return transcripts.settle_silent(berlin_today())


@shared_task(name="referrals.watch_promises")
def watch_promises() -> int:
    """Ask Ämter whether what they promised has happened; safe to run twice."""
    return inquiries.watch()


@shared_task(name="referrals.publish_sets")
def publish_sets(set_id: int | None = None) -> int:
    """Go on with one set of answers, or with all whose hour has come."""
    return answer_sets.publish_due() if set_id is None else answer_sets.run(set_id)


@shared_task(name="referrals.run_trials")
def run_trials(trial_id: int | None = None) -> int:
    """Go on with one trial of the rules, or with all that were left behind."""
    return trials.run_all() if trial_id is None else trials.run(trial_id)


@shared_task(name="referrals.learn")
def learn(*, is_asked: bool = False) -> int | None:
    """Learn where ideas go, if enough is new; a second run beside it does nothing."""
    # Brings scikit-learn along, which only a worker that learns should ever load.
    from participation.referrals.services import learning  # noqa: PLC0415 -- see above

    training = learning.learn(is_asked=is_asked)
    return training.number if training else None


@shared_task(name="referrals.tell_week")
def tell_week() -> int:
    """Send the SPK its list on the first working day of a week; safe to run twice."""
    return weekly.send()
