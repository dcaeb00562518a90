"""Pages of interim notices: what waits, a draft, and the way that shows one."""

from datetime import timedelta

from django.urls import reverse

from commons.clock import berlin_today
from participation.ideas.enums import Case
from participation.notices.enums import NoticeState
from tests.factories.ideas import IdeaFactory
from tests.factories.notices import NoticeFactory


def of_moderators(region):
    due = NoticeFactory(idea=_case(region), due_on=berlin_today() - timedelta(days=3))
    NoticeFactory(idea=_case(region), state=NoticeState.RELEASED)
    sent = NoticeFactory(idea=_case(region), state=NoticeState.SENT)
    return {
        "zwischennachrichten": reverse("notices:notice-list"),
        "zwischennachricht": due.get_absolute_url(),
        "zwischennachricht-am-weg": sent.idea.get_absolute_url(),
    }


def of_coordinators():
    return {"regeln-fuer-zwischennachrichten": reverse("notices:notice-terms")}


def _case(region):
    return IdeaFactory(case=Case.OPEN, region=region, title="Licht am Zwischenweg")
