import pytest
from django.core.management import call_command

from commons.delivery.models import Delivery
from config import demo
from config.demo import people
from participation.ideas.enums import Case, Outcome
from participation.ideas.models import Idea
from participation.moderation.enums import Publication
from participation.referrals.enums import ReferralState
from participation.referrals.models import Referral
from participation.referrals.queries import suggesting
from participation.referrals.services import learning

pytestmark = pytest.mark.django_db


def test_the_demo_has_ideas_in_each_state():
    call_command("load_demo", verbosity=0)

    cases = set(Idea.objects.values_list("case", flat=True))
    publications = set(Idea.objects.values_list("publication", flat=True))
    states = set(Referral.objects.values_list("state", flat=True))
    outcomes = set(Idea.objects.values_list("outcome", flat=True)) - {""}
    assert cases >= set(Case) - {Case.REOPENED, Case.CLOSED}
    assert publications >= {
        Publication.SUBMITTED,
        Publication.CHANGES_REQUESTED,
        Publication.PUBLISHED,
        Publication.DECLINED,
    }
    assert states >= {
        ReferralState.QUEUED,
        ReferralState.ACKNOWLEDGED,
        ReferralState.QUESTION,
        ReferralState.STATED,
        ReferralState.RETURNED,
    }
    assert outcomes >= {Outcome.DONE, Outcome.TOGETHER, Outcome.NOT_POSSIBLE}
    assert (
        Delivery.objects.filter(state="queued", renderer="referrals.referral").count()
        == 2
    )

    assert_past_decisions_teach_enough()


def assert_past_decisions_teach_enough():
    """By the task that learns in any house, and on what it had not seen."""
    training = learning.learn(is_asked=True)

    assert training.decisions >= suggesting.NEEDED
    assert training.top_three >= suggesting.NEEDED_TOP_THREE
    assert suggesting.is_good_enough(training)
    bench = Idea.objects.get(title__startswith="Noch eine Bank am Rundweg")
    first = suggesting.suggestion_for(bench).proposed[0]
    assert (first.department.key, "„Bank“" in first.reasons) == ("sga", True)


def test_every_account_of_the_demo_is_named_with_what_it_does():
    rows = demo.accounts()

    assert [row for row in rows if not all(row)] == []
    assert len({email for _does, email, _password in rows}) == 8


def test_the_demo_page_shows_the_code_of_the_moment(client):
    page = client.get("/demo/").content.decode()

    assert people.current_code() in page
    assert people.PASSWORD in page


def test_in_production_there_is_no_demo(client, settings):
    settings.PRODUCTION = True

    assert client.get("/demo/").status_code == 404
