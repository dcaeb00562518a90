import pytest
import structlog
from django.http import HttpResponse
from django.test import RequestFactory

from commons import requests
from commons.tokens import hash_of, new_token


def request_from(address, **headers):
    return RequestFactory().get("/", REMOTE_ADDR=address, headers=headers)


@pytest.mark.parametrize(
    ("proxies", "address", "forwarded", "client"),
    (
        (0, "192.0.2.1", None, "192.0.2.1"),
        (0, "192.0.2.1", "198.51.100.7", "192.0.2.1"),
        (1, "127.0.0.1", "198.51.100.7", "198.51.100.7"),
        (1, "127.0.0.1", "10.0.0.1, 198.51.100.7", "198.51.100.7"),
        (2, "127.0.0.1", "203.0.113.9, 198.51.100.7, 10.0.0.2", "198.51.100.7"),
        (2, "127.0.0.1", "198.51.100.7", "127.0.0.1"),
        (1, "127.0.0.1", "<script>", ""),
        (1, "127.0.0.1", None, ""),
        (0, "", None, ""),
        (0, "::ffff:192.0.2.1", None, "192.0.2.1"),
    ),
)
def test_the_client_is_whom_the_outermost_trusted_proxy_saw(
    settings, proxies, address, forwarded, client
):
    settings.TRUSTED_PROXIES = proxies
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}

    assert requests.client_address(request_from(address, **headers)) == client


@pytest.mark.parametrize(
    ("address", "network"),
    (
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:aaaa::1", "2001:0db8:0001:0002"),
        ("2001:db8:1:2:bbbb::9", "2001:0db8:0001:0002"),
        ("", ""),
    ),
)
def test_a_household_is_one_network(address, network):
    assert requests.client_network(request_from(address)) == network


def answer(request):
    response = HttpResponse(requests.request_id.get())
    response["logged"] = structlog.contextvars.get_contextvars()["request_id"]
    return response


def test_every_request_has_an_id_of_its_own_that_the_log_knows():
    middleware = requests.RequestIdMiddleware(answer)

    first = middleware(request_from("192.0.2.1"))
    second = middleware(request_from("192.0.2.1"))

    assert first["X-Request-ID"] == first.content.decode() == first["logged"]
    assert first["X-Request-ID"] != second["X-Request-ID"]
    assert requests.request_id.get() == ""
    assert structlog.contextvars.get_contextvars() == {}


@pytest.mark.parametrize(
    ("proxies", "given", "is_kept"),
    ((0, "a1b2c3d4e5", False), (1, "a1b2c3d4e5", True), (1, "x\u00fc y" * 9, False)),
)
def test_an_id_is_taken_over_only_from_a_proxy(settings, proxies, given, is_kept):
    settings.TRUSTED_PROXIES = proxies
    request = request_from("127.0.0.1", **{"X-Request-ID": given})

    response = requests.RequestIdMiddleware(answer)(request)

    assert (response["X-Request-ID"] == given) is is_kept


def test_a_failing_view_leaves_no_id_behind():
    def fail(request):
        raise LookupError

    with pytest.raises(LookupError):
        requests.RequestIdMiddleware(fail)(request_from("192.0.2.1"))

    assert requests.request_id.get() == ""


def test_public_marks_a_view_for_django_and_for_us():
    @requests.public
    def view(request):
        return HttpResponse()

    assert view.login_required is False
    assert view.is_public is True


def test_a_device_is_known_by_the_hash_of_a_well_formed_token():
    request = request_from("192.0.2.1")
    token = new_token()

    assert requests.device_hash(request) == ""
    request.COOKIES["device"] = "short"
    assert requests.device_hash(request) == ""
    request.COOKIES["device"] = token
    assert requests.device_hash(request) == hash_of(token)
    assert token not in requests.device_hash(request)


def test_the_device_cookie_is_out_of_reach_for_scripts_and_other_sites():
    response = HttpResponse()

    requests.set_device_cookie(response, "token")

    cookie = response.cookies["device"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


@pytest.mark.parametrize(
    ("content_type", "is_packed"),
    (
        ("text/html; charset=utf-8", True),
        ("application/json", True),
        ("image/svg+xml", True),
        ("image/jpeg", False),
        ("application/pdf", False),
        ("application/zip", False),
    ),
)
def test_only_text_is_compressed(content_type, is_packed):
    def answer(request):
        return HttpResponse("a" * 2000, content_type=content_type)

    request = request_from("192.0.2.1", **{"Accept-Encoding": "gzip"})
    response = requests.GZipTextMiddleware(answer)(request)

    assert ("Content-Encoding" in response) is is_packed
