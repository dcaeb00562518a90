"""Reporting and objecting in a real browser, against the started product."""

import re

import pytest
from playwright.sync_api import expect

from commons.accounts.enums import Role
from participation.ideas.models import Idea
from participation.moderation import services
from participation.moderation.enums import Publication, Reason, Verdict
from participation.moderation.models import Complaint, Report
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.factories.ideas import IdeaFactory

pytestmark = [pytest.mark.e2e]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
OBJECTION = "Das ist keine Werbung, sondern eine Bitte."


def declined(**fields):
    idea = IdeaFactory(publication=Publication.SUBMITTED, **fields)
    return services.decide_directly(
        idea,
        verdict=Verdict.DECLINE,
        reason=Reason.ADVERTISING,
        text="Das ist Werbung.",
        version=1,
        by=make_staff_with_password(),
    )


@pytest.mark.parametrize("has_script", (True, False))
def test_anybody_reports_without_an_account(visitors, stack, has_script):
    idea = IdeaFactory(title="Eine Uhr am Rathaus")
    address = f"melderin-{idea.pk}@example.org"
    page = visitors.new(java_script_enabled=has_script)
    page.goto(idea.get_absolute_url())
    page.get_by_role("link", name="Beitrag melden").click()
    expect(page.get_by_label("Worum geht es?")).to_be_hidden()

    page.get_by_label("Das verstößt gegen ein Gesetz").check()
    page.get_by_label("Worum geht es?").select_option("copyright")
    page.get_by_label("Welche Stelle genau?").fill("das Foto")
    page.get_by_label("Was sollen wir wissen?").fill("Das Foto ist von mir.")
    page.get_by_label("Ihr Name").fill("Nachbarin")
    page.get_by_label("Ihre E-Mail-Adresse").fill(address)
    page.get_by_label("Ich bin überzeugt").check()
    page.get_by_role("button", name="Melden").click()

    expect(page.get_by_role("main")).to_contain_text(re.compile(r"M-\d{4}-\d{5}"))
    report = Report.objects.get(target_id=idea.pk)
    assert report.reference in page.get_by_role("main").inner_text()
    assert stack.wait_for_mail(address, report.reference)


def test_an_author_objects_on_the_phone_by_the_link_of_the_mail(visitors, stack):
    decision = declined(title="Ein Trinkbrunnen am Markt")
    idea = Idea.objects.get(pk=decision.target_id)
    # Nobody is told before the decision can no longer be undone.
    mail = stack.wait_for_mail(idea.author.email, idea.number, seconds=90)
    link = re.search(r"/einwand/oeffnen/[\w-]{43}/", text_of(mail))

    page = visitors.new(**PHONE)
    page.goto(link[0])
    page.get_by_role("button", name="Vorgang öffnen").click()
    expect(page.get_by_role("main")).to_contain_text("Das ist Werbung.")
    page.get_by_label("Ihr Einwand").fill(OBJECTION)
    page.get_by_role("button", name="Einwand absenden").click()

    expect(page.get_by_role("main")).to_contain_text("prüft neu")
    complaint = Complaint.objects.get(decision=decision)
    assert (complaint.text, complaint.complained_by) == (OBJECTION, idea.author)


def test_somebody_named_from_outside_decides(visitors, stack):
    decision = declined(title="Ein Zebrastreifen am Anger")
    author = open_signed_in(visitors, Idea.objects.get(pk=decision.target_id).author)
    author.goto(f"/einwand/{decision.pk}/")
    author.get_by_label("Ihr Einwand").fill(OBJECTION)
    author.get_by_role("button", name="Einwand absenden").click()
    outsider = make_staff_with_password(Role.TRUSTED_HOUSE, display_name="Rechtsamt")
    coordinator = make_staff_with_password(Role.COORDINATOR)

    page = open_signed_in(visitors, coordinator)
    page.goto("/moderation/beschwerden/")
    page.get_by_role("link", name="Wer über Einwände entscheidet").click()
    page.get_by_label("E-Mail-Adresse des Kontos").fill(outsider.email)
    page.get_by_role("button", name="Benennen", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Rechtsamt")

    theirs = open_signed_in(visitors, outsider)
    decide_on(theirs, "Ein Zebrastreifen am Anger")

    page.get_by_role("button", name="Beenden Rechtsamt").click()
    expect(page.locator(".messages")).to_contain_text("entscheidet nicht mehr")
    anyone = visitors.new()
    anyone.goto(Idea.objects.get(pk=decision.target_id).get_absolute_url())
    expect(anyone.get_by_role("heading", level=1)).to_have_text(
        "Ein Zebrastreifen am Anger"
    )


def decide_on(page, title):
    page.goto("/moderation/beschwerden/")
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("main")).to_contain_text(OBJECTION)
    page.get_by_label("Entscheidung aufgehoben").check()
    page.get_by_label("Begründung").fill("Sie haben recht.")
    page.get_by_role("button", name="Entscheiden", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("ist entschieden")


def text_of(mail):
    return mail.get_body(("plain",)).get_content()
