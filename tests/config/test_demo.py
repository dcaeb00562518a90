import pytest
from django.core.management import call_command

from commons.delivery import renderers
from commons.delivery.models import Delivery
from commons.notifications.enums import Pace
from commons.notifications.models import Digest, MailPreference, Notification
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

    assert_people_are_told_in_their_way()
    assert_past_decisions_teach_enough()


def assert_people_are_told_in_their_way():
    """One gathered mail is on its way, the next waits with several Stadtteile."""
    sent = Digest.objects.get(
        user__email="bewohnerin@demo.example", pace=Pace.WEEKLY, closed_at__isnull=False
    )
    waiting = Digest.objects.get(user=sent.user, pace=Pace.WEEKLY, closed_at=None)
    regions = {
        Idea.objects.get(pk=row.happening.target_id).region_id
        for row in waiting.notifications.filter(happening__verb="idea.published")
    }
    mail = renderers.get(sent.delivery.renderer)(sent.delivery)
    assert len(regions) > 1
    assert sent.closed_at < waiting.due_at
    assert "Karow" in mail.text
    assert Notification.objects.filter(folded__gt=2).exists()
    assert MailPreference.objects.filter(paused_until__isnull=False).exists()


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
