"""Keeping the signposts: what belongs elsewhere, and in which words people say it."""

from django.db import transaction

from commons.accounts.models import User
from commons.text import slugify_german
from commons.verbs.services import happened
from neighbourhood.departments.models import Department, Signpost
from neighbourhood.departments.queries.signposts import of_department

LONGEST_KEY = 60


@transaction.atomic
def save(signpost: Signpost, *, by: User | None) -> Signpost:
    """Store a new or changed signpost; the form's answers follow within a request."""
    signpost.key = signpost.key or _free_key(signpost.name)
    signpost.save()
    happened("signpost.saved", signpost, by=by)
    return signpost


def follow(source: Department, target: Department, *, by: User | None) -> int:
    """Let signposts that name one department name another."""
    named = [row for row in of_department(source) if row.body]
    for signpost in named:
        signpost.body = target.name
        save(signpost, by=by)
    return len(named)


def _free_key(name: str) -> str:
    base = slugify_german(name, max_length=LONGEST_KEY - 4) or "wegweiser"
    taken = set(
        Signpost.objects.filter(key__startswith=base).values_list("key", flat=True)
    )
    candidate, count = base, 1
    while candidate in taken:
        count += 1
        candidate = f"{base}-{count}"
    return candidate
