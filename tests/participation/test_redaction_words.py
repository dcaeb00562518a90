"""Blackening by the service: what changes, who is told, what an objection can do."""

import pytest
from django.utils import timezone

from commons.blackening import mark_of
from commons.drafts.models import Draft
from commons.errors import RuleViolation
from commons.verbs import registry
from commons.verbs.models import Happening
from commons.verbs.registry import Recipient
from participation.discussion.models import Comment
from participation.discussion.services import editing
from participation.ideas.enums import PlaceKind
from participation.ideas.models import Idea, IdeaSnapshot, Translation
from participation.ideas.queries.versions import versions_for
from participation.moderation import appeals, services
from participation.moderation.enums import Blackened, Reason, Verdict
from participation.moderation.models import Decision, QueueItem
from participation.moderation.queries import redaction as queries
from participation.moderation.queries.redaction import Cut
from participation.moderation.services.redaction import Wish, redact
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.discussion import CommentFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db
PHONE, NAME = mark_of("Telefonnummer"), mark_of("Name")
TEXT = "Rufen Sie Herrn Amselfeld an: 030 1234567.\n\nEr wohnt hier."


@pytest.fixture
def moderator():
    return make_staff()


def make_idea(**fields):
    idea = IdeaFactory(**{"title": "Bank am Anger", "text": TEXT, **fields})
    IdeaSnapshot.objects.create(
        target=idea,
        version=idea.version,
        content={"title": idea.title, "text": idea.text, "topic": idea.topic.key},
        created_at=timezone.now(),
    )
    return idea


def cut(words, contribution, key="text", what=Blackened.PHONE):
    """The cut that marks these words, as the page would."""
    (text,) = [each for each in queries.texts_of(contribution) if each.key == key]
    shown = [word.text for word in queries.words_on_page(text, [])]
    wanted = words.split()
    first = next(
        start
        for start in range(len(shown))
        if [each.strip(".,:") for each in shown[start : start + len(wanted)]] == wanted
    )
    return Cut(key, first, first + len(wanted) - 1, what)


def wish(contribution, *words, what=Blackened.PHONE, **more):
    cuts = [cut(each, contribution, what=what) for each in words]
    return Wish(version=contribution.version, cuts=cuts, **more)


def code_of(act):
    with pytest.raises(RuleViolation) as refusal:
        act()
    return refusal.value.code


def test_the_words_make_way_for_what_they_were(moderator):
    idea = make_idea()

    redact(idea, wish(idea, "030 1234567"), by=moderator)

    idea.refresh_from_db()
    assert idea.text == TEXT.replace("030 1234567", PHONE)
    assert idea.publication == "published"


def test_hints_of_personal_data_are_marked_beforehand():
    idea = make_idea()

    (found,) = queries.suggested(idea)

    assert queries.passage_of(idea, found).words == "030 1234567."
    assert found.what == Blackened.PHONE


def test_the_version_is_a_new_one_with_the_same_history(moderator):
    idea = make_idea()
    translation = Translation.objects.create(
        idea=idea,
        language="en",
        version=1,
        idea_version=1,
        title="Bench",
        text="Call 0301234567",
        translated_at=timezone.now(),
    )

    redact(idea, wish(idea, "030 1234567"), by=moderator)

    idea.refresh_from_db()
    translation.refresh_from_db()
    assert (idea.version, translation.idea_version) == (2, 2)
    assert translation.text == f"Call {PHONE}"
    (shown,) = versions_for(idea, sees_all=True)
    assert (shown.number, PHONE in shown.text) == (2, True)


def test_a_window_that_is_open_does_not_bring_the_words_back(moderator):
    author = UserFactory()
    comment = CommentFactory(text="Frag Amselfeld, 030 1234567", author=author)
    redact(comment, wish(comment, "030 1234567"), by=moderator)

    refused = code_of(
        lambda: editing.edit(
            comment, "Frag Amselfeld, 030 1234567!", version=1, by=author
        )
    )

    assert refused == "version_changed"
    assert PHONE in Comment.objects.get(pk=comment.pk).text


def test_what_lies_at_the_desk_shows_the_new_title(moderator):
    idea = make_idea(title="Ruft 030 1234567 an", publication="submitted")
    item = services.submit(idea)

    redact(
        idea,
        Wish(version=1, cuts=[cut("030 1234567", idea, key="titel")]),
        by=moderator,
    )

    item.refresh_from_db()
    assert (item.title, item.version, item.is_open) == (f"Ruft {PHONE} an", 2, True)
    assert not item.is_screened


def test_the_place_goes_with_its_words(moderator):
    idea = make_idea(
        place_kind=PlaceKind.ADDRESS,
        place_text="Amselfeldweg 7",
        lon=13.4,
        lat=52.5,
        east_m=390_000.0,
        north_m=5_820_000.0,
    )
    place = Cut("ort", 0, 1, Blackened.ADDRESS)

    redact(idea, Wish(version=1, cuts=[place]), by=moderator)

    idea.refresh_from_db()
    assert (idea.place_kind, idea.place_text, idea.lon, idea.east_m) == (
        PlaceKind.NONE,
        "",
        None,
        None,
    )


def test_a_comment_that_quotes_is_decided_on_by_itself(moderator):
    idea = make_idea()
    quoting = CommentFactory(idea=idea, text="Die 0301234567 stimmt nicht.")
    other = CommentFactory(idea=idea, text="Gute Idee.")

    redact(idea, wish(idea, "030 1234567"), by=moderator)

    quoting.refresh_from_db()
    other.refresh_from_db()
    assert quoting.text == f"Die {PHONE} stimmt nicht."
    assert other.version == 1
    decided = Decision.objects.filter(verdict=Verdict.REDACT).values_list(
        "kind", "target_id"
    )
    assert set(decided) == {("idea", idea.pk), ("comment", quoting.pk)}


def test_words_of_a_comment_go_from_the_idea_too(moderator):
    idea = make_idea()
    comment = CommentFactory(idea=idea, text="Ja, 030 1234567!")

    redact(comment, wish(comment, "030 1234567!"), by=moderator)

    assert PHONE in Idea.objects.get(pk=idea.pk).text


def test_a_name_alone_stays_in_drafts_of_others(moderator):
    idea = make_idea(text="Fragen Sie Amsel.")
    now = timezone.now()
    drafts = [
        Draft.objects.create(
            form="idea",
            owner=owner,
            content={"text": "Die Amsel singt."},
            created_at=now,
            updated_at=now,
        )
        for owner in (idea.author, UserFactory())
    ]

    redact(idea, wish(idea, "Amsel", what=Blackened.NAME), by=moderator)

    texts = [Draft.objects.get(pk=draft.pk).content["text"] for draft in drafts]
    assert texts == [f"Die {NAME} singt.", "Die Amsel singt."]


def test_the_author_reads_what_why_and_that_nothing_comes_back(moderator):
    idea = make_idea()
    decision = redact(
        idea, wish(idea, "030 1234567", text="Bitte ohne Nummern."), by=moderator
    )
    happening = Happening.objects.get(verb="moderation.redacted")
    verb = registry.get("moderation.redacted")
    idea.refresh_from_db()

    (who,) = verb.audience(idea, happening.params)
    told = verb.tell(idea, happening.params, who)

    assert who.user_id == idea.author_id
    assert happening.params == {"decision": decision.pk, "what": ["phone"]}
    for words in (
        "Bitte ohne Nummern.",
        "Telefonnummer (1)",
        "lässt es sich nicht zurückholen",
        "Einwand erheben",
    ):
        assert words in str(told.text)
    assert "1234567" not in str(told.text)


def test_an_objection_that_is_right_brings_no_words_back_and_says_so(moderator):
    idea = make_idea()
    decision = redact(idea, wish(idea, "030 1234567"), by=moderator)
    appeal = appeals.find(decision)
    target = appeal.lock(decision)
    assert appeal.stands(decision, target)
    assert appeal.may_object(idea.author_id, decision, target)

    appeal.undo(decision, target, text="Das war Ihre eigene Nummer.", by=make_staff())

    verb = registry.get("moderation.redaction_regretted")
    happening = Happening.objects.get(verb=verb.key)
    told = verb.tell(target, happening.params, Recipient(user_id=idea.author_id))
    assert "Zurückholen können wir die Worte nicht" in str(told.text)
    assert PHONE in Idea.objects.get(pk=idea.pk).text
    assert not appeal.stands(decision, target)


@pytest.mark.parametrize("state", ("submitted", "published", "declined", "withdrawn"))
def test_words_can_go_in_every_state(moderator, state):
    idea = make_idea(publication=state)

    redact(idea, wish(idea, "030 1234567"), by=moderator)

    idea.refresh_from_db()
    assert (idea.publication, PHONE in idea.text) == (state, True)


def test_nothing_marked_is_refused(moderator):
    idea = make_idea()

    assert code_of(lambda: redact(idea, Wish(version=1), by=moderator)) == (
        "nothing_marked"
    )


def test_signs_alone_are_refused(moderator):
    idea = make_idea(text="Ja — nein")
    marked = Wish(version=1, cuts=[Cut("text", 1, 1)])

    assert code_of(lambda: redact(idea, marked, by=moderator)) == "no_words"


def test_an_older_version_is_refused(moderator):
    idea = make_idea()
    older = Wish(version=7, cuts=[Cut("text", 1, 1)])

    assert code_of(lambda: redact(idea, older, by=moderator)) == "version_changed"


def test_nobody_blackens_an_own_contribution(moderator):
    idea = make_idea(author=moderator)

    refused = code_of(lambda: redact(idea, wish(idea, "030 1234567"), by=moderator))

    assert refused == "own_contribution"


def test_a_redaction_leaves_the_item_open(moderator):
    idea = make_idea(publication="submitted")
    services.submit(idea)

    redact(idea, wish(idea, "030 1234567", reason=Reason.INSULT), by=moderator)

    assert QueueItem.objects.open().filter(target_id=idea.pk).exists()
