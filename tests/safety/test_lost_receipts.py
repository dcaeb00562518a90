"""A receipt that got lost: its code opens nothing once there is a new one."""

import pytest
from django.urls import reverse

from participation.ideas.services import entering, pickup
from tests.clients import StrictClient, sign_in
from tests.factories.accounts import UserFactory, make_staff
from tests.participation.entering import entered, make_house

pytestmark = pytest.mark.django_db


@pytest.fixture
def idea():
    return entered(sign_in(StrictClient(), make_house()))


def shows(client, idea, code):
    client.post(
        reverse("ideas:idea-claim"), {"number": idea.number, "code": code}, follow=True
    )
    page = reverse("ideas:idea-claimed", args=[idea.number])
    return client.get(page).status_code


def test_a_new_code_shuts_out_whoever_showed_the_old_one(client, idea):
    assert shows(client, idea, pickup.code_for(idea.draft_id)) == 200

    fresh = entering.renew_code(idea, by=make_staff())

    for name in ("idea-claimed", "idea-amend", "idea-versions", "idea-withdraw"):
        page = reverse(f"ideas:{name}", args=[idea.number])
        assert client.get(page).status_code == 404, name
    sign_in(client, UserFactory())
    taken = client.post(reverse("ideas:idea-take-over", args=[idea.number]))
    assert taken.status_code == 404
    assert shows(StrictClient(), idea, fresh) == 200


def test_the_old_code_opens_nothing_and_codes_are_not_tried_for_long(client, idea):
    entering.renew_code(idea, by=make_staff())

    codes = [pickup.code_for(idea.draft_id), "", "%", "A" * 500, "\x00"]
    assert {shows(client, idea, code) for code in codes} == {404}
    for _ in range(30):
        page = client.post(
            reverse("ideas:idea-claim"), {"number": idea.number, "code": "AAAA"}
        )
    assert "Abholcode passen nicht" not in page.content.decode()


def test_nobody_asks_for_codes_receipts_or_contacts_of_another_house(client, idea):
    sign_in(client, make_house())
    for name in ("entry-renew-code", "entry-contact", "entry-receipt"):
        page = reverse(f"ideas:{name}", args=[idea.number])
        assert client.post(page, {"code": "x"}).status_code == 404, name
    page = reverse("ideas:entry-show", args=[idea.number])
    assert client.get(page).status_code == 404
