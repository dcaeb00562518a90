"""Samples of mails that are no single piece of news: codes, receipts, notices."""

from uuid import uuid4

from django.urls import reverse
from django.utils import translation

from commons.accounts import letters
from commons.accounts.adapter import AccountAdapter
from commons.delivery.mails import absolute
from commons.delivery.models import Delivery
from commons.notifications.services import follow
from participation.ideas.enums import Case
from participation.ideas.services import codes
from participation.moderation.enums import Publication
from participation.notices.services import receipts, releasing, sending
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory
from tests.mails.samples import LANGUAGES, renderer, title
from tests.participation.noticing import after, on, open_case, watched

LINKS = {
    "signup_url": absolute(reverse("account_signup")),
    "password_reset_url": absolute(reverse("account_reset_password")),
}


@renderer("accounts.mail")
def signing_in():
    for prefix, letter in letters.LETTERS.items():
        words = LINKS if letter.link else {"code": "BCDF-GHJK"}
        for language in LANGUAGES:
            with translation.override(language):
                AccountAdapter().send_mail(prefix, "jemand@example.org", words)
    return _rows("accounts.mail")


@renderer("ideas.submit_code")
def submit_codes():
    for number, language in enumerate(LANGUAGES):
        with translation.override(language):
            codes.send(draft_id=uuid4(), address=f"jemand{number}@example.org")
    return _rows("ideas.submit_code")


@renderer("notices.receipt")
def receipts_of_ideas():
    verb = type("Verb", (), {"key": "idea.submitted"})
    for language in LANGUAGES:
        idea = IdeaFactory(
            title=title(),
            publication=Publication.SUBMITTED,
            author=UserFactory(language=language),
        )
        receipts.follow(verb=verb, target=idea, happening=None)
    return _rows("notices.receipt")


@renderer("notices.notice")
def notices():
    """One idea, and two in one mail, in each language."""
    by, day = make_staff(), after(14)
    ideas = [open_case(next_in=10, title=title(), case=Case.OPEN) for _n in range(2)]
    for language in LANGUAGES:
        for count in (1, 2):
            reader = UserFactory(language=language)
            for idea in ideas[:count]:
                follow(reader, idea, reason="supporter")
    for notice in watched(day):
        with on(day):
            releasing.release(notice, by=by)
    with on(day, hour=10):
        sending.send_due()
    return _rows("notices.notice")


def _rows(key):
    return list(Delivery.objects.filter(renderer=key).order_by("pk"))
