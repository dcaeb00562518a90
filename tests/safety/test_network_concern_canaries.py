"""A concern is said to the SPK and to nobody else outside; the calendar to members."""

import pytest
from django.urls import reverse

from commons.search.models import SearchRow
from participation.networks.enums import Visibility
from participation.networks.services import calendar_keys
from tests.factories.meetings import want
from tests.safety.network_world import BIRD, INSIDE, NAME, OUTSIDE, build
from tests.safety.test_network_canaries import client_of

pytestmark = pytest.mark.django_db

# Said to the SPK; NAME is then said to it, too, for somebody has to be answered.
CONCERN = "Nachtigall"
CLOSED = (Visibility.MEMBERS, Visibility.HIDDEN)


def world_with_concern(visibility):
    world = build(visibility)
    by = world.people["coordinator"]
    concern = want(world.network, title=CONCERN, by=by)
    world.values["concern"] = concern.pk
    return world


def pages(world):
    """Where a concern or a date might be said, by whoever guesses a number."""
    numbers = {"network": world.network.pk, **world.values}
    named = {
        "network": ("concern-list", "concern-create", "date-list", "network-calendar"),
        "concern": ("concern-show", "concern-bring", "concern-answer"),
        "date": ("date-show", "date-edit", "date-calendar"),
    }
    for key, names in named.items():
        for name in names:
            yield reverse(f"networks:{name}", args=[numbers[key]])
    for name in ("report-show", "report-docx", "report-xlsx"):
        yield reverse(f"pool:{name}", args=["netzwerk", world.network.pk])
    for kind in ("concern", "network_date"):
        pk = numbers[kind.rpartition("_")[2]]
        yield f"/verfolgen/{kind}/{pk}/"
        yield f"/wiedervorlagen/neu/?art={kind}&nr={pk}"
    yield from ("/", "/heute/", "/runden/", "/mitteilungen/", "/konto/daten/")
    yield from ("/netzwerke/", "/netzwerke/anliegen/", "/netzwerke/ueberblick/")
    yield world.network.region.get_absolute_url()


def sung(client, world, words):
    found = set()
    for path in pages(world):
        body = client.get(path).content.decode(errors="replace")
        found |= {(path, word) for word in words if word in body}
    return found


@pytest.mark.parametrize("visibility", CLOSED)
@pytest.mark.parametrize("role", (*OUTSIDE, "admin"))
def test_nobody_else_outside_hears_of_a_concern(visibility, role):
    world = world_with_concern(visibility)
    words = (CONCERN, BIRD, *((NAME,) if visibility == Visibility.HIDDEN else ()))

    assert sung(client_of(world, role), world, words) == set()


@pytest.mark.parametrize("visibility", CLOSED)
def test_the_spk_hears_the_concern_and_nothing_else_from_inside(visibility):
    world = world_with_concern(visibility)
    client = client_of(world, "moderator")
    page = reverse("networks:concern-show", args=[world.values["concern"]])

    assert CONCERN in client.get(page).text
    assert sung(client, world, (BIRD,)) == set()


def test_the_search_finds_neither_concerns_nor_dates():
    world_with_concern(Visibility.OPEN)

    kinds = set(SearchRow.objects.values_list("kind", flat=True))

    assert not kinds & {"concern", "network_date"}


@pytest.mark.parametrize("role", INSIDE)
def test_who_is_inside_hears_the_concern(role):
    world = world_with_concern(Visibility.HIDDEN)
    page = reverse("networks:concern-list", args=[world.network.pk])

    assert CONCERN in client_of(world, role).get(page).text


@pytest.mark.parametrize("visibility", CLOSED)
def test_the_calendar_of_who_is_no_longer_inside_is_silent(visibility):
    world = build(visibility)
    left = world.people["left"]
    token = calendar_keys.renew(world.network, by=left)

    answer = client_of(world, "anonymous").get(
        reverse("networks:calendar-feed", args=[token])
    )

    assert answer.status_code == 404
    assert BIRD not in answer.text
    assert NAME not in answer.text
