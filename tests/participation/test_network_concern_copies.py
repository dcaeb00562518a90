"""Words that a redaction takes out of a network are gone from its dates and concerns;
an account that goes leaves none of its name there.
"""

import pytest

from commons import copies
from commons.accounts.services import own_data
from commons.copies import About
from neighbourhood.rounds.models import Round
from participation.networks.models import (
    CalendarKey,
    Concern,
    NetworkDate,
    Post,
)
from participation.networks.services import calendar_keys
from tests.factories.meetings import bring, company, decide, meet, want

pytestmark = pytest.mark.django_db
BIRD = "Tirili"


def columns(about):
    """What is registered of dates, concerns and their rounds, as one text."""
    return " ".join(
        str(getattr(row, name))
        for known in copies.all_copies()
        if known.model in {"networks.NetworkDate", "networks.Concern", "rounds.Round"}
        for row in known.rows(about, None)
        for name in known.fields
    )


def about_of(kind, *rows):
    ids = {kind: frozenset(row.pk for row in rows)}
    return About(ids=ids, changed=ids)


def sung(network, by):
    """A bird in each column, and in one of a network beside it."""
    meet(network, title=BIRD, by=by, place_text=BIRD, words=BIRD)
    row = bring(want(network, title=f"{BIRD} am Weg", by=by))
    decide(row, words=f"Fragen Sie {BIRD}.")


@pytest.mark.parametrize("kind", ("network", "network_post"))
def test_each_column_is_found_from_the_network_and_from_its_posts(kind):
    network, coordinator, _member = company()
    sung(network, coordinator)
    post = Post.objects.get(network=network)
    about = about_of(kind, network if kind == "network" else post)

    text = columns(about)

    assert text.count(BIRD) == 6
    assert columns(about_of("idea", network)) == ""


def test_what_stands_in_another_network_is_left_alone():
    network, coordinator, _member = company()
    other, its_coordinator, _its_member = company()
    sung(other, its_coordinator)
    meet(network, title="Runde", by=coordinator)

    assert BIRD not in columns(about_of("network", network))


def test_an_account_that_goes_leaves_its_dates_and_concerns_to_the_network():
    network, coordinator, _member = company()
    date, concern = meet(network, by=coordinator), want(network, by=coordinator)
    calendar_keys.renew(network, by=coordinator)
    export = str(own_data.export(coordinator))

    own_data.erase(coordinator)

    assert date.title in export
    assert concern.title in export
    assert NetworkDate.objects.get(pk=date.pk).changed_by is None
    assert Concern.objects.get(pk=concern.pk).raised_by is None
    assert not CalendarKey.objects.exists()
    assert not Round.objects.exists()
