"""Whatever stands in an address or a form: no crash, no foreign markup, no endless work."""

import time
from itertools import product

import pytest
from django.urls import reverse

from commons import guard
from commons.search import services as search
from participation.ideas.filters import IdeaFilterForm
from participation.ideas.services import maps
from tests.clients import sign_in
from tests.factories.accounts import UserFactory
from tests.factories.discussion import CommentFactory
from tests.factories.ideas import IdeaFactory
from tests.participation.writing import dangers_in

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HUGE = "9" * 30
EVIL = (
    "\"'><svg/onload=alert(1)><script>alert(1)</script>",
    "javascript:alert(1)",
    "' OR 1=1; DROP TABLE ideas_idea; --",
    "a & b | !c <-> (d:* @ '",
    "\\'\\\\%_%s%%{}{{7*7}}",
    "a\x00b",
    "ﷺ" * 60,
    "ß" * 500,
    "\u0130\u0131\u017fK\u0301\u200b\u202e",
    "-1",
    "0",
    HUGE,
    "1e400",
    "nan",
    "inf",
    "-inf",
    "१२३",
    "//evil.example/",
    "\r\nSet-Cookie: a=b",
    "a " * 300,
    "Straßenbahnhaltestellenfahrgastunterstand" * 20,
)
FIELDS = {
    "ideas:idea-list": "q stadtteil thema stand ergebnis amt zeitraum von bis fotos bei umkreis order ordnung sortierung ab vor breite laenge planungsraum",
    "ideas:idea-table": "q ab vor",
    "ideas:idea-feed": "q stadtteil thema bei",
    "ideas:idea-csv": "q stadtteil bei",
    "ideas:idea-geojson": "q stadtteil bei",
    "ideas:idea-map": "q stadtteil west",
    "ideas:idea-map-part": "q west",
    "ideas:search-create": "q stadtteil thema bei",
    "ideas:paper-form": "sprache",
    "ideas:idea-claim": "nummer",
    "search:search-show": "q art stadtteil ab",
    "departments:card-list": "q thema",
    "regions:region-find": "q",
    "drafts:draft-list": "x",
}


HINTED = (
    "title",
    "text",
    "topic",
    "region",
    "place_text",
    "place_kind",
    "place_note",
    "lon",
    "lat",
    "gezeigt",
    "gelassen",
)
ASKED = (
    ("sortierung", "{}"),
    ("bei", "{}"),
    ("seit", "{}"),
    ("ab", "{}"),
    ("ab", "{}~1"),
    ("ab", "1~{}"),
)
PATHS = (
    f"/diskussion/{HUGE}/",
    f"/diskussion/kommentar/{HUGE}/",
    f"/diskussion/kommentar/{HUGE}/antworten/",
    f"/diskussion/kommentar/{HUGE}/antworten/schreiben/",
    f"/diskussion/neues/idea/{HUGE}/?seit=1",
    "/diskussion/neues/region/1/?seit=1",
    f"/diskussion/schreiben/idea/{HUGE}/",
    "/diskussion/schreiben/__class__/1/",
    f"/verfolgen/idea/{HUGE}/",
    "/verfolgen/user/1/",
    "/verfolgen/comment/1/",
    f"/konto/suchen/{HUGE}/",
    f"/konto/verfolgt/?vor={HUGE}",
    f"/suche/woerter/{HUGE}/",
    f"/wegweiser/{HUGE}/",
    f"/postausgang/{HUGE}/",
    f"/anrufe/{HUGE}/",
    f"/ideen/fassungen/{HUGE}/",
    "/ideen/fassungen/%00/",
    "/ideen/%00/",
    "/ideen/nachtrag/%00/",
    "/ideen/zusammenfuehren/%00/",
    "/was-geht/__proto__/",
    "/entwuerfe/idea/absenden/?ziel=%00",
)


@pytest.fixture
def talk(monkeypatch):
    monkeypatch.setattr(guard, "limit", lambda *_args, **_kwargs: None)
    idea = IdeaFactory(
        title="Bank & Zaun",
        lon=13.4,
        lat=52.57,
        east_m=391_000.0,
        north_m=5_825_000.0,
        place_kind="pin",
    )
    comment = CommentFactory(idea=idea)
    CommentFactory(parent=comment)
    search.index("idea", idea)
    search.index("comment", comment)
    maps.rebuild()
    return comment


def refused(client, path, values, *, post=False):
    act = client.post if post else client.get
    # Our own work: beside others the clock on the wall says little.
    started = time.process_time()
    response = act(path, values)
    content = b"".join(response) if response.streaming else response.content
    took = time.process_time() - started
    kind = response.headers.get("Content-Type", "")
    found = []
    if response.status_code >= 500:
        found.append(response.status_code)
    if "html" in kind:
        dangers = dangers_in(content.decode())
        # What a field shows again is a word, whatever it says.
        found += [danger for danger in dangers if danger[:2] != ("input", "value")]
    if "evil.example" in response.headers.get("Location", "") and response.headers[
        "Location"
    ].startswith(("//", "http")):
        found.append(response.headers["Location"])
    if took > 3:
        found.append(f"{took:.1f} s")
    return found


def all_names(name):
    extra = set(IdeaFilterForm.base_fields) if name.startswith("ideas:idea-") else set()
    return sorted(set(FIELDS[name].split()) | extra)


@pytest.mark.parametrize("name", FIELDS)
def test_nothing_in_an_address_breaks_a_page(client, talk, name):
    client.raise_request_exception = False
    names, found = all_names(name), {}
    for at, word in enumerate(EVIL):
        # Each field gets each word, and other words beside it.
        turned = {field: EVIL[(at + n) % len(EVIL)] for n, field in enumerate(names)}
        for values in (dict.fromkeys(names, word), turned):
            if bad := refused(client, reverse(name), values):
                found[word[:20]] = bad

    assert found == {}


@pytest.mark.parametrize("signed", (False, True))
def test_nothing_in_an_address_breaks_a_discussion(client, talk, signed):
    client.raise_request_exception = False
    if signed:
        sign_in(client, UserFactory())
    pages = (
        ("thread-show", [talk.thread_id]),
        ("comment-replies", [talk.pk]),
        ("comment-show", [talk.pk]),
        ("thread-news", ["idea", talk.thread.host.pk]),
    )
    found = {}
    for word, (name, pk) in product(EVIL, pages):
        address = reverse(f"discussion:{name}", args=pk)
        for field, form in ASKED:
            if bad := refused(client, address, {field: form.format(word)}):
                found[(name, field, word[:20])] = bad

    assert found == {}


def test_no_odd_path_breaks_the_site(client, talk):
    client.raise_request_exception = False

    assert {path: bad for path in PATHS if (bad := refused(client, path, None))} == {}


@pytest.mark.parametrize("name", ("idea-guide", "idea-alike", "idea-place"))
def test_nothing_typed_breaks_a_hint(client, talk, name):
    client.raise_request_exception = False
    found = {}
    long = (
        "a" * 9_999,
        "030 " * 3_000,
        "+49" + "1 " * 5_000,
        "x@" * 5_000,
        "DE" + "1" * 9_000,
        "a.b-c_" * 1_600 + "@",
        "Straße " * 1_500 + "1",
        "<" * 9_999,
        "(" * 9_999,
        " \t" * 5_000,
        "ä" * 10_000,
        "1.1.1" * 2_000,
        "@" * 10_000,
        "-" * 10_000,
        "http://" * 1_400,
        "Herr " * 2_000,
        "Frau Frau A" * 900,
    )
    for word in (*EVIL, *long):
        values = dict.fromkeys(HINTED, word)
        if bad := refused(client, reverse(f"ideas:{name}"), values, post=True):
            found[word[:20]] = bad

    assert found == {}
