"""What tests/conftest.py promises: own databases, empty keys, reads that can't write."""

import threading

import pytest
from django.core.cache import cache
from django.db import InternalError, connection
from django.http import HttpResponse
from django.urls import path

from commons.requests import public
from neighbourhood.regions.models import Region
from tests.factories.accounts import UserFactory


@public
def write(_request):
    UserFactory()
    return HttpResponse()


@public
def lock(_request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM accounts_user FOR UPDATE")
    return HttpResponse()


@public
def read(_request):
    return HttpResponse()


urlpatterns = [path("write", write), path("lock", lock), path("read", read)]


@pytest.mark.django_db
def test_each_worker_has_a_database_of_its_own(settings):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")

        assert cursor.fetchone() == (f"test_{settings.WORKER}",)


@pytest.mark.django_db
def test_the_facts_are_there():
    assert Region.objects.count() == 16


@pytest.mark.parametrize("round_", (1, 2))
def test_a_test_finds_the_cache_empty(round_):
    assert cache.get("left") is None

    cache.set("left", round_)


@pytest.mark.django_db
@pytest.mark.urls("tests.config.test_servers")
@pytest.mark.parametrize("method", ("get", "head"))
@pytest.mark.parametrize("page", ("/write", "/lock"))
def test_a_page_that_writes_or_locks_while_reading_fails(page, method, client):
    with pytest.raises(InternalError, match="read-only transaction"):
        getattr(client, method)(page)


@pytest.mark.django_db
@pytest.mark.urls("tests.config.test_servers")
def test_after_a_read_a_post_may_write_again(client):
    client.get("/read")

    assert client.post("/write").status_code == 200


@pytest.mark.django_db
def test_somebody_signed_in_stays_so_on_the_next_page(client, sign_in):
    user = UserFactory()

    sign_in(client, user)

    assert client.get("/healthz").wsgi_request.user == user


class TestOwnDatabase:
    """Tests of a module that takes `own_database` commit, also in threads."""

    def test_a_commit_is_seen_by_another_thread(self, own_database):
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE proof AS SELECT 1 AS number")
        seen = []

        thread = threading.Thread(target=lambda: seen.append(read_number()))
        thread.start()
        thread.join()

        assert seen == [1]
        assert own_database.endswith(connection.settings_dict["NAME"])
        assert Region.objects.count() == 16


def read_number():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM proof")
            return cursor.fetchone()[0]
    finally:
        connection.close()
