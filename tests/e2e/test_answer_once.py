"""Answer once in a real browser: an earlier answer, and an Amt that objects to it."""

import re

import pytest
from playwright.sync_api import expect

from participation.ideas.models import Idea
from participation.referrals.enums import ReuseState
from participation.referrals.models import Referral, Reuse
from tests.e2e import reusing
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.e2e.stack import NARROW, link_in, text_of
from tests.factories.departments import DepartmentFactory, TopicFactory
from tests.factories.regions import RegionFactory

pytestmark = [pytest.mark.e2e]
OWN_WORDS = "Danke. Für diese Stelle gilt dasselbe."
OBJECTION = "Hier liegt eine Leitung, deshalb geht es erst nach dem Umbau."


@pytest.mark.parametrize("has_script", (True, False))
def test_a_moderator_answers_with_an_earlier_answer_and_the_amt_objects(
    visitors, stack, has_script
):
    department = DepartmentFactory()
    source, item = reusing.two_questions(RegionFactory(), TopicFactory(), department)
    idea = Idea.objects.get(pk=item.target_id)
    desk = open_signed_in(
        visitors, make_staff_with_password(), java_script_enabled=has_script
    )

    answer_again(desk, item, source)

    anyone = visitors.new(java_script_enabled=has_script)
    anyone.goto(idea.get_absolute_url())
    for words in (OWN_WORDS, reusing.ANSWER, source.idea.number):
        expect(anyone.get_by_role("main")).to_contain_text(words)

    clerk = visitors.new(java_script_enabled=has_script, viewport=NARROW)
    object_to_it(clerk, stack.wait_for_mail(department.email), idea)

    anyone.goto(idea.get_absolute_url())
    expect(anyone.get_by_role("main")).to_contain_text("Wir sehen uns das an")
    keep_it(desk, idea)
    mail = stack.wait_for_mail(department.email, "Ihr Widerspruch")
    assert "Die Leitung endet davor." in text_of(mail)
    assert Reuse.objects.get(idea=idea).state == ReuseState.KEPT
    assert not Referral.objects.filter(idea=idea).exists()


def answer_again(desk, item, source):
    desk.goto(item.get_absolute_url())
    offer = desk.get_by_role("region", name="Schon beantwortet?")
    expect(offer).to_contain_text(source.idea.title)
    offer.get_by_role("link", name="Mit dieser Antwort beantworten").click()
    expect(desk.get_by_role("main")).to_contain_text(reusing.ANSWER)
    desk.get_by_label("Ihre Worte dazu").fill(OWN_WORDS)
    desk.get_by_role("button", name="Veröffentlichen und beantworten").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text(reusing.AGAIN)


def object_to_it(clerk, mail, idea):
    assert "Sie müssen nichts tun" in text_of(mail)
    clerk.goto(link_in(mail, "/vorgang/antwort/"))
    expect(clerk.get_by_role("main")).not_to_contain_text(idea.title)
    clerk.get_by_role("button", name="Vorgang öffnen").click()
    expect(clerk.get_by_role("heading", level=1)).to_have_text(idea.title)
    clerk.get_by_label("Warum passt die Antwort hier nicht?").fill(OBJECTION)
    clerk.get_by_role("button", name="Widersprechen").click()
    expect(clerk.get_by_role("main")).to_contain_text("Danke, Ihr Widerspruch ist da")
    width = clerk.evaluate("document.documentElement.scrollWidth")
    assert width <= NARROW["width"]


def keep_it(desk, idea):
    desk.goto("/heute/")
    desk.get_by_role("link", name=re.compile(re.escape(idea.title))).first.click()
    expect(desk.get_by_role("main")).to_contain_text(OBJECTION)
    desk.get_by_label("Warum die Antwort bleibt").fill("Die Leitung endet davor.")
    desk.get_by_role("button", name="Antwort bleibt stehen").click()
    expect(desk.get_by_role("main")).to_contain_text("nach Widerspruch geblieben")
