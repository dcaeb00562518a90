"""Where in a network one is: each page marks the tab that it belongs to."""

import re

import pytest

from tests.factories.meetings import company, meet, want
from tests.factories.posts import PostFactory

pytestmark = pytest.mark.django_db
MARKED = re.compile(r'aria-current="(page|true)">([^<]+)</a></li>')


@pytest.mark.parametrize(
    ("address", "marked"),
    (
        ("/netzwerke/beitraege/{network}/", ("page", "Beiträge")),
        ("/netzwerke/beitrag/{post}/", ("true", "Beiträge")),
        ("/netzwerke/termine/von/{network}/", ("page", "Termine")),
        ("/netzwerke/termine/{date}/", ("true", "Termine")),
        ("/netzwerke/kalender/{network}/", ("true", "Termine")),
        ("/netzwerke/anliegen/von/{network}/", ("page", "Anliegen")),
        ("/netzwerke/anliegen/{concern}/", ("true", "Anliegen")),
        ("/netzwerke/dokumente/{network}/", ("page", "Dokumente")),
        ("/netzwerke/aufgaben/{network}/", ("page", "Aufgaben")),
        ("/netzwerke/mitglieder/{network}/", ("page", "Mitglieder")),
    ),
)
def test_a_page_of_a_network_marks_its_tab(client, sign_in, address, marked):
    network, coordinator, _member = company()
    rows = {
        "network": network.pk,
        "post": PostFactory(network=network).pk,
        "date": meet(network).pk,
        "concern": want(network).pk,
    }
    sign_in(client, coordinator)

    html = client.get(address.format(**rows)).content.decode()

    tabs = html.partition('<nav class="tabs"')[2].partition("</nav>")[0]
    assert MARKED.findall(tabs) == [marked]
