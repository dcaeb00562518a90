"""Steps that people take in networks and in the pool, on pages that stand as they are."""

import re

from django.urls import reverse
from playwright.sync_api import expect

from commons.links import services as links
from tests.e2e.stack import link_in


def main_of(page):
    return page.get_by_role("main")


def found(page, house, name):
    """Somebody who speaks for a house founds a network that its members read."""
    page.goto("/netzwerke/neu/")
    page.get_by_label("Wer koordiniert es?").select_option(label=house.name)
    page.get_by_label("Wie heißt das Netzwerk?").fill(name)
    page.get_by_label("Wozu treffen Sie sich?").fill("Wir kümmern uns um den Brunnen.")
    page.get_by_label("Nur Mitglieder lesen die Beiträge").check()
    page.get_by_role("button", name="Netzwerk gründen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def invite(page, address):
    """From the page on which founding ends."""
    page.get_by_label("E-Mail-Adresse").fill(address)
    page.get_by_role("button", name="Einladung senden").click()
    expect(main_of(page)).to_contain_text(address)


def open_link(page, mail, name):
    """Scanners open links too: it names nothing before its button is pressed."""
    page.goto(link_in(mail, "/netzwerke/einladung/"))
    expect(main_of(page)).not_to_contain_text(name)


def see_invitation(page, name):
    page.get_by_role("button", name="Einladung ansehen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def come_in(page):
    page.get_by_role("button", name="Ja, ich bin dabei").click()
    expect(main_of(page)).to_contain_text("Sie sind dabei.")


def hear_at_once(page, network):
    """Its news by a mail of their own."""
    page.goto(network.get_absolute_url())
    page.get_by_role("link", name="Wie oft? Stumm?").click()
    page.get_by_label("Wie oft davon hören?").select_option("at_once")
    page.get_by_role("button", name="Ändern", exact=True).click()
    page.get_by_text("Sie hören sofort davon, per E-Mail.").wait_for()


def write_post(page, network, *, title, text, file):
    page.goto(network.get_absolute_url())
    page.get_by_role("link", name="Beitrag schreiben").click()
    page.get_by_label("Überschrift").fill(title)
    page.get_by_label("Ihr Beitrag").fill(text)
    page.get_by_label("Dateien").set_input_files(file)
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(network.name)


def raise_concern(page, network, *, title, text):
    page.goto(reverse("networks:concern-list", args=[network.pk]))
    page.get_by_role("link", name="Anliegen vormerken").click()
    page.get_by_label("Worum geht es?").fill(title)
    page.get_by_label("Was möchten Sie, und warum?").fill(text)
    page.get_by_role("button", name="Vormerken").click()
    page.get_by_text("Vorgemerkt. Die SPK sieht Ihr Anliegen.").wait_for()


def go_to_concern(desk, title):
    """The SPK finds it in "Heute" and wants to bring it into a round."""
    desk.goto("/heute/")
    desk.get_by_role("link", name=title).first.click()
    desk.get_by_role("link", name="In eine Runde bringen").click()


def bring(desk, office):
    group = desk.get_by_role("group", name="Wer soll Stellung nehmen?")
    group.get_by_label(office.name).check()
    desk.get_by_role("button", name="Alle einladen").click()
    desk.get_by_text("Die Runde ist eröffnet, alle sind geladen.").wait_for()


def speak(amt, party, *, wanted):
    """An Amt comes by its link and says what it has to say."""
    amt.goto(reverse("rounds:link-show", args=[links.token_of(party.link)]))
    amt.get_by_role("button", name="Vorgang öffnen").click()
    expect(main_of(amt)).to_contain_text(wanted)
    amt.get_by_role("link", name="Stellungnahme schreiben").click()
    amt.get_by_label("einverstanden", exact=True).check()
    amt.get_by_label("Ihre Stellungnahme").fill("Zwei Leuchten sind möglich.")
    amt.get_by_role("button", name="An alle in der Runde").click()
    amt.get_by_text("Danke, Ihre Stellungnahme ist da").wait_for()


def decide(desk, meeting, *, words):
    desk.goto(reverse("rounds:round-decide", args=[meeting.pk]))
    desk.get_by_label("Wird aufgegriffen", exact=True).check()
    desk.get_by_label("In Worten").fill(words)
    desk.get_by_role("button", name="Speichern").click()
    expect(main_of(desk)).to_contain_text(words)


def offer_room(page, house, title):
    """A room that others may ask for, by somebody who speaks for a known house."""
    page.goto("/pool/")
    page.get_by_role("link", name="Etwas anbieten").click()
    page.get_by_label("Für wen schreiben Sie?").select_option(label=house.name)
    page.get_by_label("Raum", exact=True).check()
    page.get_by_label("Was bieten Sie an?").fill(title)
    page.get_by_label("Was sollte man darüber wissen?").fill("Hell und ruhig.")
    page.get_by_label("Andere können hier einen Zeitraum anfragen").check()
    page.get_by_role("button", name="In den Pool geben").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def ask_for_room(page, during):
    """From ten to twelve of that day."""
    page.get_by_label("Tag", exact=True).fill(f"{during.starts_at:%Y-%m-%d}")
    page.get_by_label("Von", exact=True).fill("10:00")
    page.get_by_label("Bis", exact=True).fill("12:00")
    page.get_by_label("Wofür?").fill("Treffen der Hausgemeinschaft")
    page.get_by_role("button", name="Anfragen").click()


def confirm(page, booking):
    page.goto(booking.get_absolute_url())
    page.get_by_role("button", name="Bestätigen").click()
    expect(main_of(page)).to_contain_text("bestätigt")


def members_on(page):
    page.get_by_role("link", name=re.compile("Mitglieder")).first.click()
    return main_of(page)
