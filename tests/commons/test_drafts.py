"""What people have begun to write is theirs, on the server, and gone after a month."""

import io
import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from commons import schedule
from commons.drafts import registry, services as drafts, tasks
from commons.drafts.models import Draft
from commons.errors import RuleViolation
from commons.files.models import StoredFile
from commons.tokens import hash_of, new_token

pytestmark = pytest.mark.django_db
SAVE = "/entwuerfe/notiz/sichern/"


@pytest.fixture(autouse=True)
def _form(monkeypatch):
    reverse("home")  # loads all views: what they register must outlive this test
    monkeypatch.setattr(registry, "_forms", {})
    registry.register(
        "notiz", "Notiz", lambda draft: f"/notiz/{draft.target}", {"title", "tags"}
    )


@pytest.fixture
def user(django_user_model):
    return django_user_model.objects.create_user("schreibt@example.org")


@pytest.fixture
def other(django_user_model):
    return django_user_model.objects.create_user("andere@example.org")


def account(user):
    return SimpleNamespace(user_id=user.pk, device="", user=user)


def device(token="a"):
    return SimpleNamespace(user_id=None, device=hash_of(token), user=None)


def save(visitor, target="", **content):
    return drafts.save(visitor, form="notiz", target=target, content=content)


def refusal_of(visitor, form="notiz", **content):
    with pytest.raises(RuleViolation) as refusal:
        drafts.save(visitor, form=form, content=content)
    return refusal.value.code


def test_saving_again_overwrites_the_one_draft(user):
    first = save(account(user), title="Mehr")
    second = save(account(user), title="Mehr Bäume")

    assert first.pk == second.pk
    assert first.key == second.key
    assert drafts.find(account(user), "notiz").content == {"title": "Mehr Bäume"}


def test_each_target_has_a_draft_of_its_own(user):
    save(account(user), title="eins")
    save(account(user), target="idea:1", title="zwei")

    assert drafts.find(account(user), "notiz", "idea:1").content == {"title": "zwei"}
    assert Draft.objects.count() == 2


def test_nobody_else_finds_a_draft(user, other):
    save(account(user), title="x")
    save(device("a"), title="y")

    assert drafts.find(account(other), "notiz") is None
    assert drafts.find(device("b"), "notiz") is None
    assert drafts.find(SimpleNamespace(user_id=None, device=""), "notiz") is None
    assert drafts.find(device("a"), "notiz").content == {"title": "y"}


def test_only_known_fields_are_kept_and_only_plain_values(user):
    draft = drafts.save(
        account(user),
        form="notiz",
        content={
            "title": "a\x00b\ud800c",
            "tags": ["x", {"a": 1}, 3],
            "csrfmiddlewaretoken": "t",
            "password": "p",
            "_earlier": "forged",
        },
    )

    draft.refresh_from_db()
    assert draft.content == {"title": "abc", "tags": ["x", 3]}


def test_what_cannot_be_kept_is_refused(user):
    assert refusal_of(account(user), form="unbekannt", title="x") == "unknown_form"
    assert refusal_of(account(user), title="x" * 70_000) == "too_large"
    assert (
        refusal_of(SimpleNamespace(user_id=None, device=""), title="x") == "no_device"
    )


def test_a_form_may_not_use_our_names():
    with pytest.raises(ValueError, match="are ours"):
        registry.register("x", "X", lambda draft: "/", {"_earlier"})


@pytest.mark.parametrize(
    "change", ({"device_hash": None}, {"device_hash": "x", "owner": True})
)
def test_the_table_wants_an_account_or_a_device(user, change):
    draft = save(device())
    values = change | ({"owner": user} if "owner" in change else {})

    with pytest.raises(IntegrityError), transaction.atomic():
        Draft.objects.filter(pk=draft.pk).update(**values)


def test_signing_in_takes_what_was_just_written_along(user):
    draft = save(device("a"), title="Mehr Bäume")

    assert drafts.adopt(hash_of("a"), user) == 1

    assert drafts.find(account(user), "notiz").key == draft.key
    assert drafts.find(device("a"), "notiz") is None


def test_what_others_wrote_on_a_shared_device_yesterday_stays_behind(user):
    draft = save(device("a"), title="fremd")
    yesterday = timezone.now() - timedelta(hours=25)
    Draft.objects.filter(pk=draft.pk).update(updated_at=yesterday, created_at=yesterday)

    assert drafts.adopt(hash_of("a"), user) == 0
    assert drafts.adopt("", user) == 0

    assert drafts.find(account(user), "notiz") is None


@pytest.mark.parametrize("is_device_later", (True, False))
def test_where_two_drafts_meet_the_later_goes_on_and_nothing_is_lost(
    user, is_device_later
):
    own = save(account(user), title="zu Hause")
    arriving = save(device("a"), title="unterwegs")
    if not is_device_later:
        earlier = own.updated_at - timedelta(hours=1)
        Draft.objects.filter(pk=arriving.pk).update(
            updated_at=earlier, created_at=earlier
        )

    drafts.adopt(hash_of("a"), user)

    draft = Draft.objects.get()
    later, before = (
        ("unterwegs", "zu Hause") if is_device_later else ("zu Hause", "unterwegs")
    )
    assert draft.content["title"] == later
    assert draft.earlier["content"] == {"title": before}
    assert save(account(user), title="weiter").earlier["content"] == {"title": before}


def picture():
    out = io.BytesIO()
    Image.new("RGB", (20, 10), "green").save(out, "JPEG")
    return SimpleUploadedFile("baum.jpg", out.getvalue())


@pytest.fixture
def _own_folder(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }


@pytest.mark.usefixtures("_own_folder")
def test_pictures_of_a_draft_are_seen_only_by_its_author(client, sign_in, user, other):
    file = drafts.add_image(save(account(user), title="x"), picture(), by=user)

    assert client.get(file.get_absolute_url()).status_code == 404
    sign_in(client, other)
    assert client.get(file.get_absolute_url()).status_code == 404
    sign_in(client, user)
    assert client.get(file.get_absolute_url()).status_code == 200


@pytest.mark.usefixtures("_own_folder")
def test_pictures_of_a_device_are_seen_on_that_device(client):
    token = new_token()
    file = drafts.add_image(save(device(token), title="x"), picture(), by=None)
    client.cookies["device"] = token

    assert client.get(file.get_absolute_url()).status_code == 200
    client.cookies["device"] = new_token()
    assert client.get(file.get_absolute_url()).status_code == 404


@pytest.mark.usefixtures("_own_folder")
def test_a_draft_holds_ten_pictures_and_lets_them_go(user):
    draft = save(account(user), title="x")
    added = [drafts.add_image(draft, picture(), by=user) for _ in range(10)]

    with pytest.raises(RuleViolation) as refusal:
        drafts.add_image(draft, picture(), by=user)
    drafts.remove_file(draft, added[0])

    assert refusal.value.code == "too_many_files"
    assert draft.files.count() == 9
    assert not StoredFile.objects.filter(pk=added[0].pk).exists()


def test_drafts_untouched_for_thirty_days_are_forgotten(user):
    save(account(user), title="x")
    now = timezone.now()

    assert drafts.forget_untouched(now + timedelta(days=29)) == 0
    assert drafts.forget_untouched(now + timedelta(days=31)) == 1


def test_the_beat_forgets_them_each_night(user):
    old = timezone.now() - timedelta(days=31)
    save(account(user), title="x")
    Draft.objects.update(created_at=old, updated_at=old)

    assert "drafts.forget_untouched" in {each.task for each in schedule.entries()}
    tasks.forget_untouched()

    assert not Draft.objects.exists()


def test_a_device_gets_its_cookie_with_its_first_draft(client):
    response = client.post(SAVE, {"title": "Mehr", "tags": ["a", "b"], "other": "x"})

    assert response.status_code == 200
    assert response.json()["saved_at"] == Draft.objects.get().updated_at.isoformat()
    assert Draft.objects.get().content == {"title": "Mehr", "tags": ["a", "b"]}
    cookie = response.cookies["device"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert Draft.objects.get().device_hash == hash_of(cookie.value)
    again = client.post(SAVE, {"title": "Mehr Bäume"})
    assert "device" not in again.cookies
    assert Draft.objects.get().content == {"title": "Mehr Bäume"}


def test_an_account_needs_no_cookie_and_json_is_as_good(client, sign_in, user):
    sign_in(client, user)

    response = client.post(
        f"{SAVE}?ziel=idea:7",
        json.dumps({"title": "x"}),
        content_type="application/json",
    )

    assert response.status_code == 200
    assert "device" not in response.cookies
    assert drafts.find(account(user), "notiz", "idea:7").content == {"title": "x"}


@pytest.mark.parametrize(
    ("address", "content", "status", "code"),
    (
        (SAVE, "{", 400, "unreadable"),
        (SAVE, "[1]", 400, "unreadable"),
        (SAVE, "[" * 100_000, 400, "unreadable"),
        (f"{SAVE}?ziel={'x' * 210}", "{}", 400, "unreadable"),
        (SAVE, json.dumps({"title": "x" * 70_000}), 409, "too_large"),
    ),
)
def test_what_is_no_draft_is_refused_with_its_reason(
    client, address, content, status, code
):
    response = client.post(address, content, content_type="application/json")

    assert (response.status_code, response.json()["code"]) == (status, code)
    assert Draft.objects.count() == 0


def test_unknown_forms_get_and_forged_posts_are_refused():
    client = Client(enforce_csrf_checks=True)

    assert client.post("/entwuerfe/fremd/sichern/").status_code in {403, 404}
    assert client.get(SAVE).status_code == 405
    assert client.post(SAVE, {"title": "x"}).status_code == 403
    assert Client().post("/entwuerfe/fremd/sichern/").status_code == 404


@pytest.mark.parametrize("count", (1, 30))
def test_the_list_shows_ones_own_drafts_and_what_they_replaced(
    client, sign_in, user, other, django_assert_num_queries, count
):
    for number in range(count):
        save(account(user), target=str(number), title=f"Idee <{number}>")
    save(account(other), title="fremd")
    save(device("a"), target="0", title="neuer")
    drafts.adopt(hash_of("a"), user)
    sign_in(client, user)
    client.get(reverse("drafts:draft-list"))  # the session is in the cache now

    with django_assert_num_queries(9):  # five of them the strict client's
        page = client.get(reverse("drafts:draft-list")).content.decode()

    assert "neuer" in page
    assert "Idee &lt;0&gt;" in page
    assert "fremd" not in page
    assert page.count(">Löschen<") == count


def test_without_drafts_the_list_says_so(client):
    assert "Keine Entwürfe" in client.get(reverse("drafts:draft-list")).content.decode()


def test_a_draft_is_deleted_only_by_its_author(client, sign_in, user, other):
    draft = save(account(user), title="x")
    address = reverse("drafts:draft-delete", args=[draft.key])

    assert client.post(address).status_code == 404
    sign_in(client, other)
    assert client.post(address).status_code == 404
    sign_in(client, user)
    assert client.post(address).status_code == 302
    assert Draft.objects.count() == 0
