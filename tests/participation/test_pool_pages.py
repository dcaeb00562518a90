"""The pool as residents, houses and the desk see it."""

import uuid

import pytest
from django.urls import reverse

from commons.verbs import registry
from neighbourhood.regions.models import Region
from participation.moderation.enums import Publication
from participation.pool.enums import ResourceKind, Side
from participation.pool.models import Inquiry, Offer
from participation.pool.services import offering
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.networks import make_house, speaker_of
from tests.factories.pool import OfferFactory

pytestmark = pytest.mark.django_db
LIST = reverse("pool:offer-list")
CANARY = "Kanarienvogel"


def titles(page):
    return [offer.title for offer in page.context["page"].offers]


@pytest.mark.parametrize("count", (1, 30))
def test_the_list_costs_two_queries(client, count, django_assert_num_queries):
    house = make_house()
    for _ in range(count):
        OfferFactory(actor=house)

    with django_assert_num_queries(2 + STRICT_QUERIES):
        page = client.get(LIST)

    assert len(page.context["page"].offers) == min(count, 24)


def test_pages_follow_each_other_without_a_gap(client):
    made = {OfferFactory().title for _ in range(30)}

    first = client.get(LIST)
    second = client.get(first.context["next_url"])

    assert set(titles(first)) | set(titles(second)) == made
    assert (len(titles(second)), second.context["next_url"]) == (6, "")


@pytest.mark.parametrize(
    ("query", "found"),
    (
        ("", {"Werkraum", "Leiter", "Chor sucht Raum"}),
        ("seite=angebote", {"Werkraum", "Leiter"}),
        ("seite=gesuche", {"Chor sucht Raum"}),
        ("art=geraet", {"Leiter"}),
        ("art=raum&art=geraet", {"Werkraum", "Leiter", "Chor sucht Raum"}),
        ("q=leit", {"Leiter"}),
        ("q=chor raum", {"Chor sucht Raum"}),
        ("bis=2026-12-31", {"Werkraum", "Leiter"}),
        ("stadtteil=nirgendwo&art=unsinn&ab=x_y&von=gestern", None),
    ),
)
def test_the_address_narrows_and_is_never_an_error(client, query, found):
    OfferFactory(title="Werkraum")
    OfferFactory(title="Leiter", kind=ResourceKind.TOOL)
    OfferFactory(title="Chor sucht Raum", side=Side.REQUEST, from_on="2027-03-01")

    page = client.get(f"{LIST}?{query}")

    assert set(titles(page)) == (found or {"Werkraum", "Leiter", "Chor sucht Raum"})


def test_what_is_for_the_whole_district_is_found_in_each_stadtteil(client):
    first, second = Region.objects.order_by("number")[:2]
    OfferFactory(title="Hier", region=first)
    OfferFactory(title="Überall", region=None)

    page = client.get(f"{LIST}?stadtteil={second.slug}")

    assert titles(page) == ["Überall"]


HIDDEN_STATES = (
    *(Publication.SUBMITTED, Publication.CHANGES_REQUESTED, Publication.DECLINED),
    *(Publication.HIDDEN, Publication.REMOVED, Publication.WITHDRAWN),
)


@pytest.mark.parametrize("state", HIDDEN_STATES)
def test_what_is_not_public_is_nowhere(client, sign_in, state):
    offer = OfferFactory(title=CANARY, publication=state)
    pages = [LIST, offer.get_absolute_url(), offer.region.get_absolute_url()]
    pages += [reverse("pool:offer-week", args=[offer.pk])]
    pages += [f"{reverse('search:search-show')}?q={CANARY}"]

    answers = [client.get(page) for page in pages]
    stranger = sign_in(client, UserFactory()).get(offer.get_absolute_url())

    assert [answer.status_code for answer in answers] == [200, 404, 200, 404, 200]
    assert all(f">{CANARY}<" not in answer.text for answer in answers)
    assert stranger.status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    (("author", 200), ("staff", 200), ("colleague", 404), ("anonymous", 404)),
)
def test_who_sees_what_waits(client, sign_in, who, status):
    offer = OfferFactory(publication=Publication.SUBMITTED)
    people = {
        "author": offer.author,
        "staff": make_staff(),
        "colleague": UserFactory(),
    }
    if who in people:
        sign_in(client, people[who])

    assert client.get(offer.get_absolute_url()).status_code == status


def test_an_ended_entry_is_seen_by_its_keepers_alone(client, sign_in):
    offer = OfferFactory()
    offering.end(offer, by=offer.author)

    public = client.get(offer.get_absolute_url()).status_code
    own = sign_in(client, offer.author).get(offer.get_absolute_url()).status_code

    assert (public, own) == (404, 200)


MANAGING = ("offer-edit", "offer-renew", "offer-withdraw", "calendar-connect")


@pytest.mark.parametrize("page", MANAGING)
@pytest.mark.parametrize(
    ("who", "status"),
    (
        *(("anonymous", 302), ("stranger", 403), ("author", 200)),
        *(("owner", 200), ("editor", 200), ("member", 403)),
    ),
)
def test_who_looks_after_an_entry(client, sign_in, page, who, status):
    actor = make_house()
    is_own = who in {"author", "stranger", "anonymous"}
    offer = OfferFactory() if is_own else OfferFactory(actor=actor)
    if who == "author":
        sign_in(client, offer.author)
    elif who == "stranger":
        sign_in(client, UserFactory())
    elif who != "anonymous":
        sign_in(client, speaker_of(actor, level=who))

    assert client.get(reverse(f"pool:{page}", args=[offer.pk])).status_code == status


def posted(**fields):
    return {
        "key": uuid.uuid4(),
        "kind": "tool",
        "title": "Drei Klapptische",
        "text": "Stabil.",
        "quantity": 3,
        "region": "",
    } | fields


def test_an_entry_is_written_by_post(client, sign_in):
    person = UserFactory()
    sign_in(client, person)

    answer = client.post(reverse("pool:offer-create", args=["angebot"]), posted())

    offer = Offer.objects.get()
    assert answer.url == offer.get_absolute_url()
    assert (offer.author, offer.quantity, offer.side) == (person, 3, "offer")
    assert "Wir lesen den Eintrag" in client.get(answer.url).text


def test_who_speaks_for_a_house_writes_for_it(client, sign_in):
    actor = make_house()
    sign_in(client, speaker_of(actor))
    stranger = make_house(name="Fremdes Haus", slug="fremd")
    url = reverse("pool:offer-create", args=["gesuch"])

    refused = client.post(url, posted(actor=stranger.pk))
    client.post(url, posted(actor=actor.pk))

    assert refused.status_code == 422
    assert (Offer.objects.get().actor, Offer.objects.get().is_public) == (actor, True)


@pytest.mark.parametrize(
    ("fields", "name"),
    (
        ({"kind": "helper", "is_bookable": "on"}, "is_bookable"),
        ({"kind": "room", "is_bookable": "on"}, "quantity"),
        ({"is_bookable": "on", "opens_at": "09:00"}, "closes_at"),
        (
            {"is_bookable": "on", "opens_at": "20:00", "closes_at": "09:00"},
            "closes_at",
        ),
        ({"until_on": "2020-01-01"}, "until_on"),
        ({"quantity": 0}, "quantity"),
        ({"title": "  "}, "title"),
    ),
)
def test_the_form_says_what_is_wrong(client, sign_in, fields, name):
    sign_in(client, UserFactory())
    url = reverse("pool:offer-create", args=["angebot"])

    answer = client.post(url, posted(**fields))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [name]


def test_it_still_holds_with_one_click(client, sign_in):
    offer = OfferFactory()
    sign_in(client, offer.author)
    url = reverse("pool:offer-renew", args=[offer.pk])

    client.post(url, {"nicht-mehr": "1"})
    ended = Offer.objects.get().is_ended
    client.post(url)

    assert (ended, Offer.objects.get().is_ended) == (True, False)


def test_a_message_reaches_the_keepers_alone(client, sign_in):
    offer = OfferFactory(kind=ResourceKind.HELPER, is_bookable=False)
    writer = UserFactory()
    sign_in(client, writer)
    url = reverse("pool:inquiry-create", args=[offer.pk])
    words = {"key": uuid.uuid4(), "text": CANARY, "contact": "030 9018"}

    client.post(url, words)
    client.post(url, words)
    own = client.get(offer.get_absolute_url()).text
    keepers = sign_in(client, offer.author).get(offer.get_absolute_url()).text

    inquiry = Inquiry.objects.get()
    verb = registry.get("offer.inquired")
    who = list(verb.audience(inquiry, {}))
    assert [each.user_id for each in who] == [offer.author_id]
    assert CANARY in str(verb.tell(inquiry, {}, who[0]).text)
    assert (CANARY in own, CANARY in keepers) == (False, True)


def test_nobody_writes_to_themselves(client, sign_in):
    offer = OfferFactory()
    sign_in(client, offer.author)

    answer = client.get(reverse("pool:inquiry-create", args=[offer.pk]))

    assert answer.status_code == 403


def test_the_stadtteil_shows_what_is_new_in_its_pool(client):
    offer = OfferFactory(title="Lastenrad am Platz")

    page = client.get(offer.region.get_absolute_url())

    assert "Lastenrad am Platz" in page.text


@pytest.mark.parametrize("count", (1, 30))
def test_ones_own_page_costs_the_same(
    client, sign_in, count, django_assert_num_queries
):
    person = UserFactory()
    for _ in range(count):
        OfferFactory(author=person)
    sign_in(client, person)
    client.get(reverse("pool:pool-mine"))

    with django_assert_num_queries(6 + STRICT_QUERIES):
        page = client.get(reverse("pool:pool-mine"))

    assert len(page.context["own"].entries) == count
