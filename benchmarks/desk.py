"""A moderator's queue with many open items: page, live part, filters, search.

The items lead to no contribution; the queue is one table and asks for nothing else.
"""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import connection
from django.test import Client

from benchmarks import inside
from commons.accounts.enums import Role
from commons.accounts.models import PlatformGrant, User
from participation.moderation.models import QueueItem
from participation.moderation.queries import figures

SEED = "SELECT setseed(0.2026)"
FIRST_TARGET = 1_000_000_000
PAGE, NEWS = "/moderation/", "/moderation/neues/"
OPEN_ITEMS = """
INSERT INTO moderation_queueitem
    (kind, target_id, cause, region_id, title, number, submitted_at, promised_on,
    version, screened_version, report_count, report_weight)
SELECT (ARRAY['idea', 'idea', 'idea', 'comment', 'comment', 'addendum'])
        [1 + floor(random() * 6)::int],
    %s + n,
    CASE WHEN random() < .9 THEN 'submitted' WHEN random() < .5 THEN 'resubmitted'
        WHEN random() < .98 THEN 'reported' ELSE 'spot_check' END,
    (SELECT id FROM regions_region ORDER BY md5(n || '-' || id) LIMIT 1),
    (ARRAY['Mehr Bänke', 'Sicherer Radweg', 'Ein Zebrastreifen', 'Bäume', 'Licht'])
        [1 + floor(random() * 5)::int] || ' an der Ecke ' || n,
    '1990-' || lpad(n::text, 6, '0'), moment, (moment + interval '5 days')::date,
    1, 1, 0, 0
FROM generate_series(1, %s) AS n,
    LATERAL (SELECT now() - random() * interval '40 days' AS moment) AS came
"""
GIVE_HINTS = """
INSERT INTO moderation_hint (item_id, code, rule, strength, reason, target_kind,
    created_at)
SELECT item.id, code, '', 2, 'ein Grund', '', now()
FROM moderation_queueitem AS item,
    LATERAL (VALUES ('short', .3), ('duplicate', .2), ('personal_data', .1),
        ('language', .05), ('insult', .0005)) AS given (code, share)
WHERE item.target_id > %s AND random() < share
"""


def seed(count: int) -> None:
    """Leave `count` open items that came in over forty days, some with hints."""
    with connection.cursor() as cursor:
        cursor.execute(SEED)
        cursor.execute(OPEN_ITEMS, [FIRST_TARGET, count])
        cursor.execute(GIVE_HINTS, [FIRST_TARGET])
        cursor.execute("VACUUM (ANALYZE) moderation_queueitem, moderation_hint")


def moderator() -> User:
    user = inside.resident()
    PlatformGrant.objects.create(user=user, role=Role.MODERATOR)
    TOTP.activate(user, generate_totp_secret())
    return user


def rows(count: int) -> Iterator[dict[str, Any]]:
    """What a desk asks for, as beat keeps a long queue counted."""
    client = inside.visitor(inside.session_of(moderator()))
    drawn = QueueItem.objects.open().oldest_first()[:30]
    names = ".".join(f"{item.pk}-{item.version}" for item in drawn)
    newest = QueueItem.objects.order_by("-pk").values_list("pk", flat=True)[0]
    asked: dict[str, tuple[str, dict[str, Any]]] = {
        "desk-queue": (PAGE, {"filter": "aus"}),
        "desk-news": (NEWS, {"seit": newest, "zeilen": names}),
        "desk-filter": (PAGE, {"art": "comment", "anlass": "spot_check"}),
        "desk-hint": (PAGE, {"hinweis": "insult"}),
        "desk-free": (PAGE, {"wer": "frei", "alter": "heute"}),
        "desk-words": (PAGE, {"q": "Ecke 4711"}),
        "desk-number": (PAGE, {"q": "1990-004711"}),
    }
    yield inside.timed("desk-count", count, figures.recount)
    for page, (path, query) in asked.items():
        figures.recount()
        yield inside.timed(page, count, _asking(client, f"{path}?{urlencode(query)}"))


def _asking(client: Client, address: str) -> Callable[[], None]:
    def ask() -> None:
        answer = client.get(address)
        if answer.status_code >= 400:
            message = f"{address} answers {answer.status_code}"
            raise RuntimeError(message)

    return ask
