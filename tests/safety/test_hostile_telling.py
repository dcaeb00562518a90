"""What outsiders try with the bell, the links in mails and the Rundbriefe."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from commons.delivery import sender, services as delivery
from commons.delivery.enums import Cause, Lane, SuppressionReason
from commons.notifications import services as notifications, unsubscribing
from commons.notifications.models import Follow, Notification
from commons.notifications.queries.wishes import wishes_of
from commons.notifications.services import addresses, preferences
from commons.notifications.services.expansion import expand_due
from commons.notifications.unsubscribing import Stopped
from commons.verbs.services import happened
from neighbourhood.newsletters.models import Subscription
from neighbourhood.newsletters.notices import payload_of
from participation.ideas.models import Idea
from participation.moderation.enums import Publication
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.keys import empty_keys
from tests.neighbourhood.reading_letters import (
    ADDRESS,
    FORM,
    asked,
    built,
    confirm_url,
    here,
    page_of,
    piece_of_idea,
    published,
    subscribed,
    typed,
)

pytestmark = pytest.mark.django_db
SECRET = "Geheimnis am Anger"
# Signs that a resident escaped: as words they are an address in brackets.
TRAP = r"\[Jetzt abstimmen\](http://evil.example/) und \*\*laut\*\*."
PLAIN = "[Jetzt abstimmen](http://evil.example/) und **laut**."


def told(user=None, **fields):
    """Somebody who follows an idea, and what the bell tells them of it."""
    user = user or UserFactory()
    idea = IdeaFactory(case="referred", **fields)
    notifications.follow(user, idea, reason="supporter")
    happened("idea.referred", idea, by=None)
    expand_due()
    return user.notifications.get()


def mail_of(issue, row):
    """The Rundbrief in the outbox, as its own service puts it there."""
    return delivery.enqueue(
        key=f"{issue.key_prefix}{row.pk}",
        renderer="newsletter",
        params={"newsletter": issue.pk, "subscription": row.pk},
        to_address=row.to_address,
        lane=Lane.BULK,
    )


def stop_url(notification):
    token = unsubscribing.token_for(notification)
    return reverse("notifications:unsubscribe", args=[token])


def pace_of(user, subject="own"):
    return wishes_of([user.pk])[user.pk].paces.get(subject)


def test_a_forwarded_link_cannot_bring_the_wishes_of_whoever_got_it(client):
    theirs = told()
    preferences.set_pace(theirs.user, "own", "bell")
    mine = Notification(user=UserFactory())
    forged = unsubscribing.undo_token(mine, Stopped({"own": "at_once"}))

    client.post(stop_url(theirs), {"before": forged})

    assert pace_of(theirs.user) == "bell"


def test_an_address_is_not_turned_on_again_by_somebody_elses_undo(client):
    theirs = told()
    addresses.mute("weg@example.net")
    Notification.objects.filter(pk=theirs.pk).update(
        user=None, address="weg@example.net"
    )
    theirs = Notification.objects.get(pk=theirs.pk)
    mine = Notification(address="her@example.net")
    forged = unsubscribing.undo_token(mine, Stopped(is_address=True))

    client.post(stop_url(theirs), {"before": forged})

    assert addresses.is_muted("weg@example.net")


def test_what_can_no_longer_be_taken_back_stops_nothing_either(client):
    row = told()
    before = unsubscribing.undo_token(row, Stopped({"followed": ""}))

    with time_machine.travel(timezone.now() + timedelta(days=2)):
        page = client.post(stop_url(row), {"before": before})

    assert page.context["step"] == "asked"
    assert pace_of(row.user, "followed") is None


def test_ten_thousand_follows_stop_and_come_back_at_once(
    client, django_assert_max_num_queries
):
    row = told()
    follows = dict.fromkeys(range(1_000_000, 1_010_000), "daily")
    follow = Follow.objects.get(user=row.user)
    Follow.objects.filter(pk=follow.pk).update(pace="bell")
    before = unsubscribing.undo_token(
        row, Stopped(follows={**follows, follow.pk: "daily"})
    )

    with django_assert_max_num_queries(40):
        page = client.post(stop_url(row), {"before": before})

    follow.refresh_from_db()
    assert (page.context["step"], follow.pace) == ("back", "daily")


def test_what_fell_silent_is_not_named_once_it_is_hidden(client, sign_in):
    row = told(title=SECRET)
    sign_in(client, row.user)
    said = client.post(f"/mitteilungen/{row.pk}/stumm/", follow=True)
    assert SECRET in said.content.decode()
    hidden = IdeaFactory(publication=Publication.HIDDEN)

    Idea.objects.filter(title=SECRET).update(
        publication=Publication.HIDDEN, decision=hidden.decision
    )

    page = client.get(f"/mitteilungen/?stumm={row.pk}").content.decode()
    assert "Geheimnis" not in page
    assert f"/mitteilungen/{row.pk}/laut/" in page


@pytest.mark.parametrize(
    "query",
    (
        "vor=2026-01-01T00:00:00%2B23:59~1",
        "vor=1900-01-01T00:00:00%2B14:00~1",
        f"vor=2026-01-01T00:00:00%2B00:00~{'9' * 30}",
        "vor=%00",
        f"stumm={'9' * 40}",
        "thema=%00",
        "seit=2026-01-01T00:00:00-23:59",
        "seit=%00",
        "art=%00",
    ),
)
def test_an_address_that_somebody_made_up_breaks_no_page(client, sign_in, query):
    sign_in(client, told().user)

    for path in ("/mitteilungen/", "/mitteilungen/neues/", "/konto/verfolgt/"):
        assert client.get(f"{path}?{query}").status_code == 200


def test_a_moment_that_somebody_made_up_marks_nothing(client, sign_in):
    row = told()
    sign_in(client, row.user)

    client.post("/mitteilungen/gelesen/", {"up_to": "2026-01-01T00:00:00+23:59"})

    row.refresh_from_db()
    assert row.read_at is None


def test_addresses_that_hold_a_token_stay_on_their_page(client):
    row, waiting = subscribed(), asked("zweite@example.net")
    notification = told()
    wishes = unsubscribing.preferences_url_for(notification.user)
    paths = (
        page_of(row),
        confirm_url(waiting),
        stop_url(notification),
        "/" + wishes.split("/", 3)[3],
    )

    for path in paths:
        headers = client.get(path).headers
        assert headers["Referrer-Policy"] == "strict-origin", path
        assert headers["X-Robots-Tag"] == "noindex, nofollow", path
        assert "no-store" in headers["Cache-Control"], path
    assert client.post(page_of(row)).headers["Referrer-Policy"] == "strict-origin"


def test_no_mailbox_is_filled_by_spellings_of_its_address(client, settings):
    settings.SECONDS_TO_FILL = 0
    empty_keys()
    spellings = ("a.b@example.net", "ab+1@example.net", "A.B+2@example.net")

    for address in (*spellings, "a.b+3@example.net", "ab@example.net"):
        response = client.post(FORM, typed(email=address))
        assert response["Location"] == "/rundbriefe/bestellen/postfach/"
    assert Subscription.objects.count() == len(spellings)

    client.post(FORM, typed(email="b@example.net"))
    assert Subscription.objects.count() == len(spellings) + 1


def test_a_closed_mailbox_gets_no_rundbrief():
    mail = mail_of(published(), subscribed())
    delivery.suppress(ADDRESS, reason=SuppressionReason.ASKED)

    result = sender.hold_back(mail)

    assert (result.cause, result.state) == (Cause.SUPPRESSED, "recalled")


def test_what_residents_write_makes_no_link_in_a_rundbrief(client):
    row, issue = subscribed(), published()
    piece_of_idea(issue, IdeaFactory(text=TRAP, region=here()))

    mail = built(mail_of(issue, row))

    page = client.get(issue.get_absolute_url()).content.decode()
    for html in (page, mail.get_body(("html",)).get_content()):
        assert PLAIN in html
        assert 'href="http://evil.example' not in html
    assert PLAIN in str(payload_of(issue))
