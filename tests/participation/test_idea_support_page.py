"""Supporting by page and by element: the same rule, the same numbers."""

import pytest
from django.urls import reverse

from commons.verbs.registry import Recipient
from participation.ideas.models import Support
from participation.ideas.verbs import VERBS
from tests.factories.accounts import UserFactory
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import DecisionFactory, IdeaFactory
from tests.participation.writing import text_of

pytestmark = pytest.mark.django_db
FRAGMENT = {"X-Fragment": "support"}


def address_of(idea):
    return reverse("ideas:idea-support", args=[idea.number])


def test_without_a_sign_in_one_comes_back_here_after_it(client):
    idea = IdeaFactory()

    response = client.get(address_of(idea))

    assert response.url == f"{reverse('account_login')}?next={address_of(idea)}"


def test_the_page_supports_and_takes_back(client, sign_in):
    idea = IdeaFactory()
    sign_in(client, UserFactory())

    ask = text_of(client.get(address_of(idea)))
    given = client.post(address_of(idea), {"wanted": "ja"})
    again = client.post(address_of(idea), {"wanted": "ja"})
    idea.refresh_from_db()
    while_given = idea.support_count
    client.post(address_of(idea), {"wanted": "nein"})

    idea.refresh_from_db()
    assert "Diese Idee unterstützen?" in ask
    assert given.url == again.url == idea.get_absolute_url()
    assert (while_given, idea.support_count) == (1, 0)


def test_the_element_gets_what_a_fresh_page_would_show(client, sign_in):
    idea = IdeaFactory()
    sign_in(client, UserFactory())

    fragment = client.post(address_of(idea), headers=FRAGMENT).content.decode()

    fresh = client.get(idea.get_absolute_url()).content.decode()
    inside = fresh.split("<support-button")[1].split(">", 1)[1].split("</support-b")[0]
    assert inside.split() == fragment.split()
    assert "Sie unterstützen das" in fragment


def test_the_element_toggles(client, sign_in):
    idea = IdeaFactory()
    sign_in(client, UserFactory())

    for _ in range(3):
        client.post(address_of(idea), headers=FRAGMENT)

    assert Support.objects.filter(idea=idea).count() == 1


def test_one_s_own_idea_is_for_others_to_support(client, sign_in):
    idea = IdeaFactory()
    sign_in(client, idea.author)

    page = text_of(client.get(address_of(idea)))
    response = client.post(address_of(idea), headers=FRAGMENT)

    assert "Das ist Ihre eigene Idee." in page
    assert response.status_code == 302
    assert "Ihre eigene Idee zählt schon" in text_of(
        client.get(idea.get_absolute_url())
    )


@pytest.mark.parametrize("method", ("get", "post"))
def test_what_is_not_public_has_no_support_page(client, sign_in, method):
    idea = IdeaFactory(publication="hidden")
    sign_in(client, UserFactory())

    assert getattr(client, method)(address_of(idea)).status_code == 404


@pytest.mark.parametrize(
    "verb", [verb for verb in VERBS if verb.tell], ids=lambda v: v.key
)
@pytest.mark.parametrize(
    "reason", ("author", "follower", "region_follower", "topic_follower")
)
def test_every_letter_is_complete(verb, reason):
    idea = IdeaFactory(
        title="100 % Grün & <Bänke>",
        publication="merged",
        case="answered",
        outcome="done",
        lead_department=DepartmentFactory(),
        support_count=1,
    )
    decision = DecisionFactory(text="Weil %(title)s so ist.")

    who = Recipient(user_id=idea.author_id, reason=reason)
    params = {"decision": decision.pk, "other": idea.merged_into_id}

    told = verb.tell(idea, params, who)

    words = f"{told.line} {told.subject} {told.text} {told.action}"
    assert "100 % Grün & <Bänke>" in words
    assert words.replace("%(title)s so ist", "").count("%(") == 0
    assert told.url == idea.get_absolute_url()
