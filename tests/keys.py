"""This worker's keys in the Valkey that all workers share."""

import redis
from django.conf import settings


def empty_keys():
    """Delete them; `cache.clear()` would take those of the other workers as well."""
    with redis.Redis.from_url(settings.REDIS_URL) as connection:
        keys = list(connection.scan_iter(f"{settings.REDIS_PREFIX}*", count=1000))
        if keys:
            connection.delete(*keys)
