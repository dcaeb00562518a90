"""An Amt without an account answers five ideas at once, on a phone, without a script."""

import io

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from participation.bundles import sheets
from participation.bundles.services import packing
from participation.bundles.services.bundling import bundle_up
from participation.ideas.enums import Case
from participation.referrals.enums import ReferralState
from participation.referrals.models import Referral, Statement
from tests.e2e.looking import faults_of
from tests.e2e.stack import NARROW, link_in
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory

pytestmark = [pytest.mark.e2e]
OFFICE = "gruen@amt-mit-buendel.example.org"
PLANNED = "Das steht in der Planung für das nächste Jahr."
DONE = "Die Bank steht seit Mai."


def bundle_of(count, address):
    ideas = [
        IdeaFactory(case=Case.OPEN, title=f"Mehr Schatten an Ort {number}")
        for number in range(1, count + 1)
    ]
    bundle = bundle_up(
        ideas,
        department=DepartmentFactory(email=address),
        title="Schatten im Kiez",
        cover_note="Bitte prüfen.",
        by=make_staff(),
    )
    packing.pack(bundle.pk)
    return bundle


def rows_of(bundle):
    rows = Referral.objects.filter(bundle_item__bundle=bundle)
    return list(rows.order_by("bundle_item__position"))


@pytest.mark.parametrize("has_script", (False, True))
def test_an_amt_answers_a_bundle_on_a_phone(visitors, stack, has_script):
    address = f"{int(has_script)}-{OFFICE}"
    bundle = bundle_of(5, address)
    phone = visitors.new(java_script_enabled=has_script, viewport=NARROW)

    phone.goto(link_in(stack.wait_for_mail(address), "/vorgang/buendel/"))
    expect(phone.get_by_role("main")).not_to_contain_text("Schatten")
    phone.get_by_role("button", name="Bündel öffnen").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Schatten im Kiez")
    faults = look(phone, "buendel", has_script)
    phone.get_by_role("link", name="Im Amt weitergeben").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(
        "Bündel im Amt weitergeben"
    )
    faults += look(phone, "buendel-weitergeben", has_script)
    phone.get_by_role("link", name="Abbrechen").click()
    answer_four(phone)
    faults += look(phone, "buendel-ansehen", has_script)
    send(phone)
    states = [row.state for row in rows_of(bundle)]
    assert states == [
        ReferralState.STATED,
        ReferralState.STATED,
        ReferralState.RETURNED,
        ReferralState.STATED,
        ReferralState.SENT,
    ]

    answer_by_sheet(phone, bundle)
    faults += look(phone, "buendel-tabelle", has_script)
    send(phone)
    expect(phone.get_by_role("main")).to_contain_text("hier ist alles beantwortet")
    faults += look(phone, "buendel-fertig", has_script)
    said = list(Statement.objects.filter(referral__in=rows_of(bundle)))
    assert sorted(row.text for row in said) == sorted([PLANNED, PLANNED, DONE, DONE])
    assert {row.speaker for row in said} == {"Person am Telefon"}
    assert faults == []


def answer_four(phone):
    phone.get_by_text("Für viele Zeilen dasselbe schreiben").click()
    every = phone.locator("details", has_text="Für viele Zeilen dasselbe").first
    every.get_by_label("Was wird daraus?").select_option("planned")
    every.get_by_label("Ihre Stellungnahme").fill(PLANNED)
    for number in (1, 2):
        phone.get_by_role("checkbox", name=f"an Ort {number}").check()
    every.get_by_role("button", name="Nur in die angekreuzten").click()
    expect(phone.locator("[name=z1-text]")).to_have_value(PLANNED)
    phone.locator("[name=z2-answer]").select_option("zurueck-not_responsible")
    phone.locator("[name=z2-text]").fill("Das gehört dem Nachbarn.")
    phone.locator("[name=z3-answer]").select_option("done")
    phone.get_by_role("button", name="Alles noch einmal ansehen").click()
    expect(phone.locator(".field-error").first).to_be_visible()
    phone.locator("[name=z3-text]").fill(DONE)
    phone.get_by_role("button", name="Alles noch einmal ansehen").click()
    expect(phone.get_by_role("main")).to_contain_text(
        "3 Stellungnahmen, 1 Rückgabe, 1 bleibt offen."
    )


def send(phone):
    phone.get_by_label("Ihr Name").fill("Person am Telefon")
    phone.get_by_role("button", name="Jetzt absenden").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Schatten im Kiez")


def answer_by_sheet(phone, bundle):
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Tabelle herunterladen").click()
    book = load_workbook(io.BytesIO(download.value.path().read_bytes()))
    sheet = book["Antworten"]
    names = list(sheets.COLUMNS)
    sheet.cell(6, names.index("answer") + 1).value = "umgesetzt"
    sheet.cell(6, names.index("text") + 1).value = DONE
    out = io.BytesIO()
    book.save(out)
    file = {
        "name": f"{bundle.reference}.xlsx",
        "mimeType": "application/octet-stream",
        "buffer": out.getvalue(),
    }
    phone.get_by_label("Ausgefüllte Tabelle").set_input_files(file)
    phone.get_by_role("button", name="Hochladen und ansehen").click()
    expect(phone.get_by_role("main")).to_contain_text("1 Stellungnahme,")


def look(page, name, has_script):
    """axe needs scripts; without them the page only has to fit."""
    if has_script:
        return faults_of(page, name)
    width = page.evaluate("document.documentElement.scrollWidth")
    return [f"{name}: {width} wide"] if width > NARROW["width"] else []
