"""The pages on which staff unite two ideas and part them again."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from commons.accounts.enums import Role
from commons.search import services as search
from participation.ideas.enums import Case
from participation.ideas.models import Idea, Merge
from participation.moderation import services as moderation
from participation.moderation.enums import Publication, Verdict
from participation.referrals.enums import ReferralRole
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import make_item, make_regional_moderator
from tests.factories.referrals import ReferralFactory
from tests.participation.writing import dangers_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_staff(display_name="Kollegin Eins")


@pytest.fixture
def desk(client, sign_in, moderator):
    return sign_in(client, moderator)


def page_of(idea, partner=None):
    address = reverse("ideas:idea-merge", args=[idea.number])
    return f"{address}?mit={partner.number}" if partner else address


def merged(idea, partner, by):
    moderation.decide_directly(
        idea, verdict=Verdict.MERGE, version=1, by=by, merge_into=partner
    )
    idea.refresh_from_db()


def test_likely_duplicates_come_first_and_search_finds_more(desk):
    source = IdeaFactory(title="Bank am Anger", text="Am Anger fehlt eine Bank.")
    alike = IdeaFactory(title="Bänke am Anger", text="Am Anger fehlen Bänke.")
    other = IdeaFactory(title="Radweg in der Berliner Straße")
    for idea in (source, alike, other):
        search.index("idea", idea)

    offered = desk.get(page_of(source)).context
    found = desk.get(page_of(source), {"q": "Radweg"}).context
    by_number = desk.get(page_of(source), {"q": other.number}).context

    assert offered["likely"] == [alike]
    assert found["found"] == [other]
    assert by_number["found"] == [other]


def test_the_preview_shows_both_texts_and_writes_nothing(desk):
    source = IdeaFactory(text="Am Anger fehlt eine Bank mit Lehne.")
    target = IdeaFactory(title=source.title, text="Am Anger fehlt eine Bank am Weg.")

    page = desk.get(page_of(source, target))

    assert "<del>mit Lehne.</del>" in page.text
    assert "<ins>am Weg.</ins>" in page.text
    assert page.context["forecast"].votes_after == 1
    assert not Merge.objects.exists()


def test_swapping_lets_the_other_stay(desk):
    source, target = IdeaFactory(), IdeaFactory()

    page = desk.get(page_of(source, target))

    assert page.context["swap_url"] == page_of(target, source)
    assert desk.get(page.context["swap_url"]).context["target"] == source


def test_an_idea_nobody_read_yet_cannot_stay(desk):
    item = make_item()
    source, target = Idea.objects.get(pk=item.target_id), IdeaFactory()

    page = desk.get(page_of(source, target))
    swapped = desk.get(page_of(target, source))

    assert page.context["swap_url"] == ""
    assert swapped.context["is_missing"]


def test_merging_leads_to_the_idea_that_stays(desk):
    source, target = IdeaFactory(), IdeaFactory()
    fields = {"mit": target.number, "version": 1, "text": "Danke Ihnen beiden."}

    response = desk.post(page_of(source), fields)

    assert response["Location"] == target.get_absolute_url()
    source.refresh_from_db()
    assert (source.publication, source.merged_into) == (Publication.MERGED, target)
    assert source.decision.text == "Danke Ihnen beiden."


def test_an_item_that_somebody_else_reads_is_not_merged(desk):
    item = make_item()
    moderation.claim(item, by=make_staff(display_name="Kollege Zwei"))
    source, target = Idea.objects.get(pk=item.target_id), IdeaFactory()

    response = desk.post(page_of(source), {"mit": target.number, "version": 1})

    assert response.status_code == 422
    assert "Daran arbeitet gerade Kollege Zwei" in response.text
    assert not Merge.objects.exists()


def test_an_idea_at_an_amt_says_what_to_do_first(desk):
    source, target = IdeaFactory(case=Case.REFERRED), IdeaFactory()

    page = desk.get(page_of(source, target))

    assert "Rufen Sie die Weiterleitung zuerst zurück" in page.text
    assert 'name="version"' not in page.text


def test_an_amt_that_is_asked_besides_still_works_on_it(desk):
    source, target = IdeaFactory(case=Case.OPEN), IdeaFactory()
    ReferralFactory(idea=source, role=ReferralRole.CONSULTED)

    response = desk.post(page_of(source), {"mit": target.number, "version": 1})

    assert response.status_code == 422
    assert "Rufen Sie die Weiterleitung zuerst zurück" in response.text


def test_the_common_idea_shows_what_went_in_but_no_unread_words(client, moderator):
    item = make_item(title="Nie gelesen")
    source, target = IdeaFactory(title="Bank am Anger"), IdeaFactory()
    merged(source, target, moderator)
    merged(Idea.objects.get(pk=item.target_id), target, moderator)

    page = client.get(target.get_absolute_url()).text

    assert "Bank am Anger" in page
    assert "Nie gelesen" not in page


def test_parting_on_the_page_brings_the_idea_back(desk, moderator):
    source, target = IdeaFactory(), IdeaFactory()
    merged(source, target, moderator)
    address = reverse("ideas:idea-unmerge", args=[source.number])

    shown = desk.get(address)
    response = desk.post(address, {"version": 1, "text": ""})

    assert shown.status_code == 200
    source.refresh_from_db()
    assert response["Location"] == source.get_absolute_url()
    assert (source.publication, source.merged_into) == (Publication.PUBLISHED, None)


def test_the_staff_panel_offers_parting_for_thirty_days(desk, moderator):
    source, target = IdeaFactory(), IdeaFactory()
    merged(source, target, moderator)
    address = reverse("ideas:idea-unmerge", args=[source.number])
    assert address in desk.get(target.get_absolute_url()).text

    merge = Merge.objects.get()
    Merge.objects.update(merged_at=merge.merged_at.replace(year=2020))

    assert address not in desk.get(target.get_absolute_url()).text
    assert "Diese Zeit ist vorbei" in desk.get(address).text


def test_what_is_not_merged_is_not_parted(desk):
    idea = IdeaFactory()

    response = desk.get(reverse("ideas:idea-unmerge", args=[idea.number]))

    assert response["Location"] == idea.get_absolute_url()
    assert [str(each) for each in get_messages(response.wsgi_request)] == [
        "Diese Idee ist mit keiner anderen zusammengeführt."
    ]


STATES = [state.value for state in Publication]
MAY_GO = {"submitted", "published"}


def asked(client, sign_in, role, source):
    if role == "anonymous":
        return client
    if role == "resident":
        return sign_in(client, UserFactory())
    if role == "author who moderates":
        user = make_staff()
        Idea.objects.filter(pk=source.pk).update(author=user)
        return sign_in(client, user)
    if role == "moderator here":
        return sign_in(client, make_regional_moderator(source.region))
    return sign_in(client, make_staff(role))


ROLES = (
    "anonymous",
    "resident",
    "author who moderates",
    "moderator here",
    Role.MODERATOR,
    Role.COORDINATOR,
    Role.DATA_EDITOR,
)
MODERATING = {"moderator here", Role.MODERATOR, Role.COORDINATOR}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", STATES)
def test_role_and_state_decide_what_a_post_does(client, sign_in, role, state):
    source, target = IdeaFactory(publication=state), IdeaFactory()
    before = Merge.objects.count()

    response = asked(client, sign_in, role, source).post(
        page_of(source), {"mit": target.number, "version": 1}
    )

    is_done = role in MODERATING and state in MAY_GO
    assert Merge.objects.count() - before == int(is_done)
    if role not in MODERATING | {"anonymous"}:
        is_seen = state == "published" or role == "author who moderates"
        assert response.status_code == (403 if is_seen else 404)


def test_both_ideas_have_to_be_in_ones_own_hands(client, sign_in):
    source = IdeaFactory()
    regions = type(source.region).objects.order_by("number")
    target = IdeaFactory(region=regions[1])
    here = sign_in(client, make_regional_moderator(source.region))

    shown = here.get(page_of(source, target))
    response = here.post(page_of(source), {"mit": target.number, "version": 1})

    assert not shown.context["is_allowed"]
    assert response.status_code == 403
    assert not Merge.objects.exists()


def test_hostile_words_stay_words(desk):
    bad = '<script>alert(1)</script><img src=x onerror="alert(1)">'
    source = IdeaFactory(title=bad[:100], text=bad)
    target = IdeaFactory(title=bad[:100], text=f"{bad} und mehr")
    search.index("idea", target)

    pages = [page_of(source), f"{page_of(source)}?q={bad}", page_of(source, target)]

    assert [dangers_in(desk.get(page).text) for page in pages] == [[], [], []]


@pytest.mark.parametrize("count", (1, 30))
def test_the_search_costs_the_same_with_1_and_30_ideas(
    desk, django_assert_num_queries, count
):
    source = IdeaFactory(title="Bank am Anger")
    for idea in IdeaFactory.create_batch(count, title="Bänke am Anger"):
        search.index("idea", idea)
    desk.get(page_of(source))

    with django_assert_num_queries(STRICT_QUERIES + 14):
        desk.get(page_of(source), {"q": "Anger"})


def test_pressing_once_more_in_another_window_leads_where_it_went(desk, moderator):
    source, target = IdeaFactory(), IdeaFactory()
    form = {"mit": target.number, "version": source.version, "text": ""}
    merged(source, target, moderator)

    answer = desk.post(page_of(source), form)

    assert answer.url == target.get_absolute_url()
    told = [str(each) for each in get_messages(answer.wsgi_request)]
    assert told == [f"{source.number} gehört schon zu {target.number}."]
    assert Merge.objects.count() == 1
