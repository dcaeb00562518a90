"""Codes, tokens and buttons: guessed, pressed twice, pressed from elsewhere."""

import base64
import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image, PngImagePlugin

from commons.accounts.enums import Role, Scope
from commons.accounts.grants import table_for
from commons.accounts.models import PlatformGrant
from commons.accounts.services import own_data, roles
from commons.errors import RuleViolation
from commons.files.models import StoredFile
from commons.files.services import storing
from commons.links import services as links
from commons.requests import DEVICE_COOKIE
from participation.ideas.models import Idea, SubmitCode
from participation.ideas.rules import MOST_IMAGES
from participation.ideas.services import pickup
from participation.referrals.enums import ReferralState
from participation.referrals.rules import LINK_PURPOSE
from tests.clients import StrictClient
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory, SubmissionFactory
from tests.factories.moderation import make_item
from tests.factories.referrals import ReferralFactory
from tests.participation.writing import ask_for_code, typed, written

pytestmark = pytest.mark.django_db
CODE = "/ideen/neu/code/"


def wrong_for(code):
    return f"{(int(code) + 1) % 10**6:06d}"


def test_a_code_is_guessed_five_times_at_most(client):
    key = written(client)
    code = ask_for_code(client, key)
    for _ in range(5):
        client.post(CODE, {"key": key, "code": wrong_for(code)})

    client.post(CODE, {"key": key, "code": code})

    assert not Idea.objects.exists()
    assert "_auth_user_id" not in client.session


def test_a_code_belongs_to_its_draft_and_device(client):
    code = ask_for_code(client, key := written(client), "opfer@example.org")
    thief = StrictClient()
    own = written(thief)

    for sent in (key, own):
        thief.post(CODE, {"key": sent, "code": code})

    assert "_auth_user_id" not in thief.session
    assert not Idea.objects.exists()


def test_new_drafts_give_no_new_guesses_at_an_address(client):
    for _ in range(7):
        browser = StrictClient()
        key = written(browser)
        browser.post("/ideen/neu/mit-mail/", {"key": key, "email": "opfer@example.org"})

    assert SubmitCode.objects.filter(address="opfer@example.org").count() == 5


def test_known_and_unknown_addresses_get_the_same_answer():
    UserFactory(email="da@example.org")
    answers = []
    for email in ("da@example.org", "neu@example.org"):
        browser = StrictClient()
        key = written(browser)
        response = browser.post("/ideen/neu/mit-mail/", {"key": key, "email": email})
        page = browser.get(response.url).content.decode()
        page = page.replace(email, "").replace(key, "")
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
        answers.append((response.status_code, response.url, page))

    assert answers[0] == answers[1]


def test_a_pick_up_code_is_guessed_only_so_often(client):
    code = pickup.code_for((idea := IdeaFactory(author=None)).draft_id)
    SubmissionFactory(idea=idea, claim_hash=pickup.hash_of(code))
    for number in range(20):
        client.post(
            "/ideen/abholen/", {"number": idea.number, "code": f"AAAA-BBBB-{number:04}"}
        )

    response = client.post("/ideen/abholen/", {"number": idea.number, "code": code})

    assert response.status_code == 422
    assert client.get(f"/ideen/abholen/{idea.number}/").status_code == 404


@pytest.mark.parametrize("device", ("", "{:043}"))
def test_neither_another_device_nor_another_network_guesses_faster(device):
    code = pickup.code_for((idea := IdeaFactory(author=None)).draft_id)
    SubmissionFactory(idea=idea, claim_hash=pickup.hash_of(code))

    def shows(typed, try_, network):
        client = Client(REMOTE_ADDR=f"192.0.2.{network}")
        client.cookies[DEVICE_COOKIE] = device.format(try_)
        fields = {"number": f" {idea.number.lower()}", "code": typed}
        return client.post("/ideen/abholen/", fields).status_code == 302

    for network in range(3):
        for try_ in range(20):
            shows(f"AAAA-BBBB-{try_:04}", try_, network)
        assert not shows(code, 20, network)

    assert not shows(code, 21, 3)


def test_a_pick_up_code_opens_one_idea_and_ends_with_its_owner(client, sign_in):
    idea, other = IdeaFactory(author=None), IdeaFactory(author=None)
    code = pickup.code_for(idea.draft_id)
    SubmissionFactory(idea=idea, claim_hash=pickup.hash_of(code))

    assert (
        client.post(
            "/ideen/abholen/", {"number": other.number, "code": code}
        ).status_code
        == 422
    )
    assert (
        client.post(
            "/ideen/abholen/", {"number": idea.number, "code": code}
        ).status_code
        == 302
    )
    assert client.get(f"/ideen/abholen/{other.number}/").status_code == 404
    pickup.take_over(idea, by=UserFactory())
    for path in ("abholen", "aendern", "zurueckziehen"):
        assert client.get(f"/ideen/{path}/{idea.number}/").status_code == 404


@pytest.mark.parametrize(
    "path", ("", "dossier/", "stellungnahme/", "rueckfrage/", "zurueckgeben/")
)
def test_a_link_of_one_case_opens_no_other(client, path):
    mine, other = ReferralFactory(), ReferralFactory()
    for referral in (mine, other):
        referral.link = links.grant(
            LINK_PURPOSE,
            "referral",
            referral.pk,
            recipient="a@example.org",
            expires_at=timezone.now() + timedelta(days=3),
        )
        referral.save()
    client.post(f"/vorgang/{links.token_of(mine.link)}/")

    assert client.get(f"/amt/vorgang/{mine.pk}/").status_code == 200
    assert client.get(f"/amt/vorgang/{other.pk}/{path}").status_code in {302, 404}
    client.post(f"/amt/vorgang/{other.pk}/eingang/")
    client.post(
        f"/amt/vorgang/{other.pk}/stellungnahme/", {"text": "x", "outcome": "done"}
    )
    other.refresh_from_db()
    assert other.state == ReferralState.SENT


def test_forged_posts_are_refused_everywhere():
    user = make_staff(Role.COORDINATOR)
    forger = Client(enforce_csrf_checks=True)
    forger.force_login(
        user, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    idea, item, referral = IdeaFactory(), make_item(), ReferralFactory()

    for path in (
        f"/ideen/unterstuetzen/{idea.number}/",
        "/ideen/neu/",
        "/ideen/neu/mit-mail/",
        "/ideen/neu/code/",
        "/ideen/abholen/",
        f"/moderation/{item.pk}/",
        reverse("moderation:contribution", args=["idea", idea.pk]),
        f"/weiterleitungen/{referral.pk}/zurueckrufen/",
        f"/antworten/{idea.number}/",
        "/konto/loeschen/",
        "/konto/login/",
        "/konto/logout/",
        "/konto/email/",
        "/konto/daten/herunterladen/",
        "/rollen/",
        "/entwuerfe/idea/sichern/",
        f"/melden/idea/{idea.pk}/",
    ):
        assert forger.post(path, {"x": 1}).status_code == 403, path


def test_a_support_is_one_however_often_it_is_sent(client, sign_in):
    idea, user = IdeaFactory(), UserFactory()
    sign_in(client, user)
    for _ in range(3):
        client.post(f"/ideen/unterstuetzen/{idea.number}/", {"wanted": "ja"})

    idea.refresh_from_db()
    assert idea.support_count == 1
    own = IdeaFactory(author=user)
    client.post(f"/ideen/unterstuetzen/{own.number}/", {"wanted": "ja"})
    own.refresh_from_db()
    assert own.support_count == 0


def test_one_draft_is_one_idea_however_often_it_is_sent(client, sign_in):
    sign_in(client, UserFactory())
    fields = typed()

    ways = {client.post("/ideen/neu/", fields).url for _ in range(3)}

    assert Idea.objects.count() == 1
    assert len(ways) == 1


def test_somebody_elses_key_hands_over_no_idea_and_no_code(client):
    own = written(writer := StrictClient())
    writer.post("/ideen/neu/ohne-mail/", {"key": own})
    idea = Idea.objects.get()
    thief = StrictClient()
    sign = UserFactory()
    thief.force_login(
        sign, backend="allauth.account.auth_backends.AuthenticationBackend"
    )

    thief.post("/ideen/neu/", typed(key=own))

    idea.refresh_from_db()
    assert idea.author is None
    assert thief.get(f"/ideen/danke/{idea.number}/").status_code == 404


def test_a_stale_version_and_a_second_click_decide_nothing(client, sign_in):
    item = make_item()
    sign_in(client, make_staff())
    fields = {"verdict": "publish", "schritt": "entscheiden"}
    path = f"/moderation/{item.pk}/"

    stale = client.post(path, fields | {"version": 7})
    assert stale.status_code == 409
    item.refresh_from_db()
    assert item.is_open


def uploaded(content, name="bild.png", mime="image/png"):
    return SimpleUploadedFile(name, content, mime)


def bomb():
    """50 million and some pixels in a few kilobytes."""
    content = BytesIO()
    Image.new("1", (8000, 6400)).save(content, "PNG")
    return content.getvalue()


def text_bomb():
    content, info = BytesIO(), PngImagePlugin.PngInfo()
    info.add_text("x", "a" * 60_000_000, zip=True)
    Image.new("RGB", (10, 10)).save(content, "PNG", pnginfo=info)
    return content.getvalue()


@pytest.mark.parametrize(
    "content",
    (
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<html><script>alert(1)</script>",
        b"GIF89a" + b"\0" * 50,
        b"%PDF-1.4",
        b"\x89PNG\r\n\x1a\n",
        b"",
        bomb(),
        text_bomb(),
        base64.b64decode("/9j/4AAQSkZJRg=="),
    ),
    ids=("svg", "html", "gif", "pdf", "png", "empty", "bomb", "text", "jpeg"),
)
def test_what_is_no_plain_picture_is_kept_nowhere(client, content):
    client.post(
        "/ideen/neu/", {**typed(), "pictures": uploaded(content), "hochladen": "1"}
    )

    assert not StoredFile.objects.exists()


def test_a_picture_loses_everything_but_its_pixels(client):
    content = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Geheimnis"
    Image.new("RGB", (60, 40), "red").save(
        content, "JPEG", exif=exif, comment=b"Geheimnis"
    )
    evil = content.getvalue() + b"<script>Geheimnis</script>"
    client.post(
        "/ideen/neu/",
        {
            **typed(),
            "pictures": uploaded(evil, "../../<b>.svg", "image/svg+xml"),
            "hochladen": "1",
        },
    )

    file = StoredFile.objects.get()
    response = client.get(file.get_absolute_url())
    assert response.headers["Content-Type"] == "image/jpeg"
    assert b"Geheimnis" not in response.content
    assert "/" not in file.name
    assert "<" not in file.name
    assert StrictClient().get(file.get_absolute_url()).status_code == 404


def test_cookies_and_headers_are_strict(client, sign_in):
    user = UserFactory()
    user.set_password("ein langes Passwort")
    user.save()
    client.post(
        "/konto/login/", {"login": user.email, "password": "ein langes Passwort"}
    )
    client.post("/sprache/", {"language": "en"})
    client.get("/token/")
    for name, cookie in client.cookies.items():
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name
    policy = StrictClient().get("/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "http:" not in policy.replace(django_settings.SOCKET_URL, "")
    assert StrictClient().get("/").headers["X-Frame-Options"] == "DENY"


def test_a_session_known_before_the_pick_up_is_worth_nothing(client):
    code = pickup.code_for((idea := IdeaFactory(author=None)).draft_id)
    SubmissionFactory(idea=idea, claim_hash=pickup.hash_of(code))
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["session"] = planted = session.session_key

    client.post("/ideen/abholen/", {"number": idea.number, "code": code})

    thief = StrictClient()
    thief.cookies["session"] = planted
    assert client.get(f"/ideen/abholen/{idea.number}/").status_code == 200
    assert thief.get(f"/ideen/abholen/{idea.number}/").status_code == 404


def test_a_hundred_uploads_are_not_all_decoded(client, monkeypatch):
    seen = []
    real = storing.re_encode

    def counted(*given):
        seen.append(given)
        return real(*given)

    monkeypatch.setattr(storing, "re_encode", counted)
    pictures = [uploaded(b"no picture", f"{number}.png") for number in range(50)]

    client.post("/ideen/neu/", {**typed(), "pictures": pictures, "hochladen": "1"})

    assert len(seen) == MOST_IMAGES + 1


def test_an_erased_admin_is_no_other_admin():
    last, erased, by = make_staff(Role.ADMIN), make_staff(Role.ADMIN), make_staff()
    own_data.erase(erased)
    given = PlatformGrant.objects.get(user=last)

    with pytest.raises(RuleViolation):
        roles.withdraw(given, table=table_for(Scope.PLATFORM), by=by)
