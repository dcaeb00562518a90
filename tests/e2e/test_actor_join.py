"""A house comes in, its people invite each other; with a script and without one."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from participation.actors.models import Actor, ActorMembership
from participation.moderation import services as moderation
from participation.moderation.enums import Verdict
from participation.moderation.models import QueueItem
from tests.e2e.looking import faults_of
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.e2e.stack import text_of
from tests.factories.accounts import UserFactory
from tests.factories.regions import RegionFactory

pytestmark = [pytest.mark.e2e]
NAME = "Werkstatt der Nachbarschaft"


def write(page, region, owner):
    page.goto(reverse("actors:actor-create"))
    page.get_by_label("Name", exact=True).fill(NAME)
    page.get_by_label("Initiative", exact=True).check()
    page.get_by_label(region.name, exact=True).check()
    page.get_by_role("button", name="Profil einreichen").click()
    expect(page.get_by_role("main")).to_contain_text("Nicht öffentlich")
    return Actor.objects.get(name=NAME, author=owner)


def publish(actor):
    item = QueueItem.objects.open().get(kind="actor", target_id=actor.pk)
    staff = make_staff_with_password()
    moderation.decide(item, verdict=Verdict.PUBLISH, version=1, by=staff)


def invite(page, actor, address):
    page.goto(reverse("actors:people-list", args=[actor.pk]))
    expect(page.get_by_role("main")).to_contain_text("Laden Sie bitte eine zweite ein")
    page.get_by_label("E-Mail-Adresse").fill(address)
    page.get_by_label("Aufgabe", exact=True).last.select_option("owner")
    page.get_by_role("button", name="Einladung schicken").click()
    expect(page.get_by_role("main")).to_contain_text("Eingeladen")


@pytest.mark.parametrize("has_script", (True, False), ids=("script", "no script"))
def test_a_house_is_written_read_and_joined(visitors, stack, has_script):
    options = {"java_script_enabled": has_script}
    owner, joining = UserFactory(), UserFactory()
    page = open_signed_in(visitors, owner, **options)
    actor = write(page, RegionFactory(), owner)
    publish(actor)
    invite(page, actor, joining.email)

    mail = stack.wait_for_mail(joining.email)
    address = re.search(r"/akteure/einladung/[\w-]+/", text_of(mail))[0]
    other = open_signed_in(visitors, joining, **options)
    other.goto(address)
    other.get_by_role("button", name="Einladung ansehen").click()
    expect(other.get_by_role("heading", level=1)).to_contain_text(NAME)
    if has_script:
        assert faults_of(other, "akteur-einladung-offen") == []
    other.get_by_role("button", name="Ja, ich mache mit").click()
    expect(other.get_by_role("heading", level=1)).to_have_text(NAME)

    held = ActorMembership.objects.filter(actor=actor, level="owner")
    assert set(held.values_list("user", flat=True)) == {owner.pk, joining.pk}
