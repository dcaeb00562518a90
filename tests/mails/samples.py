"""What mails are made of: for each verb that tells somebody, and for each renderer.

A maker builds real rows, with real services where that is no more work. A verb or a
renderer without a maker fails by name (`test_matrix`).
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.http import QueryDict

from commons import kinds
from commons.delivery.addressees import Addressee
from commons.notifications.services import follow
from commons.verbs.models import Happening
from participation.ideas.enums import AnswerWay
from participation.ideas.filters import IdeaFilterForm
from participation.ideas.services import contacts, searches
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory

LANGUAGES = ("de", "en", "de-ls")
# Signs that templates, headers and placeholders like to stumble over.
TITLE = "Bänke & Licht am Anger: 100 % „barrierefrei“ <3"
CONTACT = "nachbarin@example.net"
_title = ContextVar("title", default=TITLE)
_verbs, _renderers = {}, {}


def verb(*keys):
    """The decorated function gives pairs of target and parameters, for each key."""

    def add(make):
        _verbs.update(dict.fromkeys(keys, make))
        return make

    return add


def renderer(*keys):
    """The decorated function makes rows of the outbox for somebody's language."""

    def add(make):
        _renderers.update(dict.fromkeys(keys, make))
        return make

    return add


def verbs():
    return dict(_verbs)


def renderers():
    return dict(_renderers)


@contextmanager
def titled(words):
    """Within, every idea bears this title."""
    token = _title.set(words)
    try:
        yield
    finally:
        _title.reset(token)


def title():
    return _title.get()


def idea(**fields):
    """Of somebody with an account, and with everybody around it who may hear."""
    made = IdeaFactory(title=title(), **fields)
    if made.author is not None:
        follow(made.author, made, reason="author")
    follow(UserFactory(), made, reason="supporter")
    follow(UserFactory(), made)
    return made


def entered(**fields):
    """Of somebody who has no account and left an address."""
    made = IdeaFactory(title=title(), author=None, **fields)
    contacts.keep(
        made,
        way=AnswerWay.MAIL,
        addressee=Addressee(email=CONTACT),
        language="de",
    )
    return made


def both(**fields):
    """With and without account."""
    return idea(**fields), entered(**fields)


def waited_for(made):
    """People who look for new ideas here: the Stadtteil, the topic, a search."""
    follow(UserFactory(), made.region)
    follow(UserFactory(), made.topic)
    wish = IdeaFilterForm(QueryDict(f"stadtteil={made.region.slug}")).wish()
    searches.save(wish, by=UserFactory(), name=title()[:80])
    return made


def said(key):
    """What services have said so far by a verb: target and parameters."""
    rows = Happening.objects.filter(verb=key).order_by("pk")
    return [(kinds.load(row.kind, row.target_id), row.params) for row in rows]


# Where a decision, its remedy or a comment may point to: the only foreign addresses.
WAYS = {
    "https://ordnungsamt.example/melden",
    "https://example.org/x",
    "https://www.dsc.bund.de",
    "https://treffen.bindeglied.example/raum",
}
