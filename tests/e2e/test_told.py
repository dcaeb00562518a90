"""Told in the right way: followed, told live, gathered in one mail, ended by a click."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from commons.notifications import unsubscribing
from commons.notifications.enums import Pace
from commons.notifications.models import Digest
from commons.notifications.queries.wishes import wishes_of
from commons.notifications.services import digests, expand_due
from commons.notifications.subjects import PLACES
from commons.verbs.models import Happening
from participation.moderation import services as moderation
from participation.moderation.enums import Publication, Verdict
from participation.moderation.models import QueueItem
from tests.e2e.looking import faults_of
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.e2e.stack import one_click, text_of, wait_for
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.regions import RegionFactory

pytestmark = [pytest.mark.e2e]
TITLE = "Ein Trinkbrunnen am Markt"


def publish(region):
    idea = IdeaFactory(region=region, title=TITLE, publication=Publication.SUBMITTED)
    moderation.submit(idea)
    item = QueueItem.objects.get(kind="idea", target_id=idea.pk)
    staff = make_staff_with_password()
    moderation.decide(item, verdict=Verdict.PUBLISH, version=1, by=staff)
    # The thirty seconds in which it could be undone are over.
    Happening.objects.filter(expanded_at=None).update(not_before=F("happened_at"))
    expand_due()


def paces(user):
    return wishes_of([user.pk])[user.pk].paces


def test_what_is_followed_rings_is_gathered_and_ends_with_one_click(visitors, stack):
    region, reader = RegionFactory(), UserFactory(email="hoerende@example.org")
    page = open_signed_in(visitors, reader)
    page.goto(reverse("notifications:follow", args=["region", region.pk]))
    page.get_by_role("button", name="Verfolgen", exact=True).click()
    page.goto(reverse("notifications:bell"))
    expect(page.locator("live-region#bell")).to_have_attribute("data-state", "live")

    publish(region)

    expect(page.locator("live-region#bell")).to_contain_text("1")
    digest = wait_for(Digest.objects.filter(user=reader))
    assert digest.pace == Pace.WEEKLY
    page.goto(reverse("notifications:bell"))
    expect(page.get_by_role("main")).to_contain_text(TITLE)
    assert faults_of(page, "mitteilungen") == []

    past = timezone.now() - timedelta(minutes=1)
    Digest.objects.filter(pk=digest.pk).update(due_at=past)
    digests.close_due()
    mail = stack.wait_for_mail(reader.email)
    assert TITLE in text_of(mail)
    steps = [(stop, status, paces(reader)) for stop, status in one_click(mail)]
    assert [status for _stop, status, _paces in steps] == [200, 200]
    assert [PLACES in paced for _stop, _status, paced in steps] == [False, True]

    anyone = visitors.new()
    anyone.goto(urlsplit(steps[0][0]).path)
    expect(anyone.get_by_role("heading", level=1)).to_have_text("Schon abbestellt")
    assert faults_of(anyone, "schon-abbestellt") == []
    anyone.get_by_role("link", name="Alle Mails einzeln einstellen").click()
    expect(anyone.get_by_role("heading", level=1)).to_have_text(
        "Welche Mails Sie bekommen"
    )
    assert faults_of(anyone, "wuensche-per-link") == []


def test_a_slip_is_taken_back_on_the_page_that_tells_it(visitors):
    reader = UserFactory()
    digest = Digest.objects.create(
        user=reader,
        pace=Pace.WEEKLY,
        due_at=timezone.now(),
        created_at=timezone.now(),
        closed_at=timezone.now(),
    )
    page = visitors.new()
    page.goto(urlsplit(unsubscribing.url_for(digest)).path)

    page.get_by_role("button", name="Abbestellen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Abbestellt")
    stopped = paces(reader)
    page.get_by_role("button", name="Rückgängig").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Wieder bestellt")

    assert stopped[PLACES] == Pace.BELL
    assert paces(reader) == {}


def test_a_choice_is_said_in_words_and_taken_back(visitors):
    reader = UserFactory()
    page = open_signed_in(visitors, reader)
    page.goto(reverse("notifications:preferences"))
    own = page.get_by_role("group", name="Ihre eigenen Ideen und Beiträge")

    own.get_by_label("täglich").check()
    expect(page.locator("#satz")).to_contain_text("Ihre nächste Tagesmail kommt am")
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Gespeichert.")).to_be_visible()
    chosen = paces(reader)
    page.get_by_role("button", name="Rückgängig").click()
    expect(page.get_by_text("Es ist wieder wie vorher.")).to_be_visible()

    assert (chosen, paces(reader)) == ({"own": Pace.DAILY}, {})
    assert faults_of(page, "wuensche") == []
