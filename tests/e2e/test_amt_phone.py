"""An Amt without an account, on a phone: open, hand on, and a colleague answers."""

import pytest
from playwright.sync_api import expect

from participation.ideas.enums import Case
from participation.referrals.models import Referral, Statement
from participation.referrals.services import referring
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.e2e.stack import NARROW, link_in, text_of
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory

pytestmark = [pytest.mark.e2e]
OFFICE, COLLEAGUE = (
    "gruen@amt-am-telefon.example.org",
    "zwei@amt-am-telefon.example.org",
)
WORDS = "Die Bank wird im Frühjahr ersetzt. Das Holz ist bestellt."


@pytest.mark.parametrize("has_script", (False, True))
def test_an_amt_hands_on_and_a_colleague_answers_from_a_phone(
    visitors, stack, has_script
):
    number = int(has_script)
    department = DepartmentFactory(email=f"{number}-{OFFICE}")
    referral = refer(department)
    phone = visitors.new(java_script_enabled=has_script, viewport=NARROW)

    open_case(phone, stack.wait_for_mail(department.email), referral)
    hand_on(phone, f"{number}-{COLLEAGUE}")

    mail = stack.wait_for_mail(f"{number}-{COLLEAGUE}")
    assert "Ist das nicht deins?" in text_of(mail)
    other = visitors.new(java_script_enabled=has_script, viewport=NARROW)
    open_case(other, mail, referral)
    answer(other)

    statement = Statement.objects.get(referral=referral)
    assert (statement.spoken_by, statement.reference, statement.promise[:14]) == (
        "Zweite Person, SGA 12",
        "SGA 12-4/26",
        "im 4. Quartal ",
    )
    desk = open_signed_in(visitors, make_staff_with_password())
    desk.goto(referral.get_absolute_url())
    for words in (WORDS, "Zweite Person, SGA 12", "SGA 12-4/26", COLLEAGUE):
        expect(desk.get_by_role("main")).to_contain_text(words)


def refer(department):
    idea = IdeaFactory(case=Case.OPEN, title="Eine neue Bank am Telefonplatz")
    [row] = referring.refer(
        idea, lead=department, cover_note="Bitte prüfen.", by=make_staff()
    )
    return Referral.objects.get(pk=row.pk)


def open_case(page, mail, referral):
    page.goto(link_in(mail, "/vorgang/"))
    expect(page.get_by_role("main")).not_to_contain_text(referral.idea.title)
    page.get_by_role("button", name="Vorgang öffnen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(referral.idea.title)
    fits(page)


def hand_on(page, address):
    page.get_by_role("link", name="Weitergeben", exact=True).click()
    page.get_by_label("Mailadresse").fill(address)
    page.get_by_label("Ein Wort dazu").fill("Ist das nicht deins?")
    page.get_by_label("Ihr Name").fill("Erste Person")
    fits(page)
    page.get_by_role("button", name="Link schicken").click()
    expect(page.get_by_role("main")).to_contain_text(address)


def answer(page):
    page.get_by_role("link", name="Stellungnahme schreiben").click()
    page.get_by_label("Ihre Stellungnahme").fill(WORDS)
    page.get_by_label("Was wird daraus?").select_option("will_be_done")
    period = page.get_by_label("Oder ein Zeitraum")
    period.select_option(
        period.locator("option[value*='-Q4']").last.get_attribute("value")
    )
    page.get_by_label("Ihr Name").fill("Zweite Person")
    page.get_by_label("Ihr Stellenzeichen").fill("SGA 12")
    page.get_by_label("Ihr Geschäftszeichen").fill("SGA 12-4/26")
    fits(page)
    page.get_by_role("button", name="Stellungnahme abschicken").click()
    expect(page.get_by_role("main")).to_contain_text("Danke, Ihre Stellungnahme ist da")


def fits(page):
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= NARROW["width"]
