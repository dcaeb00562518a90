"""The demo's day at the desk: Wiedervorlagen, somebody away, days off to come."""

from collections.abc import Mapping
from datetime import timedelta

from commons.accounts.models import User
from commons.accounts.services import absences
from commons.clock import berlin_today
from commons.followups import services as followups
from commons.followups.models import FollowUp
from neighbourhood.deadlines.services import due_after
from neighbourhood.deadlines.services.closures import announce
from participation.ideas.models import Idea

DAY = timedelta(days=1)


def tell(people: Mapping[str, User]) -> None:
    today, moderator = berlin_today(), people["moderation"]
    ideas = list(Idea.objects.published().order_by("pk")[:4])
    days = (0, 0, 2, 20)
    notes = (
        "Beim Amt anrufen: Ist der Ortstermin gewesen?",
        "Foto der Bank fehlt noch, in der Akte nachsehen.",
        "Mit dem Stadtteilzentrum sprechen.",
        "Haushalt beschlossen? Dann neu weiterleiten.",
    )
    for idea, offset, note in zip(ideas, days, notes, strict=False):
        followups.add(idea, due_on=today + offset * DAY, note=note, by=moderator)
    late = FollowUp.objects.filter(owner=moderator).order_by("pk")[:1].values("pk")
    FollowUp.objects.filter(pk__in=late).update(due_on=today - 2 * DAY)
    if ideas:
        followups.add(
            ideas[0],
            due_on=today + DAY,
            note="Wer ruft die Schule zurück?",
            by=people["koordination"],
            is_shared=True,
        )
    absences.enter(
        people["moderation-nord"],
        first_day=today,
        last_day=today + 4 * DAY,
        substitute=moderator,
        by=people["moderation-nord"],
    )
    first = due_after(today, 9).day
    announce(first, first + DAY, reason="Klausurtage", by=people["koordination"])
