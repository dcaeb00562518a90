"""The form: write first, sign in last; whatever goes wrong, nothing typed is lost."""

import uuid

import pytest
from brs_kb.payloads import get_all_payloads
from django.urls import reverse

from commons.drafts.models import Draft
from participation.ideas.models import Idea
from tests.factories.accounts import UserFactory
from tests.factories.pages import ContactFactory, ContactRegionFactory
from tests.factories.regions import AddressFactory, PlanningAreaFactory
from tests.participation.writing import (
    CREATE,
    SEND,
    dangers_in,
    text_of,
    typed,
    written,
)

pytestmark = pytest.mark.django_db


def errors_of(response):
    assert response.status_code == 422
    return {
        name: list(words) for name, words in response.context["form"].errors.items()
    }


def test_the_page_opens_for_everybody_and_writes_nothing(client):
    response = client.get(CREATE)

    assert response.status_code == 200
    assert "device" not in response.cookies
    assert "Ein Konto brauchen Sie dafür nicht." in text_of(response)


def test_somebody_signed_in_hands_in_at_once(client, sign_in):
    author = UserFactory()
    sign_in(client, author)

    response = client.post(CREATE, typed())

    idea = Idea.objects.get()
    assert response.url == reverse("ideas:idea-submitted", args=[idea.number])
    assert (idea.author, idea.title, idea.region.slug) == (
        author,
        "Mehr Bänke am Anger",
        "pankow-zentrum",
    )
    assert not Draft.objects.exists()
    receipt = text_of(client.get(response.url))
    assert idea.number in receipt
    assert "Teilen können Sie Ihre Idee, sobald sie veröffentlicht ist." in receipt


def test_a_receipt_is_only_for_the_author(client, sign_in):
    sign_in(client, UserFactory())
    client.post(CREATE, typed())
    number = Idea.objects.get().number
    sign_in(client, UserFactory())

    response = client.get(reverse("ideas:idea-submitted", args=[number]))

    assert response.status_code == 404


def test_a_preview_hands_in_nothing_before_the_second_click(client, sign_in):
    sign_in(client, UserFactory())
    fields = typed()

    response = client.post(CREATE, fields | {"vorschau": "1"})
    page = client.get(response.url)
    before = Idea.objects.count()
    client.post(SEND, {"key": fields["key"]})

    assert (response.url, before, Idea.objects.count()) == (SEND, 0, 1)
    assert "<strong>alt</strong>" in page.content.decode()


def test_an_anonymous_visitor_comes_to_the_choice_and_keeps_the_draft(client):
    response = client.post(CREATE, typed())

    assert response.url == SEND
    assert response.cookies["device"]["httponly"]
    assert Draft.objects.get().content["title"] == "Mehr Bänke am Anger"
    page = text_of(client.get(SEND))
    assert "Mit E-Mail-Adresse" in page
    assert "Ohne E-Mail-Adresse" in page


def test_errors_keep_everything_that_was_typed(client):
    fields = typed(title="", text="Mein langer <b>Text</b>", region="")

    response = client.post(CREATE, fields)

    assert errors_of(response) == {
        "title": ["Bitte füllen Sie dieses Feld aus."],
        "region": ["Bitte wählen Sie den Stadtteil."],
    }
    page = response.content.decode()
    assert "Mein langer &lt;b&gt;Text&lt;/b&gt;" in page
    assert fields["key"] in page
    assert Draft.objects.get().content["text"] == "Mein langer <b>Text</b>"


def test_a_title_of_121_letters_and_a_text_without_end_are_refused(client):
    response = client.post(CREATE, typed(title="x" * 121, text="y" * 10_001))

    assert sorted(errors_of(response)) == ["text", "title"]


def test_a_pasted_title_becomes_one_line(client, sign_in):
    sign_in(client, UserFactory())

    client.post(CREATE, typed(title="Mehr\r\nBänke\t am  Anger"))

    assert Idea.objects.get().title == "Mehr Bänke am Anger"


def test_an_address_gives_region_and_planning_area(client, sign_in):
    sign_in(client, UserFactory())
    area = PlanningAreaFactory()
    AddressFactory(
        street="Neulandweg", number=7, planning_area=area, region=area.region
    )

    client.post(CREATE, typed(place_kind="address", address="neulandweg 7", region=""))

    idea = Idea.objects.get()
    assert (idea.place_kind, idea.place_text, idea.region, idea.planning_area) == (
        "address",
        "Neulandweg 7, 13127 Berlin",
        area.region,
        area,
    )


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    (
        ({"address": ""}, "address", "Bitte geben Sie Straße und Hausnummer an."),
        (
            {"address": "Sonnenallee 1, 12047 Berlin"},
            "address",
            "Dieser Ort liegt nicht im Bezirk Pankow.",
        ),
        ({"address": "Xyzstraße 3"}, "address", "steht in keinem Verzeichnis"),
        (
            {"place_kind": "pin", "lat": "48.137", "lon": "11.575"},
            "place_kind",
            "Dieser Ort liegt nicht im Bezirk Pankow.",
        ),
        ({"place_kind": "pin"}, "place_kind", "Bitte setzen Sie einen Punkt"),
        ({"place_kind": "pin", "lat": "hier", "lon": "13"}, "lat", "eine Zahl"),
        ({"place_kind": "none", "region": ""}, "region", "Bitte wählen Sie"),
        ({"place_kind": "mond"}, "place_kind", "mond"),
    ),
)
def test_a_place_that_does_not_fit_is_told_at_its_field(client, changes, field, words):
    fields = typed(place_kind="address", region="") | changes

    response = client.post(CREATE, fields)

    told = errors_of(response)
    assert list(told) == [field]
    assert words in told[field][0]


def test_an_unknown_address_is_taken_with_a_chosen_stadtteil(client, sign_in):
    sign_in(client, UserFactory())

    client.post(CREATE, typed(place_kind="address", address="Neubauweg 3"))

    idea = Idea.objects.get()
    assert (idea.place_text, idea.region.slug) == ("Neubauweg 3", "pankow-zentrum")


def test_a_pin_with_a_comma_lies_in_its_region(client, sign_in):
    sign_in(client, UserFactory())
    pin = {"place_kind": "pin", "lat": "52,5698", "lon": "13,4040", "region": ""}

    client.post(CREATE, typed(place_note="am Brunnen", **pin))

    idea = Idea.objects.get()
    assert (idea.place_kind, idea.lat, idea.lon, idea.place_text) == (
        "pin",
        52.5698,
        13.404,
        "am Brunnen",
    )
    assert idea.east_m is not None


def test_the_page_says_in_which_stadtteil_a_place_lies(client):
    area = PlanningAreaFactory(name="Am Anger")
    AddressFactory(
        street="Neulandweg", number=7, planning_area=area, region=area.region
    )
    where = reverse("ideas:idea-place")

    known = client.get(where, {"place_kind": "address", "address": "Neulandweg 7"})
    outside = client.get(where, {"place_kind": "pin", "lat": "48.1", "lon": "11.5"})

    assert text_of(known) == f"Sie haben {area.region.name} gewählt (Am Anger)."
    assert "liegt nicht im Bezirk" in text_of(outside)


@pytest.mark.parametrize("where", (CREATE, SEND, "/ideen/neu/code/"))
def test_the_contact_of_the_region_stands_on_every_step(client, where):
    key = written(client)
    client.post(reverse("ideas:idea-send-mail"), {"key": key, "email": "a@example.org"})
    region = Draft.objects.get().content["region"]
    contact = ContactFactory(unit="SPK – Team am Brunnen", phone="(030) 90295-4711")
    contact_link = ContactRegionFactory._meta.model.objects
    contact_link.filter(region=region).delete()
    ContactRegionFactory(contact=contact, region_id=region)

    page = text_of(client.get(where))

    assert "(030) 90295-4711" in page
    assert "Montag 9–12 Uhr" in page
    assert "Wir lesen Ihre Idee bis zum" in page


def test_no_attack_survives_the_form_or_the_preview(client):
    payloads = [payload.payload for payload in get_all_payloads().values()]
    text = "\n\n".join(payload.replace("\x00", "") for payload in payloads)[:9_000]

    written(client, title='"><script>alert(1)</script>', text=text)
    pages = [client.get(where).content.decode() for where in (CREATE, SEND)]

    assert [dangers_in(page) for page in pages] == [[], []]


def test_a_nul_byte_is_no_server_error(client):
    response = client.post(CREATE, typed(title="Bank\x00"))

    assert list(errors_of(response)) == ["title"]


def test_a_form_without_key_is_shown_again(client):
    response = client.post(CREATE, typed(key="keiner"))

    assert list(errors_of(response)) == ["key"]


def test_a_filled_form_costs_few_queries(client, django_assert_num_queries):
    written(client)

    # Draft, topic, region, pictures, contact, two for similar ideas, the books of
    # cards and signposts; five are the strict client's own.
    with django_assert_num_queries(15):
        client.get(SEND)


def test_two_windows_with_own_keys_make_two_ideas(client, sign_in):
    sign_in(client, UserFactory())

    for _ in range(2):
        client.post(CREATE, typed(key=str(uuid.uuid4())))

    assert Idea.objects.count() == 2
