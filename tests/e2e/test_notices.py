"""A named day comes: one key releases the draft, and its author sees and reads it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from commons.clock import berlin_today
from commons.notifications import services as follows
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.notices.models import InterimNotice
from participation.notices.services import sending, watching
from tests.e2e import road
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

pytestmark = [pytest.mark.e2e]
WORDS = "Wir haben sie nicht vergessen"


def test_a_day_comes_and_one_key_tells_the_author(visitors, stack):
    author = UserFactory(email="wartende@example.org")
    idea = IdeaFactory(author=author, case=Case.OPEN, title="Licht am Schlehenweg")
    follows.follow(author, idea, reason="author")
    Idea.objects.filter(pk=idea.pk).update(next_on=berlin_today())
    watching.watch()
    notice = InterimNotice.objects.get(idea=idea)

    desk = open_signed_in(visitors, make_staff_with_password())
    desk.goto(notice.get_absolute_url())
    expect(desk.get_by_label("Was die Menschen lesen")).to_contain_text(WORDS)
    desk.get_by_role("heading", level=1).click()
    desk.keyboard.press("f")
    expect(desk.get_by_role("main")).to_be_visible()
    expect(
        desk.get_by_text("Freigegeben. Die Zwischennachricht geht am")
    ).to_be_visible()

    InterimNotice.objects.filter(pk=notice.pk).update(
        leaves_at=timezone.now() - timedelta(seconds=1)
    )
    sending.send_due()

    mail = stack.wait_for_mail(author.email, "Zwischennachricht zur Idee")
    assert WORDS in " ".join(road.text_of(mail).split())
    anyone = visitors.new()
    anyone.goto(idea.get_absolute_url())
    expect(anyone.get_by_role("main")).to_contain_text(WORDS)
    assert road.way_on(anyone)[:3] == [
        "Eingereicht",
        "Veröffentlicht",
        "Zwischennachricht",
    ]
