"""Two drafts go out as a set: one mail a person; then a promise moves, for all to see."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from commons.clock import berlin_today
from commons.notifications import services as follows
from commons.spoken import day_in_words
from participation.ideas.enums import Case, Outcome
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.e2e.stack import text_of
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.referrals import AnswerFactory

pytestmark = [pytest.mark.e2e]
SET = "Antworten zum Kastanienplatz"
WHY = "Die Baufirma hat abgesagt."
SOON, LATER = (berlin_today() + timedelta(days=days) for days in (20, 60))


def drafted(author, title, **fields):
    """An idea of theirs whose answer lies ready."""
    idea = IdeaFactory(author=author, case=Case.OPEN, title=title)
    follows.follow(author, idea, reason="author")
    AnswerFactory(idea=idea, **fields)
    return idea


def gather(page, *ideas):
    page.goto(reverse("referrals:answer-set-list"))
    page.get_by_label("Name des Pakets").fill(SET)
    page.get_by_role("button", name="Paket anlegen").click()
    page.get_by_role("link", name="Entwürfe hineinlegen").click()
    for idea in ideas:
        page.get_by_label(idea.title).check()
    page.get_by_role("button", name="Ins Paket legen").click()


def test_a_set_is_one_mail_and_a_promise_moves_in_public(visitors, stack):
    author = UserFactory(email="kastanien@example.org")
    bench = drafted(author, "Bank am Kastanienplatz", promised_on=SOON)
    light = drafted(author, "Licht am Kastanienplatz", outcome=Outcome.DONE)
    desk = open_signed_in(visitors, make_staff_with_password())

    gather(desk, bench, light)
    expect(desk.get_by_text("1 Person bekommt eine Mail.")).to_be_visible()
    desk.get_by_role("button", name="Alle veröffentlichen").click()

    words = text_of(stack.wait_for_mail(author.email))
    assert bench.title in words
    assert light.title in words
    assert len(stack.mails_to(author.email)) == 1

    desk.goto(reverse("referrals:promise-show", args=[bench.number]))
    desk.get_by_label("Es dauert länger: neuer Termin").check()
    desk.get_by_role("textbox", name="Neuer Termin").fill(LATER.isoformat())
    desk.get_by_label("Ein Satz dazu").fill(WHY)
    desk.get_by_role("button", name="Veröffentlichen").click()
    expect(desk.get_by_text("Gespeichert und öffentlich.")).to_be_visible()

    anyone = visitors.new()
    anyone.goto(bench.get_absolute_url())
    history = anyone.locator(".promise-steps")
    expect(history).to_contain_text(day_in_words(SOON))
    expect(history).to_contain_text(day_in_words(LATER))
    expect(history).to_contain_text(WHY)
