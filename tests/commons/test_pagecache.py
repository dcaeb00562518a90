"""Anonymous pages are kept; what is personal or has changed never is."""

import gzip

import pytest
import time_machine
from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.test import Client
from django.urls import path
from django.utils.translation import get_language

from commons import pagecache
from commons.pagecache import (
    generations as generations_of_pages,
    nearby as nearby_pages,
    pages as pages_kept,
)
from commons.requests import public
from tests.keys import empty_keys

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]
rendered = []


def cached(view, **options):
    return public(pagecache.cached_page(generations=generations, **options)(view))


def generations(request, *args, **kwargs):
    return [f"idea:{kwargs['number']}"] if kwargs else ["ideas"]


def page(request, **kwargs):
    rendered.append(request.get_full_path())
    fragment = request.headers.get("HX-Request", "")
    text = f"{get_language()} {request.GET.urlencode()} {kwargs} {fragment} {len(rendered)} "
    return HttpResponse(text + "Baum " * 200)


def cookie_page(request):
    response = page(request)
    response.set_cookie("a", "b")
    return response


def csrf_page(request):
    return HttpResponse(page(request).content + get_token(request).encode())


def missing_page(request):
    rendered.append("missing")
    return HttpResponse("weg", status=404)


def own_rules_page(request):
    response = page(request)
    response["Cache-Control"] = "no-store"
    return response


def message_page(request):
    said = " ".join(str(message) for message in messages.get_messages(request))
    return HttpResponse(said + page(request).content.decode())


def session_page(request):
    request.session["seen"] = True
    return page(request)


@public
def say(request):
    messages.info(request, "Gespeichert")
    return redirect("/nachricht/")


urlpatterns = [
    path("", cached(page)),
    path("idee/<int:number>/", cached(page)),
    path("streng/", cached(page, parameters={"thema"})),
    path("keks/", cached(cookie_page)),
    path("csrf/", cached(csrf_page)),
    path("fehlt/", cached(missing_page)),
    path("eigen/", cached(own_rules_page)),
    path("nachricht/", cached(message_page)),
    path("sitzung/", cached(session_page)),
    path("sagen/", say),
]


@pytest.fixture(autouse=True)
def _fresh():
    rendered.clear()


@pytest.fixture
def bump(django_capture_on_commit_callbacks):
    def on_commit(*names):
        with django_capture_on_commit_callbacks(execute=True):
            pagecache.bump(*names)

    return on_commit


def test_a_page_is_rendered_once(client):
    first = client.get("/")
    second = client.get("/")

    assert first.content == second.content
    first_headers, second_headers = dict(first.headers), dict(second.headers)
    assert first_headers.pop("X-Request-ID") != second_headers.pop("X-Request-ID")
    assert first_headers == second_headers
    assert rendered == ["/"]


def test_a_hit_asks_the_database_nothing(client, django_assert_num_queries):
    client.get("/")

    # The strict client itself opens, marks and rolls back.
    with django_assert_num_queries(5):
        client.get("/")


def test_a_bump_ends_exactly_the_pages_that_show_it(client, bump):
    client.get("/idee/1/")
    client.get("/idee/2/")

    bump("idea:1")
    client.get("/idee/1/")
    client.get("/idee/2/")

    assert rendered == ["/idee/1/", "/idee/2/", "/idee/1/"]


def test_bumping_everything_ends_every_page(client, django_capture_on_commit_callbacks):
    client.get("/")
    with django_capture_on_commit_callbacks(execute=True):
        pagecache.bump_everything()

    client.get("/")

    assert len(rendered) == 2


def test_a_page_whose_generation_ends_while_it_renders_is_never_served(
    client, monkeypatch
):
    def overtaken(request, *args, **kwargs):
        if not rendered:
            generations_of_pages.end(("ideas",))
        return page(request)

    monkeypatch.setattr(urlpatterns[0], "callback", cached(overtaken))
    first = client.get("/")
    second = client.get("/")

    assert first.content != second.content


def test_the_bump_waits_for_the_commit(client, django_capture_on_commit_callbacks):
    client.get("/")
    with django_capture_on_commit_callbacks(execute=False):
        pagecache.bump("ideas")

    client.get("/")

    assert len(rendered) == 1


def keys_of_pages():
    keys = f"{settings.REDIS_PREFIX}:*page:*"  # other workers have pages of their own
    return list(cache._cache.get_client().scan_iter(keys))


def test_a_lost_bump_costs_a_minute(client):
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        client.get("/")
        clock.shift(59)
        client.get("/")
        assert len(rendered) == 1
        clock.shift(2)
        client.get("/")

    assert len(rendered) == 2
    (key,) = keys_of_pages()
    assert 0 < cache._cache.get_client().ttl(key) <= 60


def test_a_page_in_this_process_need_not_travel_again(client):
    client.get("/")
    cache._cache.get_client().delete(*keys_of_pages())

    client.get("/")

    assert len(rendered) == 1


def test_a_page_that_another_process_made_is_taken_over(client, monkeypatch):
    client.get("/")
    monkeypatch.setattr(pages_kept, "_nearby", nearby_pages.Nearby())

    client.get("/")

    assert len(rendered) == 1


def test_a_newer_page_of_another_process_replaces_the_one_here(
    client, bump, monkeypatch
):
    client.get("/")
    here = pages_kept._nearby
    bump("ideas")
    monkeypatch.setattr(pages_kept, "_nearby", nearby_pages.Nearby())
    newer = client.get("/")
    monkeypatch.setattr(pages_kept, "_nearby", here)

    assert client.get("/").content == newer.content
    assert len(rendered) == 2


def test_an_emptied_cache_server_ends_every_page(client):
    client.get("/")
    empty_keys()

    client.get("/")
    client.get("/")

    assert len(rendered) == 2


def test_a_process_keeps_only_so_much(client, monkeypatch):
    monkeypatch.setattr(nearby_pages, "NEARBY_BYTES", 1000)
    nearby = nearby_pages.Nearby()
    pages = [nearby_pages.Page([], 0.0, "", "", b"x" * 400) for _ in range(3)]

    for number, page in enumerate(pages):
        nearby.put(str(number), page)
        nearby.put(str(number), page)
        nearby.get("0")

    assert [nearby.get(str(number)) is not None for number in range(3)] == [
        True,
        False,
        True,
    ]


def test_language_fragment_and_query_have_pages_of_their_own(client):
    client.get("/")
    client.get("/", headers={"Accept-Language": "en"})
    client.get("/", headers={"HX-Request": "true"})
    client.get("/?a=1")

    assert len(rendered) == 4


def test_the_order_of_parameters_and_empty_ones_make_no_new_page(client):
    client.get("/?thema=1&ort=2")
    client.get("/?ort=2&thema=1&suche=")

    assert len(rendered) == 1


def test_unknown_parameters_and_endless_queries_fill_no_cache(client):
    for address in ("/streng/?x=1", "/?" + "x" * 400):
        client.get(address)
        response = client.get(address)
        assert response["Cache-Control"] == "private, no-cache"

    client.get("/streng/?thema=1")
    client.get("/streng/?thema=1")

    assert len(rendered) == 5


def test_gzip_is_kept_too(client):
    client.get("/")

    packed = client.get("/", headers={"Accept-Encoding": "gzip, br"})
    plain = client.get("/")

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert packed["ETag"] == plain["ETag"]
    assert "Content-Encoding" not in plain
    assert int(packed["Content-Length"]) == len(packed.content)


def test_an_unchanged_page_is_answered_with_304(client, bump):
    etag = client.get("/")["ETag"]

    same = client.get("/", headers={"If-None-Match": etag})
    bump("ideas")
    changed = client.get("/", headers={"If-None-Match": etag})

    assert (same.status_code, same.content) == (304, b"")
    assert same["ETag"] == etag
    assert changed.status_code == 200


def test_browsers_ask_each_time_and_caches_tell_visitors_apart(client):
    response = client.get("/")

    assert response["Cache-Control"] == "no-cache"
    assert {"Accept-Encoding", "Cookie", "HX-Request", "Accept-Language"} <= {
        name.strip() for name in response["Vary"].split(",")
    }


@pytest.mark.parametrize("address", ("/keks/", "/csrf/", "/fehlt/", "/eigen/"))
def test_what_is_personal_or_wrong_is_never_kept(client, address):
    client.get(address)
    client.cookies.clear()
    client.get(address)

    assert len(rendered) == 2
    assert keys_of_pages() == []


def test_a_page_that_writes_into_the_session_is_never_kept():
    for _ in range(2):
        Client().get("/sitzung/")

    assert len(rendered) == 2


def test_a_message_is_shown_to_its_reader_and_to_nobody_else():
    client = Client()  # showing a message takes it out of the session
    client.get("/nachricht/")

    shown = client.post("/sagen/", follow=True)
    client.cookies.clear()
    later = client.get("/nachricht/")

    assert "Gespeichert" in shown.content.decode()
    assert "Gespeichert" not in later.content.decode()


def test_people_signed_in_get_pages_of_their_own(client, sign_in, django_user_model):
    user = django_user_model.objects.create_user("wer@example.org")
    client.get("/")
    sign_in(client, user)

    response = client.get("/")

    assert len(rendered) == 2
    assert response["Cache-Control"] == "private, no-cache"


def test_a_post_passes_by(client):
    client.post("/")
    client.post("/")

    assert len(rendered) == 2


def test_head_takes_the_kept_page_but_keeps_none(client):
    client.head("/")
    client.get("/")
    response = client.head("/")

    assert len(rendered) == 2
    assert response.content == b""


def test_without_the_cache_server_pages_are_rendered_and_nothing_fails(
    client, settings, bump
):
    settings.CACHES = {
        "default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:1/0"}
    }

    first = client.get("/")
    second = client.get("/")
    bump("ideas")

    assert (first.status_code, second.status_code) == (200, 200)
    assert len(rendered) == 2
    assert cache.get("x") is None
