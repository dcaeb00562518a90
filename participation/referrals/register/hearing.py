"""Through which follows news of answers and promises are heard."""

from commons.notifications import origins
from participation.referrals.models import Answer, Deferral, Promise


def register() -> None:
    origins.register("answer", _answer_through)
    origins.register("promise", _promise_through)
    origins.register("deferral", _deferral_through)


def _answer_through(answer: Answer) -> list[origins.Source]:
    idea = answer.idea
    return [("idea", idea.pk), ("department", idea.lead_department_id)]


def _promise_through(step: Promise) -> list[origins.Source]:
    return [("idea", step.idea_id)]


def _deferral_through(deferral: Deferral) -> list[origins.Source]:
    return [("idea", deferral.answer.idea_id)]
