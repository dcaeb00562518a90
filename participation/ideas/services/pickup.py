"""The pick-up code of somebody without an e-mail address.

The code is computed from the draft's key and our secret, so a second click or a reload
shows the same one; stored is only its hash. The key itself never leaves the device that
wrote the draft.
"""

import hashlib
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.notifications import services as notifications
from commons.verbs.services import happened
from participation.ideas.models import Idea, IdeaContact, Submission
from participation.moderation import services as moderation
from participation.moderation.enums import Publication

# Without letters and digits that look alike.
SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH, GROUP = 12, 4
SALT = "ideas.pickup"


def code_for(draft_id: UUID) -> str:
    """The code as it is shown and printed: ABCD-EFGH-JKMN."""
    digest = salted_hmac(SALT, draft_id.hex, algorithm="sha256").digest()
    number, signs = int.from_bytes(digest), []
    for _place in range(LENGTH):
        number, index = divmod(number, len(SIGNS))
        signs.append(SIGNS[index])
    code = "".join(signs)
    return "-".join(code[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def hash_of(code: str, *, secret: str | None = None) -> bytes:
    """Of what somebody types: spaces, hyphens and small letters don't matter."""
    signs = "".join(sign for sign in code.upper() if sign.isalnum())
    keyed = salted_hmac(f"{SALT}.hash", signs, secret=secret, algorithm="sha256")
    return keyed.digest()


def find(number: str, code: str) -> Idea | None:
    """The idea with this number, if the code is its own.

    Codes are good for months, so those hashed with an earlier secret key are, too.
    """
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    hashes = [hash_of(code, secret=secret) for secret in secrets]
    rows = Submission.objects.filter(claim_hash__in=hashes, idea__number=number)
    submission = rows.select_related("idea").first()
    return submission.idea if submission else None


def mark_of(idea: Idea) -> str:
    """Which code is good for the idea now, as a session remembers it; "" for none."""
    rows = Submission.objects.filter(idea=idea, claim_hash__isnull=False)
    held = rows.values_list("claim_hash", flat=True).first()
    return hashlib.sha256(bytes(held)).hexdigest() if held else ""


@transaction.atomic
def take_over(idea: Idea, *, by: User) -> Idea:
    """Put an idea without author under an account; the pick-up code ends.

    The caller has checked the code.

    Raises:
        RuleViolation: somebody took it over already.
    """
    idea = Idea.objects.select_for_update(of=("self",)).get(pk=idea.pk)
    if idea.author_id is not None:
        raise RuleViolation(
            _("Diese Idee gehört schon zu einem Konto."), code="taken_over"
        )
    idea.author = by
    idea.save(update_fields=["author"])
    Submission.objects.filter(idea=idea).update(claim_hash=None)
    IdeaContact.objects.filter(idea=idea).delete()  # news go to the account now
    notifications.follow(by, idea, reason="author")
    if idea.publication == Publication.SUBMITTED:
        moderation.submit(idea)  # the desk's copy names the author too
    happened("idea.taken_over", idea, by=by)
    return idea
