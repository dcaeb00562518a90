"""Said on the phone: the SPK writes it down, the Amt gets a copy and puts it right."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from participation.ideas.enums import Case
from participation.referrals.models import Referral, Statement, Transcript
from participation.referrals.services import outcomes, referring
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.e2e.stack import NARROW, link_in, text_of
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory

pytestmark = [pytest.mark.e2e]
WORDS = "Die Laterne bekommt im Mai eine neue Leuchte."
RIGHT = "Die Laterne bekommt im Juni eine neue Leuchte."


@pytest.mark.parametrize("is_right", (True, False))
def test_what_was_said_on_the_phone_is_confirmed_or_corrected(
    visitors, stack, is_right
):
    department = DepartmentFactory(email=f"telefon-{is_right}@amt.example.org".lower())
    referral = refer(department)
    desk = open_signed_in(visitors, make_staff_with_password())
    record(desk, referral)

    mail = stack.wait_for_mail(department.email, "So haben wir Sie verstanden")
    assert WORDS in text_of(mail)
    phone = visitors.new(viewport=NARROW, java_script_enabled=False)
    phone.goto(link_in(mail, "/vorgang/"))
    phone.get_by_role("button", name="Vorgang öffnen").click()
    expect(phone.get_by_role("main")).to_contain_text(WORDS)
    if is_right:
        phone.get_by_role("button", name="Stimmt").click()
        expect(phone.get_by_role("main")).to_contain_text("Sie haben das bestätigt")
    else:
        correct(phone)

    transcript = Transcript.objects.get(statement__referral=referral)
    assert transcript.state == ("confirmed" if is_right else "corrected")
    counting = Statement.objects.counting().get(referral=referral)
    assert counting.text == (WORDS if is_right else RIGHT)
    desk.goto(reverse("referrals:answer-edit", args=[referral.idea.number]))
    said = "vom Amt bestätigt" if is_right else RIGHT
    expect(desk.get_by_role("main")).to_contain_text(said)


def refer(department):
    idea = IdeaFactory(case=Case.OPEN, title="Licht an der Ecke")
    [row] = referring.refer(idea, lead=department, cover_note="", by=make_staff())
    outcomes.mark_sent(row.delivery)
    return Referral.objects.get(pk=row.pk)


def record(desk, referral):
    desk.goto(reverse("referrals:statement-record", args=[referral.pk]))
    desk.get_by_label("am Telefon").check()
    desk.get_by_label("Was das Amt gesagt hat").fill(WORDS)
    desk.get_by_label("Was wird daraus?").select_option(index=1)
    desk.get_by_role("button", name="Eintragen", exact=True).click()
    expect(desk.get_by_role("main")).to_contain_text("noch nicht bestätigt")


def correct(phone):
    phone.get_by_role("link", name="Berichtigen", exact=True).first.click()
    phone.get_by_label("Ihre Stellungnahme").fill(RIGHT)
    phone.get_by_label("Ihr Name").fill("Eine Person")
    phone.get_by_role(
        "button", name=re.compile("berichtigen|abschicken|Senden")
    ).click()
    expect(phone.get_by_role("main")).to_contain_text("Sie haben das berichtigt")
