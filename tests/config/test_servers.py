import pytest
from django.core.cache import cache
from django.db import connection


@pytest.mark.django_db
def test_each_worker_has_a_database_of_its_own(settings):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")

        assert cursor.fetchone() == (f"test_{settings.WORKER}",)


@pytest.mark.parametrize("round_", (1, 2))
def test_a_test_finds_the_cache_empty(round_):
    assert cache.get("left") is None

    cache.set("left", round_)
