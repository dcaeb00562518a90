"""Broken and hostile addresses: an answer that says no, never a server error."""

import pytest

from commons.accounts.enums import Role
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db
NUL = "%00"
HUGE = "9" * 30
ENDLESS = "9" * 5000  # Python refuses to read a number of so many digits
PUBLIC = (
    f"/ideen/2025-00001{NUL}/",
    f"/ideen/{NUL}/titel/",
    f"/ideen/abholen/{NUL}/",
    f"/ideen/aendern/{NUL}/",
    f"/ideen/?q={NUL}",
    f"/ideen/?ab=1~{HUGE}&sortierung=beliebt",
    f"/ideen/?ab={HUGE}~1&sortierung=beliebt",
    "/ideen/?ab=0001-01-01T00:00:00%2B23:59~1",
    "/ideen/?ab=2026-01-01~1",
    "/ideen/?ab=9999-12-31T23:59:59-23:59~1",
    f"/ideen/?stadtteil={NUL}&thema={NUL}&stand={NUL}",
    f"/ideen/karte/orte.json?west={NUL}",
    "/ideen/karte/orte.json?west=nan&south=nan&east=inf&north=1&zoom=3",
    "/ideen/karte/orte.json?west=-180&south=-85&east=180&north=85&zoom=20",
    "/ideen/neu/ort/?place_kind=pin&lat=nan&lon=inf",
    f"/ideen/neu/ort/?place_kind=address&address={NUL}",
    f"/stadtteile/{NUL}/",
    f"/stadtteile/finden/?q={NUL}",
    f"/stadtteile/adressen/?q={NUL}",
    f"/melden/idea/{HUGE}/",
    f"/melden/{NUL}/1/",
    "/melden/gibtesnicht/1/",
    f"/dateien/{NUL}/",
    f"/vorgang/{NUL}/",
    f"/amt/vorgang/{HUGE}/",
    f"/mitteilungen/abbestellen/{NUL}/",
    f"/demo/postfach/?vor={ENDLESS}",
    f"/demo/postfach/?vor={HUGE}",
    f"/demo/postfach/{HUGE * 10}/",
    f"/demo/postfach/{ENDLESS}/",
    "/demo/postfach/1/",
    "/demo/postfach/1/anlage/0/",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/static/..%2f..%2fconfig/settings.py",
)
STAFF = (
    f"/moderation/?q={NUL}",
    f"/moderation/?ab=2026-01-01T00:00:00%2B00:00~{HUGE}",
    "/moderation/?ab=2026-01-01~1",
    "/moderation/?ab=0001-01-01T00:00:00%2B23:59~1",
    f"/moderation/?stadtteil={NUL}&art={NUL}&anlass={NUL}&hinweis={NUL}",
    f"/moderation/neues/?seit={HUGE}",
    f"/moderation/idea/{HUGE}/",
    f"/weiterleitungen/?ansicht={NUL}&ab={NUL}",
    f"/weiterleitungen/?ansicht=offen&ab={HUGE}",
    f"/weiterleitungen/?ansicht=offen&ab=2026-01-01~{HUGE}",
    f"/weiterleitungen/?ansicht=offen&ab={ENDLESS}~{ENDLESS}",
    f"/weiterleitungen/neu/{NUL}/",
    f"/weiterleitungen/{HUGE}/",
    f"/antworten/{NUL}/",
    f"/sendungen/?vor={ENDLESS}",
    f"/sendungen/?vor={HUGE}",
    f"/mitteilungen/?vor={ENDLESS}",
    f"/mitteilungen/?vor={HUGE}",
    f"/konto/ideen/?vor={ENDLESS}",
    f"/konto/ideen/?vor={HUGE}",
    f"/wiedervorlagen/neu/?art=idea&nr={HUGE}",
    f"/wiedervorlagen/neu/?art={NUL}&nr=1",
    f"/ideen/danke/{NUL}/",
    f"/ideen/unterstuetzen/{NUL}/",
)


@pytest.fixture(autouse=True)
def _mailbox(settings, tmp_path):
    settings.DEMO_MAILBOX = str(tmp_path)


@pytest.mark.parametrize("path", PUBLIC)
def test_a_hostile_address_gets_a_plain_no(client, path):
    IdeaFactory()

    response = client.get(path)

    assert response.status_code < 500


@pytest.mark.parametrize("path", STAFF)
def test_a_hostile_address_gets_staff_a_plain_no(client, sign_in, path):
    sign_in(client, make_staff(Role.COORDINATOR))

    response = client.get(path)

    assert response.status_code < 500


@pytest.mark.parametrize(
    "target",
    (
        "",
        "idea:",
        "idea:x",
        "idea:\u00b2",
        f"idea:{HUGE}",
        f"idea:{ENDLESS[:70]}",
        "../../",
    ),
)
@pytest.mark.parametrize("form", ("idea", "idea-edit"))
def test_a_draft_with_a_made_up_target_breaks_no_list(client, sign_in, form, target):
    sign_in(client, UserFactory())
    client.post(f"/entwuerfe/{form}/sichern/?ziel={target}", {"title": "x"})

    assert client.get("/entwuerfe/").status_code == 200


def test_a_region_of_endless_digits_is_no_region(client):
    response = client.post("/ideen/neu/", {"title": "x", "region": ENDLESS})

    assert response.status_code == 422
