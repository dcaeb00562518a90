"""Pictures of an idea: kept with the draft, described, seen by those who may."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commons.drafts.models import Draft
from commons.files.models import StoredFile
from participation.ideas.models import Idea
from participation.moderation.enums import Verdict
from participation.moderation.models import QueueItem
from participation.moderation.services import decide
from tests.clients import StrictClient
from tests.factories.accounts import UserFactory, make_staff
from tests.participation.writing import (
    CREATE,
    SEND,
    picture,
    text_of,
    typed,
    written,
)

pytestmark = pytest.mark.django_db
BACK = f"{CREATE}#bilder"


def upload(client, *pictures, **fields):
    return client.post(CREATE, typed(**fields) | {"pictures": list(pictures)})


def kept():
    return [file.key.hex for file in Draft.objects.get().files.order_by("pk")]


def test_chosen_pictures_go_up_at_once_and_come_back_with_their_words(client):
    response = upload(client, picture(), picture("baum.png", kind="PNG"), hochladen="1")
    first, second = kept()

    client.post(
        CREATE, typed(picture=[first, second], alt_text=["Die Bank", "Der Baum"])
    )
    page = client.get(CREATE).content.decode()

    assert response.url == BACK
    assert 'value="Die Bank"' in page
    assert page.index(first) < page.index(second)


def test_new_pictures_ask_for_words_before_it_goes_on(client, sign_in):
    sign_in(client, UserFactory())

    response = upload(client, picture())
    page = text_of(client.get(CREATE))
    client.post(CREATE, typed(picture=kept(), alt_text=["Die Bank"]))

    assert response.url == BACK
    assert "Beschreiben Sie sie bitte noch kurz." in page
    image = Idea.objects.get().images.get()
    assert (image.alt_text, image.stored_file.purpose) == ("Die Bank", "idea-image")


def test_pictures_stay_when_something_else_is_wrong(client):
    response = upload(client, picture(), title="")

    assert response.status_code == 422
    assert kept()[0] in response.content.decode()


def test_a_picture_comes_nearer_to_the_front_with_its_words(client, sign_in):
    sign_in(client, UserFactory())
    upload(client, picture(colour="red"), picture(colour="blue"), hochladen="1")
    first, second = kept()
    both = {"picture": [first, second], "alt_text": ["rot", "blau"]}

    response = client.post(CREATE, typed(**both) | {"nach-vorn": second})
    kept_order = Draft.objects.get().content
    client.post(CREATE, typed(**both) | {"nach-vorn": first})

    assert response.url == BACK
    assert kept_order["picture"] == [second, first]
    assert kept_order["alt_text"] == ["blau", "rot"]
    assert Draft.objects.get().content["picture"] == [first, second]


def test_a_script_gets_the_pictures_alone_and_why_one_is_refused(client):
    broken = SimpleUploadedFile("plan.jpg", b"%PDF-1.7", content_type="image/jpeg")
    fields = typed(hochladen="1", title="")

    answers = [
        client.post(
            CREATE, fields | {"pictures": [file]}, headers={"HX-Request": "true"}
        )
        for file in (picture(), broken)
    ]
    pages = [answer.content.decode() for answer in answers]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert ["<html" in page for page in pages] == [False, False]
    assert ["field-error" in page for page in pages] == [False, True]
    assert "plan.jpg: Das ist kein Bild" in pages[1]
    assert all(kept()[0] in page for page in pages)


def test_a_picture_is_taken_out_by_its_button(client):
    upload(client, picture(colour="red"), picture(colour="blue"), hochladen="1")
    first, second = kept()

    response = client.post(
        CREATE, typed(picture=[first, second], alt_text=["", ""], entfernen=first)
    )

    assert (response.url, kept()) == (BACK, [second])
    assert StoredFile.objects.count() == 1


def test_five_pictures_are_the_most(client):
    colours = ("red", "green", "blue", "white", "black", "yellow")

    response = upload(client, *(picture(colour=colour) for colour in colours))

    assert "Mehr als fünf Bilder sind nicht möglich." in text_of(response)
    assert len(kept()) == 5


@pytest.mark.parametrize(
    ("name", "content"),
    (
        ("text.jpg", b"keine Bilddaten"),
        ("leer.png", b"\x89PNG\r\n\x1a\n"),
        ("../../böse.svg", b"<svg onload=alert(1)/>"),
        ('"><script>.jpg', b"GIF89a"),
    ),
)
def test_what_is_no_picture_is_named_and_refused(client, name, content):
    upload_file = SimpleUploadedFile(name, content, "image/jpeg")

    response = upload(client, upload_file)

    assert response.status_code == 422
    assert "Das ist kein Bild im Format JPEG, PNG oder WebP" in text_of(response)
    assert "<script>.jpg" not in response.content.decode()
    assert kept() == []


def test_somebody_else_s_picture_can_not_be_added_by_its_key(client):
    other = StrictClient()
    other.post(CREATE, typed() | {"pictures": [picture()]})
    stolen = StoredFile.objects.get().key.hex

    client.post(CREATE, typed(picture=[stolen], alt_text=["meins"]))
    page = client.get(SEND).content.decode()

    assert stolen not in page.replace("-", "")


def test_pictures_of_a_draft_are_seen_on_its_device_alone(client):
    written(client)
    upload(client, picture(), hochladen="1")
    address = StoredFile.objects.get().small_url

    seen = [browser.get(address).status_code for browser in (client, StrictClient())]

    assert seen == [200, 404]


def test_pictures_of_an_idea_are_seen_once_it_is_published(client, sign_in):
    sign_in(client, UserFactory())
    upload(client, picture(), hochladen="1")
    client.post(CREATE, typed(picture=kept(), alt_text=["Die Bank"]))
    address, visitor = StoredFile.objects.get().small_url, StrictClient()

    before = visitor.get(address).status_code
    decide(QueueItem.objects.get(), verdict=Verdict.PUBLISH, version=1, by=make_staff())
    after = visitor.get(address)

    assert (before, after.status_code) == (404, 200)
    assert after.headers["Cache-Control"].startswith("public")


def test_the_desk_shows_pictures_with_their_words(client, sign_in):
    sign_in(client, UserFactory())
    upload(client, picture(), hochladen="1")
    client.post(CREATE, typed(picture=kept(), alt_text=["Die Bank"]))
    sign_in(client, make_staff())

    page = client.get(QueueItem.objects.get().get_absolute_url())

    assert 'alt="Die Bank"' in page.content.decode()
    assert reverse("files:file-show", args=[StoredFile.objects.get().key]) in (
        page.content.decode()
    )
