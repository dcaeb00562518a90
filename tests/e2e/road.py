"""The steps of the main road, as people take them; each works with and without script."""

import io
import re
from dataclasses import dataclass

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.e2e.stack import link_in, text_of
from tests.factories.departments import DepartmentFactory, TopicFactory
from tests.factories.regions import RegionFactory

STATEMENT = (
    "Zwei Linden lassen sich im Herbst pflanzen, für mehr reicht das Geld nicht."
)
ANSWER = "Im Herbst kommen zwei Linden. Mehr Bäume haben wir für 2027 angemeldet."


@dataclass(frozen=True)
class Written:
    """What somebody writes, in a Stadtteil and about a topic of this test alone."""

    title: str
    region: str
    topic: str
    department: object


def something_to_write(title):
    """A region, a topic and the department that deals with it."""
    department, topic = DepartmentFactory(), TopicFactory()
    topic.departments.add(department)
    region = RegionFactory()
    return Written(title, region.name, topic.name, department)


def heading(page, words):
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(words))


def write(page, wish):
    """Fill the form and look at the result, still without an address."""
    page.goto("/ideen/neu/")
    page.get_by_label("Titel").fill(wish.title)
    page.get_by_label("Beschreibung").fill("Im Sommer gibt es hier *keinen* Schatten.")
    page.get_by_label("Thema").select_option(label=wish.topic)
    page.get_by_label("An keinem bestimmten Ort").check()
    page.get_by_label("Stadtteil").select_option(label=wish.region)
    page.get_by_role("button", name="Weiter", exact=True).click()
    heading(page, "Prüfen und einreichen")


def hand_in_by_code(page, stack, address):
    """Ask for a code, read it from the mail, enter it; gives the idea's number."""
    page.get_by_label("E-Mail-Adresse", exact=True).fill(address)
    page.get_by_role("button", name="Code schicken").click()
    heading(page, "Code eingeben")
    mail = stack.wait_for_mail(address, "Ihr Code")
    page.get_by_label("Code aus der E-Mail").fill(
        re.match(r"\d{6}", mail["Subject"])[0]
    )
    page.get_by_role("button", name="Idee einreichen").click()
    heading(page, "Ihre Idee ist eingegangen")
    return number_on(page)


def number_on(page):
    return re.search(r"\d{4}-\d{5,}", page.locator("main").inner_text())[0]


def publish(page, number):
    """The desk: find the idea by its number, decide."""
    page.goto("/moderation/")
    page.get_by_label("Nummer").fill(number)
    page.get_by_label("Nummer").press("Enter")
    heading(page, number)
    item = page.url
    page.get_by_label("veröffentlichen", exact=True).check()
    page.get_by_role("button", name="Entscheiden und weiter").click()
    # On to the next one that waits, or back to the empty queue.
    expect(page).not_to_have_url(item)


def refer(page, number, department):
    """Choose the suggested department, see the mail, send it."""
    page.goto(f"/ideen/{number}/")
    page.get_by_role("link", name="Weiterleiten").click()
    heading(page, "Idee weiterleiten")
    chosen = page.get_by_label("Federführend").locator("option:checked")
    expect(chosen).to_have_text(department.name)
    page.get_by_role("button", name="Mail ansehen").click()
    heading(page, "Mail prüfen und senden")
    expect(page.get_by_role("main")).to_contain_text(department.email)
    page.get_by_role("button", name="Jetzt weiterleiten").click()
    heading(page, department.name)


def letter_to(department, stack, wish, number):
    """The department's mail with its dossier; gives the signed link."""
    mail = stack.wait_for_mail(department.email)
    assert wish.title in text_of(mail)
    [dossier] = list(mail.iter_attachments())
    assert dossier.get_content_type() == "application/pdf"
    pages = PdfReader(io.BytesIO(dossier.get_content())).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert [
        part for part in (wish.title, number, department.name) if part not in words
    ] == []
    return link_in(mail, "/vorgang/")


def open_case(page, link, wish):
    """The link shows nothing until its button is pressed."""
    page.goto(link)
    expect(page.get_by_role("main")).not_to_contain_text(wish.title)
    page.get_by_role("button", name="Vorgang öffnen").click()
    heading(page, wish.title)
    assert link not in page.url


def acknowledge_and_state(page):
    page.get_by_role("button", name="Wir kümmern uns").click()
    expect(page.get_by_role("main")).to_contain_text("Sie haben den Eingang bestätigt")
    page.get_by_role("link", name="Stellungnahme schreiben").click()
    page.get_by_label("Ihre Stellungnahme").fill(STATEMENT)
    page.get_by_label("Was wird daraus?").select_option("partly")
    page.get_by_label("Ihr Name").fill("Amt am Apparat")
    page.get_by_role("button", name="Stellungnahme abschicken").click()
    expect(page.get_by_role("main")).to_contain_text("Danke, Ihre Stellungnahme ist da")


def answer(page, number):
    """The SPK rewrites the statement for residents and publishes it."""
    page.goto(f"/ideen/{number}/")
    page.get_by_role("link", name="Antwort schreiben").click()
    words = page.get_by_label("Antwort", exact=False).first
    expect(words).to_have_value(STATEMENT)
    words.fill(ANSWER)
    page.get_by_role("button", name="Speichern und ansehen").click()
    heading(page, "Antwort ansehen und veröffentlichen")
    page.get_by_role("button", name="Veröffentlichen", exact=True).click()
    expect(page).to_have_url(re.compile(rf"/ideen/{number}/"))


def way_on(page):
    """The steps on the public page, oldest first."""
    return page.locator(".timeline-title").all_inner_texts()
