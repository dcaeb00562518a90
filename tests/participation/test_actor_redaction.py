"""A canary in every column of a profile; after it is blackened none sings any more."""

import pytest

from commons import copies
from commons.blackening import MARK
from commons.copies import About
from commons.search.models import SearchRow
from participation.actors.models import ActorLink
from participation.actors.services import profile as profiles, verifying
from participation.moderation.enums import Blackened, Publication
from participation.moderation.queries import redaction as queries
from participation.moderation.queries.redaction import Cut
from participation.moderation.services.redaction import Wish, redact
from tests.factories.accounts import make_staff
from tests.factories.actors import ActorFactory, make_change, make_member, make_profile

pytestmark = pytest.mark.django_db
BIRD = "Tirili"


@pytest.fixture
def actor():
    actor = ActorFactory(name=f"Haus {BIRD}", text=f"Fragen Sie {BIRD} danach.")
    owner = make_member(actor)
    actor = verifying.verify(actor, by=make_staff())
    said = make_profile(
        name=f"Haus {BIRD}",
        text=f"Fragen Sie {BIRD} danach.",
        summary=BIRD,
        opening_hours=f"{BIRD} ist da",
        access_note=BIRD,
        contact_phone=BIRD,
        links=((BIRD, "https://haus.example"),),
    )
    return profiles.change(actor, said, version=1, by=owner)


def words_of(contribution, key):
    (words,) = [each for each in queries.texts_of(contribution) if each.key == key]
    marked = [word.text.strip(".,") for word in queries.words_on_page(words, [])]
    place = marked.index(BIRD)
    return Cut(key, place, place, Blackened.NAME)


def blacken(contribution, key="text"):
    wish = Wish(
        version=contribution.version, cuts=(words_of(contribution, key),), text=""
    )
    redact(contribution, wish, by=make_staff())


def columns(actor):
    """Every registered column of what belongs to the actor, as one text."""
    ids = {
        "actor": frozenset({actor.pk}),
        "actor_change": frozenset(actor.changes.values_list("pk", flat=True)),
    }
    about = About(ids=ids, changed=ids)
    return " ".join(
        str(getattr(row, name))
        for known in copies.all_copies()
        if known.model.startswith("actors.")
        for row in known.rows(about, None)
        for name in known.fields
    )


def test_blackened_words_are_gone_from_the_profile_and_its_versions(client, actor):
    before = columns(actor)

    blacken(actor)

    actor.refresh_from_db()
    assert BIRD in before
    assert BIRD not in columns(actor)
    assert MARK.search(actor.name)
    assert BIRD.lower() not in actor.slug
    assert BIRD not in client.get(actor.get_absolute_url()).text
    assert BIRD.lower() not in str(SearchRow.objects.get(kind="actor").words)
    assert not ActorLink.objects.filter(label__contains=BIRD).exists()


def test_a_change_that_waits_is_blackened_with_the_profile(actor):
    content = {"name": f"Haus {BIRD}", "text": f"{BIRD} kommt wieder."}
    change = make_change(actor=actor)
    change.content |= content
    change.save()

    blacken(actor)

    change.refresh_from_db()
    assert BIRD not in str(change.content)


def test_what_is_blackened_in_a_change_is_gone_from_its_profile(actor):
    change = make_change(actor=actor, author=actor.author)
    change.content |= {"text": f"Noch einmal {BIRD} hier."}
    change.save()

    blacken(change)

    actor.refresh_from_db()
    change.refresh_from_db()
    assert BIRD not in str(change.content)
    assert BIRD not in columns(actor)
    assert actor.publication == Publication.PUBLISHED
