"""A Rundbrief: asked for, confirmed, written, sent, read on the page, and ended."""

from urllib.parse import urlsplit

import httpx
import pytest
from django.urls import reverse
from playwright.sync_api import expect

from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from neighbourhood.newsletters.enums import NewsletterState
from neighbourhood.newsletters.models import Newsletter, Subscription
from neighbourhood.newsletters.services import sending
from neighbourhood.newsletters.subscribing import CONSENT
from tests.e2e.looking import faults_of
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.e2e.road import heading
from tests.e2e.stack import link_in, one_click, text_of, wait_for
from tests.factories.ideas import IdeaFactory
from tests.factories.regions import RegionFactory

pytestmark = [pytest.mark.e2e]
ADDRESS = "kanaria.liest@example.org"
IDEA, TITLE = "Ein Vordach für die Räder", "Was im Herbst geschah"
INTRO = "Guten Tag, **alle zusammen**."


def ask(page, region):
    """Without an account; the Stadtteil of the page one comes from is chosen."""
    page.goto(f"{reverse('newsletters:subscribe')}?stadtteil={region.slug}")
    expect(page.get_by_label(region.name)).to_be_checked()
    page.get_by_label("E-Mail-Adresse").fill(ADDRESS)
    page.get_by_label(str(CONSENT)).check()
    page.get_by_role("button", name="Bestellen").click()
    heading(page, "Sehen Sie bitte in Ihr Postfach")


def confirm(page, link):
    page.goto(urlsplit(link).path)
    heading(page, "Rundbrief bekommen?")
    faults = faults_of(page, "rundbrief-bestaetigen-knopf")
    page.get_by_role("button", name="Ja, Rundbrief bestellen").click()
    heading(page, "Ihr Rundbrief")
    return faults


def compose(page, region):
    page.goto(reverse("newsletters:newsletter-create", args=[region.slug]))
    page.get_by_role("button", name="Stücke sammeln").click()
    expect(page.get_by_role("main")).to_contain_text(IDEA)
    page.get_by_role("link", name="Überschrift, Tage und Einleitung ändern").click()
    page.get_by_label("Überschrift").fill(TITLE)
    page.get_by_label("Einleitung").fill(INTRO)
    page.get_by_role("button", name="Speichern").click()
    heading(page, TITLE)


def send(page):
    page.get_by_role("link", name="Freigeben …").click()
    heading(page, "Rundbrief freigeben")
    page.get_by_role("button", name="Freigeben").click()
    heading(page, TITLE)


def states_of(region):
    return list(
        Subscription.objects.for_region(region).values_list("confirmed_at", flat=True)
    )


def mails_of(region):
    newsletter = Newsletter.objects.get(region=region)
    return Delivery.objects.filter(key__startswith=newsletter.key_prefix)


def test_a_rundbrief_is_asked_for_written_sent_read_and_ended(visitors, stack):
    region, clerk = RegionFactory(), make_staff_with_password()
    IdeaFactory(region=region, title=IDEA)
    reader, desk = visitors.new(), open_signed_in(visitors, clerk)

    ask(reader, region)
    link = link_in(stack.wait_for_mail(ADDRESS), "/rundbriefe/bestaetigen/")
    scanned = httpx.get(link).status_code
    assert (scanned, states_of(region)) == (200, [None])
    faults = confirm(reader, link)
    assert None not in states_of(region)

    compose(desk, region)
    send(desk)
    mail = stack.wait_for_mail(ADDRESS, TITLE)
    wait_for(mails_of(region).filter(state=DeliveryState.SENT))
    sending.send_due()  # the beat of each minute sees that the last one has gone
    issue = Newsletter.objects.get(region=region, state=NewsletterState.SENT)
    expect(desk.locator("#versand")).to_contain_text("fertig")
    faults += faults_of(desk, "rundbrief-verschickt")
    assert IDEA in text_of(mail)

    assert f"{stack.address}{issue.get_absolute_url()}" in text_of(mail)
    reader.goto(issue.get_absolute_url())
    heading(reader, TITLE)
    expect(reader.get_by_role("link", name=IDEA)).to_be_visible()
    expect(reader.get_by_role("strong")).to_have_text("alle zusammen")

    steps = [(status, len(states_of(region))) for _stop, status in one_click(mail)]
    assert steps == [(200, 1), (200, 0)]
    reader.goto(urlsplit(mail["List-Unsubscribe"].strip("<> ")).path)
    heading(reader, "Sie bekommen keinen Rundbrief mehr")
    faults += faults_of(reader, "rundbrief-beendet")

    assert faults == []
