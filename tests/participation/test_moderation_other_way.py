""" "Ein anderer Weg" is shown to its author as a way, and nowhere as a rejection."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from commons.errors import RuleViolation
from neighbourhood.departments.services.facts import (
    load_cards,
    load_signposts,
    load_topics,
)
from participation.moderation import desk, reasons
from participation.moderation.enums import HintCode, Publication, Reason, Verdict
from participation.moderation.queries.ways import Way, way_for
from participation.moderation.services import decide_directly
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.discussion import CommentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import DecisionFactory, HintFactory, make_item
from tests.participation.statements import MAKERS, make, read_by_author

pytestmark = pytest.mark.django_db
OTHER_WAY = tuple(sorted(reasons.OTHER_WAY))
ORDNUNGSAMT = "https://ordnungsamt.berlin.de/"


@pytest.fixture
def moderator():
    return make_staff()


@pytest.fixture
def signposts():
    load_signposts()


def redirected(contribution, *, by, reason=Reason.DEFECT, **more):
    return decide_directly(
        contribution,
        verdict=Verdict.DECLINE,
        version=contribution.version,
        reason=reason,
        by=by,
        **more,
    )


@pytest.mark.parametrize("reason", OTHER_WAY)
@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_no_kind_calls_it_a_rejection_and_each_says_where_to_go(
    moderator, kind, reason
):
    contribution = make(kind, publication=Publication.SUBMITTED)

    decision = redirected(contribution, by=moderator, reason=reason)

    line, subject, text = read_by_author(contribution)
    shown = desk.load(kind, contribution.pk)
    said = f"{line} {subject} {text} {decision.done} {shown.state_label}"
    assert "ablehn" not in said
    assert "abgelehnt" not in said
    assert "So kommen Sie weiter:" in text
    assert (decision.way_text in text, decision.way_url in text) == (True, True)
    assert shown.state_key == "redirected"
    assert shown.state_label == "auf einen anderen Weg verwiesen"


def test_the_author_sees_the_way_on_the_own_page_and_in_the_list(
    client, sign_in, moderator, signposts
):
    author = UserFactory()
    idea = IdeaFactory(author=author, publication=Publication.SUBMITTED)
    redirected(idea, by=moderator)
    sign_in(client, author)

    page = client.get(idea.get_absolute_url()).text
    own = client.get(reverse("ideas:idea-mine")).text

    assert ORDNUNGSAMT in page
    for html in (page, own):
        assert "auf einen anderen Weg verwiesen" in html
        assert "abgelehnt" not in html


def test_the_desk_and_the_objection_call_it_the_same(client, sign_in, moderator):
    idea = IdeaFactory(publication=Publication.SUBMITTED)
    decision = redirected(idea, by=moderator)
    at_desk = reverse("moderation:contribution", args=["idea", idea.pk])
    objection = reverse("moderation:complaint-create", args=[decision.pk])

    history = sign_in(client, moderator).get(at_desk).text
    own = sign_in(client, idea.author).get(objection).text

    for html in (history, own):
        assert "abgelehnt" not in html
        assert decision.way_text.split(".")[0] in html
        assert "Worauf wir uns stützen" in html
        assert "/regeln/#worum-es-hier-geht" in html


def test_a_comment_that_was_public_leaves_a_stub_with_the_way(
    client, moderator, signposts
):
    comment = CommentFactory()
    words = {"reason": Reason.DEFECT, "version": 1, "by": moderator}
    decide_directly(comment, verdict=Verdict.HIDE, **words)
    decide_directly(desk.load("comment", comment.pk), verdict=Verdict.DECLINE, **words)

    page = client.get(comment.thread.get_absolute_url()).text

    assert "auf einen anderen Weg verwiesen" in page
    assert ORDNUNGSAMT in page
    assert comment.text not in page


def test_the_signposts_are_asked_first_and_the_moderator_has_the_last_word(
    moderator, signposts
):
    idea = IdeaFactory(
        title="Sofa liegt auf dem Gehweg", publication=Publication.SUBMITTED
    )
    own = Way("Rufen Sie das Ordnungsamt an.", "", "030 115")

    suggested = way_for(idea, Reason.DEFECT)
    decision = redirected(idea, by=moderator, way=own)

    assert suggested.url == ORDNUNGSAMT
    assert (decision.way_text, decision.way_url, decision.way_phone) == (
        own.text,
        "",
        "030 115",
    )


@pytest.mark.parametrize(
    ("title", "reason", "part"),
    (
        ("Widerspruch gegen meinen Bescheid", Reason.FORMAL, "Bescheid"),
        ("Längere Grünphase der Ampel", Reason.OTHER_BODY, "Senat"),
        ("Ein Antrag", Reason.FORMAL, "service.berlin.de"),
        ("Etwas ganz anderes", Reason.OTHER_BODY, "115"),
        ("Etwas ganz anderes", Reason.DECIDED_ALREADY, "115"),
        ("Ein Spielplatz in Mitte", Reason.NOT_IN_DISTRICT, "mein.berlin.de"),
    ),
)
def test_each_reason_suggests_its_own_way(signposts, title, reason, part):
    idea = IdeaFactory(title=title, text="Bitte kümmern Sie sich.")

    way = way_for(idea, reason)

    assert part in f"{way.text} {way.url} {way.phone}"


def test_what_is_known_of_a_topic_is_the_way_where_no_signpost_points():
    load_topics()
    load_cards()
    idea = IdeaFactory(title="Zebrastreifen an der Schule", text="Bitte.")

    way = way_for(idea, Reason.DECIDED_ALREADY)

    assert "/was-geht/" in way.url


def test_a_duplicate_leads_to_what_a_hint_found_if_it_is_public():
    twin = IdeaFactory(title="Bänke am Anger")
    item = make_item(title="Bänke am Anger bitte")
    HintFactory(
        item=item,
        code=HintCode.DUPLICATE,
        target_kind="idea",
        target_id=twin.pk,
        reason="klingt gleich",
    )

    way = way_for(desk.load("idea", item.target_id), Reason.DUPLICATE)

    assert "Bänke am Anger" in way.text
    assert way.url.endswith(twin.get_absolute_url())


def test_other_reasons_have_no_way():
    assert not way_for(IdeaFactory(), Reason.INSULT)


@pytest.mark.parametrize("url", ("javascript:alert(1)", "data:text/html,x", "//x.y"))
def test_a_way_is_a_web_address_whoever_writes_it(moderator, url):
    idea = IdeaFactory(publication=Publication.SUBMITTED)

    with pytest.raises(RuleViolation) as caught:
        redirected(idea, by=moderator, way=Way("Hier", url))

    assert caught.value.code == "way"


@pytest.mark.parametrize(
    ("fields", "name"),
    (
        ({"reason": Reason.DEFECT}, "decision_other_way_is_shown"),
        ({"way_url": "javascript:x"}, "decision_way_is_a_web_address"),
        ({"way_url": "https://a b"}, "decision_way_is_a_web_address"),
    ),
)
def test_the_database_holds_the_way_to_it(fields, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        DecisionFactory(target_id=1, **fields)
