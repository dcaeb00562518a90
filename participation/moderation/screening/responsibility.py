"""Which office is likely responsible, by the topic that the author chose."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from neighbourhood.departments.queries import suggested_for
from participation.moderation import desk
from participation.moderation.enums import HintCode, Strength
from participation.moderation.screening.registry import Finding, Screened


def department(screened: Screened) -> Iterator[Finding]:
    topic = desk.get(screened.kind).topic_of(screened.contribution)
    if topic is None:
        return
    for likely in suggested_for(topic, screened.contribution.region)[:1]:
        reason = _("%(department)s, wegen des Themas „%(topic)s“")
        words = {"department": likely.name, "topic": topic.name}
        yield Finding(
            HintCode.DEPARTMENT,
            reason % words,
            rule=f"{topic.key}/{likely.key}"[:60],
            strength=Strength.WEAK,
        )
