"""The cache answers like an empty one while its server is away."""

import pytest
from django.core.cache import caches

from config import cache as config_cache
from config.embedded import places, servers
from tests.factories.accounts import UserFactory
from tests.servers import remove

NOWHERE = "unix:///nowhere/valkey.sock"
VALKEY = servers.Wanted(has_postgres=False, is_durable=True)


@pytest.fixture
def away(settings):
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": NOWHERE}}
    config_cache._outages.pop(NOWHERE, None)
    return caches["default"]


def test_an_absent_cache_answers_like_an_empty_one(away):
    assert away.add("key", 1) is True
    assert away.get("key", "otherwise") == "otherwise"
    assert away.set("key", 1) is None
    assert away.touch("key") is False
    assert away.delete("key") is False
    assert away.get_many(["key"]) == {}
    assert away.has_key("key") is False
    assert away.set_many({"key": 1}) == []
    assert away.delete_many(["key"]) is None
    assert away.clear() is None
    assert away.get_or_set("key", 7) == 7
    assert config_cache.is_there() is False
    with pytest.raises(ValueError, match="not found"):
        away.incr("key")


@pytest.mark.django_db
def test_without_the_cache_people_sign_in_stay_so_and_leave(away, client, sign_in):
    user = UserFactory()

    sign_in(client, user)
    signed_in = client.get("/healthz").wsgi_request.user
    client.logout()
    afterwards = client.get("/healthz").wsgi_request.user

    assert (signed_in, afterwards.is_anonymous) == (user, True)


@pytest.mark.fault
def test_what_was_deleted_meanwhile_does_not_return_with_the_server(settings, tmp_path):
    where = places(tmp_path / "local")
    settings.CACHES = {
        "default": settings.CACHES["default"] | {"LOCATION": where.redis_url}
    }
    cache = caches["default"]
    try:
        with servers.start(where, VALKEY):
            cache.set("session", "signed in")
            cache.set("other", "stays")
        cache.delete("session")
        with servers.start(where, VALKEY):
            cache.outage.paused_until = 0.0
            assert cache.get_many(["session", "other"]) == {"other": "stays"}
    finally:
        remove(where)
