"""From the form to the door, with a script and without; axe on the way."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from events.calendar.models import Registration
from events.calendar.registration_states import FieldKind, RegistrationState
from events.calendar.tickets import ticket_of
from tests.e2e.looking import faults_of
from tests.e2e.people import open_signed_in
from tests.e2e.stack import NARROW, link_in, text_of
from tests.factories.accounts import UserFactory
from tests.factories.events import at
from tests.factories.networks import make_house, speaker_of
from tests.factories.registrations import make_field, open_date

pytestmark = [pytest.mark.e2e]


def main_of(page):
    return page.get_by_role("main")


def look(page, name, *, has_script):
    """axe itself is a script; without one the width still counts."""
    if has_script:
        assert faults_of(page, name) == []


def fill_in(page, *, name, address=""):
    """Two come, and eat."""
    page.get_by_label("Ihr Name").fill(name)
    if address:
        page.get_by_label("Ihre E-Mail-Adresse").fill(address)
    page.get_by_label("Mit wie vielen Personen kommen Sie?").select_option("2")
    page.get_by_label("Ja", exact=True).check()
    page.get_by_label("Ich stimme zu.").check()


def open_form(page, date):
    page.goto(date.event.get_absolute_url())
    page.get_by_role("link", name="Anmelden", exact=True).last.click()
    on_page(page, "Anmelden")


def on_page(page, heading):
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def prove(page, stack, address):
    on_page(page, "Code eingeben")
    mail = stack.wait_for_mail(address, "Code")
    code = re.search(r"\b\d{6}\b", text_of(mail))[0]
    page.get_by_label("Code aus der E-Mail").fill(code)
    page.get_by_role("button", name="Anmeldung bestätigen").click()
    expect(main_of(page)).to_contain_text("Sie sind angemeldet.")


def cancel_by_mail(page, stack, address):
    """Scanners open links, too: the link itself tells nothing."""
    mail = stack.wait_for_mail(address, "Kiezversammlung")
    page.goto(link_in(mail, "/veranstaltungen/anmeldung/link/"))
    expect(main_of(page)).not_to_contain_text("Kiezversammlung")
    page.get_by_role("button", name="Anmeldung öffnen").click()
    page.get_by_role("link", name="Abmelden", exact=True).click()
    on_page(page, "Doch nicht dabei?")
    page.get_by_role("button", name="Ja, abmelden").click()
    expect(main_of(page)).to_contain_text("Sie sind abgemeldet.")


def let_in(page, date, row, *, has_script):
    page.goto(reverse("calendar:registration-list", args=[date.pk]))
    expect(main_of(page)).to_contain_text("Gerda Gast")
    look(page, "anmeldungen-liste", has_script=has_script)
    door = [date.pk, ticket_of(row)]
    page.goto(reverse("calendar:registration-check-in", args=door))
    look(page, "anmeldung-einlass", has_script=has_script)
    page.get_by_role("button", name="1 ist da").click()
    expect(main_of(page)).to_contain_text("Ist schon da")


def meeting_of(house, has_script):
    date = open_date(
        capacity=2,
        actor=house,
        title=f"Kiezversammlung {has_script}",
        most_companions=1,
        consent_text="Wir machen **Fotos**.",
    )
    make_field(date.event, kind=FieldKind.YESNO, label="Essen Sie mit?")
    return date


@pytest.mark.parametrize("has_script", (True, False), ids=("script", "no script"))
def test_a_guest_registers_is_let_in_and_the_next_moves_up(visitors, stack, has_script):
    options = {"java_script_enabled": has_script, "viewport": NARROW}
    house, waiter = make_house(name=f"Haus am Platz {has_script}"), UserFactory()
    date = meeting_of(house, has_script)
    address = f"gast-{has_script}@example.org".lower()
    guest = visitors.new(**options)
    open_form(guest, date)
    look(guest, "anmeldung-formular", has_script=has_script)
    fill_in(guest, name="Gerda Gast", address=address)
    guest.get_by_role("button", name="Weiter: Code anfordern").click()
    prove(guest, stack, address)
    look(guest, "anmeldung-gilt", has_script=has_script)
    row = Registration.objects.get(email=address)

    late = open_signed_in(visitors, waiter, **options)
    late.goto(reverse("calendar:occurrence-register", args=[date.pk]))
    fill_in(late, name="Willi Warter")
    late.get_by_role("button", name="Auf die Warteliste").click()
    expect(main_of(late)).to_contain_text("Ihr Platz in der Reihe: 1")
    organiser = open_signed_in(visitors, speaker_of(house), **options)
    let_in(organiser, date, row, has_script=has_script)
    cancel_by_mail(visitors.new(**options), stack, address)

    stack.wait_for_mail(waiter.email, "Kiezversammlung")
    late.reload()
    look(late, "anmeldung-angebot", has_script=has_script)
    late.get_by_role("button", name="Ja, ich komme").click()
    expect(main_of(late)).to_contain_text("Sie sind angemeldet.")
    late.goto(reverse("calendar:registration-mine"))
    expect(main_of(late)).to_contain_text("Kiezversammlung")
    look(late, "meine-anmeldungen", has_script=has_script)
    assert Registration.objects.get(user=waiter).state == RegistrationState.HELD


def test_an_organiser_asks_questions_and_tells_what_came_of_it(visitors, stack):
    house = make_house(name="Haus am See")
    date = open_date(actor=house, title="Sommerfest", starts_at=at(-1))
    speaker = speaker_of(house)
    page = open_signed_in(visitors, speaker)

    page.goto(reverse("calendar:registration-fields", args=[date.event_id]))
    assert faults_of(page, "anmeldung-fragen") == []
    page.locator("#id_frage0-label").fill("Was essen Sie?")
    page.locator("#id_frage0-kind").select_option("choice")
    page.locator("#id_frage0-options").fill("Suppe\nSalat")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_text("Die Fragen stehen jetzt im Formular.").wait_for()
    asked = date.event.registration_fields.get()
    assert (asked.label, asked.options) == ("Was essen Sie?", ["Suppe", "Salat"])

    page.goto(reverse("calendar:aftermath-edit", args=[date.pk]))
    assert faults_of(page, "danach-schreiben") == []
    page.get_by_label("Was ist herausgekommen?").fill("Wir pflanzen **drei Bäume**.")
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(main_of(page)).to_contain_text("Wir pflanzen drei Bäume.")
    assert faults_of(page, "danach-lesen") == []
