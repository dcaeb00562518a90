"""A moderator's day: board, case, the next step, and the whole case on file."""

import io
import zipfile
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from participation.casework.models import CaseFile
from participation.ideas.enums import Case
from participation.referrals.models import Referral
from tests.e2e.looking import faults_of
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory

pytestmark = [pytest.mark.e2e]


def test_a_moderator_goes_from_the_board_to_the_file(visitors):
    department = DepartmentFactory(name="Amt für Bänke am Board")
    idea = IdeaFactory(case=Case.OPEN, title="Bank am Rand der Tafel")
    page = open_signed_in(visitors, make_staff_with_password())

    page.goto(reverse("casework:board") + "?ansicht=tabelle&ordnung=nummer")
    page.get_by_label("Nummer eines Vorgangs").fill(idea.number)
    page.get_by_role("button", name="Öffnen").click()
    expect(page.get_by_role("heading", name=idea.title)).to_be_visible()
    page.keyboard.press("w")
    page.wait_for_url(f"**{reverse('referrals:referral-create', args=[idea.number])}")
    page.locator("[name=lead]").select_option(str(department.pk))
    page.get_by_role("button", name="Mail ansehen").last.click()
    page.get_by_role("button", name="Jetzt weiterleiten").click()
    page.get_by_role("heading", name=department.name).wait_for()
    assert Referral.objects.get(idea=idea).department == department

    page.goto(reverse("casework:case-show", args=[idea.number]))
    expect(page.locator("#als-naechstes")).to_be_visible()
    page.get_by_role("button", name="Zusammenstellen").click()
    page.get_by_text("Liegt bereit").wait_for(timeout=60_000)
    with page.expect_download() as begun:
        page.get_by_role("button", name="Herunterladen").click()
    content = Path(begun.value.path()).read_bytes()

    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    assert begun.value.suggested_filename == f"vorgang-{idea.number}-spk.zip"
    assert CaseFile.objects.get(idea=idea).is_ready
    assert faults_of(page, "zur-akte") == []
    page.goto(reverse("casework:case-show", args=[idea.number]))
    assert faults_of(page, "vorgang") == []
