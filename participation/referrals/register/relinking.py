"""Mails that carry a link, and whose desk looks after those that did not arrive."""

from commons.delivery import outcomes
from participation.referrals.queries.mail_regions import region_of
from participation.referrals.services import (
    colleagues,
    ladder,
    questions,
    recalling,
    referring,
    relinking,
    reusing,
    reviewing,
    transcripts,
)

RENDERERS = (
    colleagues.RENDERER,
    ladder.RENDERER,
    questions.RENDERER,
    recalling.RENDERER,
    referring.RENDERER,
    reusing.RENDERER,
    reviewing.RENDERER,
    transcripts.RENDERER,
)


def register() -> None:
    outcomes.register(questions.RENDERER, on_readdressed=relinking.follow_question)
    outcomes.register(ladder.RENDERER, on_readdressed=relinking.follow_reminder)
    outcomes.register(
        reusing.RENDERER,
        on_sent=reusing.mark_informed,
        on_readdressed=relinking.follow_reuse,
    )
    outcomes.register(reviewing.RENDERER, on_readdressed=relinking.follow_reuse)
    for renderer in RENDERERS:
        outcomes.looked_after(renderer, region_of)
