"""A canary in every field that is not public: no page, file, feed or search sings it."""

import uuid
from datetime import timedelta
from itertools import product

import pytest
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from commons.accounts.visitors import visitor_for
from commons.audit.models import AuditEntry
from commons.delivery.models import Delivery
from commons.drafts import services as drafts
from commons.search import services as search
from commons.search.models import SearchRow
from commons.verbs.models import Happening
from neighbourhood.departments.models import Card
from participation.discussion.models import Comment, CommentSnapshot
from participation.ideas.enums import AnswerWay
from participation.ideas.filters import IdeaFilterForm
from participation.ideas.models import Addendum, Idea, IdeaSnapshot, Translation
from participation.ideas.services import maps, searches
from participation.moderation.enums import Publication
from tests.architecture.world import routes
from tests.clients import StrictClient, sign_in
from tests.factories.accounts import UserFactory
from tests.factories.discussion import CommentFactory
from tests.factories.ideas import IdeaFactory
from tests.keys import empty_keys
from tests.participation.entering import (
    CANARIES,
    by_call,
    by_letter,
    entered,
    here,
    make_house,
    published,
    submitted,
)

pytestmark = pytest.mark.django_db
BIRD = "Kanarienvogel"
MAIL = "kanarienvogel@example.net"
SUNG = (BIRD.lower(), *(word.lower() for word in CANARIES))
UNSEEN = (
    Publication.SUBMITTED,
    Publication.DECLINED,
    Publication.HIDDEN,
    Publication.REMOVED,
    Publication.WITHDRAWN,
)
KINDS = ("idea", "comment", "thread", "addendum")
NO_GET = {"account_logout"}


@pytest.fixture
def birds():
    """A public idea with all that hangs on it, in every state that is not public."""
    owner = UserFactory(display_name="Nachbarin", email=MAIL)
    idea = IdeaFactory(title="Bank am Anger", region=here(), author=owner, version=2)
    IdeaSnapshot.objects.create(
        target=idea,
        version=1,
        content={"title": BIRD, "text": BIRD, "topic": idea.topic_id},
        created_at=timezone.now(),
    )
    for state in UNSEEN:
        CommentFactory(idea=idea, text=f"{BIRD} {state}", publication=state)
    shown = CommentFactory(idea=idea, text="Das ist gut.", edited_at=timezone.now())
    CommentSnapshot.objects.filter(target=shown).update(version=2)
    CommentSnapshot.objects.create(
        target=shown,
        version=1,
        content={"text": BIRD},
        created_at=shown.published_at - timedelta(hours=1),
    )
    Comment.objects.filter(pk=shown.pk).update(version=2)
    CommentFactory(
        parent=shown, text=BIRD, publication=Publication.REMOVED, author=owner
    )
    for state in (Publication.SUBMITTED, Publication.WITHDRAWN):
        Addendum.objects.create(
            idea=idea,
            text=BIRD,
            author=owner,
            publication=state,
            submitted_at=timezone.now(),
        )
    hidden = [
        IdeaFactory(
            title=BIRD, text=BIRD, publication=state, region=here(), language="tr"
        )
        for state in UNSEEN
    ]
    for one in hidden:
        CommentFactory(idea=one, text=BIRD)
        Translation.objects.create(
            idea=one,
            language="de",
            version=1,
            idea_version=1,
            title=BIRD,
            text=BIRD,
            translated_at=timezone.now(),
        )
    Card.objects.filter(key="bank").update(is_public=False, title=BIRD)
    searches.save(IdeaFilterForm(QueryDict(f"q={BIRD}")).wish(), by=owner, name=BIRD)
    drafts.save(visitor_for(owner), form="idea", content={"title": BIRD, "text": BIRD})
    _index()
    maps.rebuild()
    return idea


def _index():
    for idea in Idea.objects.filter(publication=Publication.PUBLISHED):
        search.index("idea", idea)
    for comment in Comment.objects.select_related("thread"):
        if comment.is_public and comment.thread.host.is_public:
            search.index("comment", comment)


@pytest.fixture
def contacts():
    """Ideas whose authors are reached by letter, call and mail; one is answered."""
    ideas = [submitted(), submitted(AnswerWay.CALL)]
    for idea in ideas:
        published(idea)
    house = sign_in(StrictClient(), make_house())
    ideas += [
        entered(house, **by_letter(occasion="")),
        entered(house, **by_call(occasion="")),
    ]
    return ideas


def addresses():
    """Every route with whatever arguments there are, as a stranger would guess."""
    ideas = list(Idea.objects.order_by("pk").values_list("number", flat=True))[:5]
    ids = {*_some(Idea), *_some(Comment), *_some(Addendum), *_some(Delivery)}
    values = {
        "pk": sorted(ids),
        "number": ideas,
        "kind": KINDS,
        "key": ["bank", str(uuid.uuid4())],
        "slug": ["impressum", here().slug],
        "form": ["idea", "comment", "idea-entry"],
    }
    for name, parameters in routes():
        if name in NO_GET:
            continue
        chosen = [values.get(parameter, ["1"]) for parameter in parameters]
        for arguments in product(*chosen):
            try:
                yield reverse(
                    name, kwargs=dict(zip(parameters, arguments, strict=True))
                )
            except NoReverseMatch:
                continue
    for path in (
        "/ideen/",
        "/suche/",
        "/ideen/tabelle/",
        "/ideen/karte/",
        "/was-geht/",
    ):
        yield f"{path}?q=Anger"
    yield "/ideen/karte/orte.json?west=-180&south=-85&east=180&north=85&zoom=18"
    yield "/ideen/karte/ausschnitt/?west=-180&south=-85&east=180&north=85&zoom=18"


def _some(model):
    return model.objects.order_by("-pk").values_list("pk", flat=True)[:2]


def sung(client, words=SUNG):
    found = []
    for number, path in enumerate(addresses()):
        if number % 50 == 0:
            empty_keys()
        response = client.get(path)
        body = b"".join(response) if response.streaming else response.content
        said = f"{body.decode(errors='replace')} {response.headers}".lower()
        found += [(path, word) for word in words if word in said]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("who", ("stranger", "resident"))
def test_nothing_unseen_is_sung_to(client, birds, who):
    if who == "resident":
        sign_in(client, UserFactory())

    assert sung(client) == []
    assert "Bank am Anger" in client.get("/ideen/").content.decode()


@pytest.mark.slow
@pytest.mark.parametrize("who", ("stranger", "resident", "house"))
def test_no_contact_data_is_sung_to(client, contacts, who):
    if who != "stranger":
        sign_in(client, UserFactory() if who == "resident" else make_house())

    assert sung(client) == []


@pytest.mark.parametrize("word", (BIRD, "Vogelsang", "Zeisigweg", "7654321"))
def test_nothing_unseen_is_found(client, birds, contacts, word):
    for path in ("/ideen/?q={}", "/ideen/tabelle/?q={}", "/ideen/neueste.atom?q={}"):
        said = client.get(path.format(word)).content.decode()
        assert "/ideen/20" not in said, path
    said = client.get(f"/suche/?q={word}").content.decode()
    assert 'class="search-result ' not in said
    for path in ("/ideen/ideen.csv?q={}", "/ideen/ideen.geojson?q={}"):
        said = b"".join(client.get(path.format(word))).decode()
        assert "Bank am Anger" not in said, path
        assert "/ideen/20" not in said, path
    alike = client.post("/ideen/neu/aehnliche/", {"title": word, "text": word})
    assert "/ideen/20" not in alike.content.decode()


def test_no_table_of_ours_holds_contact_data_in_the_open(contacts, caplog):
    rows = [
        *AuditEntry.objects.values(),
        *Happening.objects.values(),
        *SearchRow.objects.values(),
        *Delivery.objects.values(),
    ]

    said = f"{rows} {caplog.text}".lower()
    assert [word for word in CANARIES if word.lower() in said] == []
