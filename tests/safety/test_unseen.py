"""What is not public stays so: on every page, in every cache, in bell and mail."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from commons.accounts.enums import Role
from commons.delivery import sender
from commons.delivery.models import Delivery
from commons.notifications import services as notifications
from commons.notifications.services.digests import close_due
from commons.notifications.services.expansion import expand_due
from commons.search import services as search
from commons.verbs.services import happened
from neighbourhood.regions.models import Region
from participation.ideas.services import maps
from participation.moderation.enums import Publication
from tests.clients import StrictClient
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import make_item, make_regional_moderator
from tests.factories.referrals import ReferralFactory
from tests.wishing import at_once

pytestmark = pytest.mark.django_db
SECRET = "Geheimnis am Anger"
UNSEEN = [state for state in Publication if state != Publication.PUBLISHED]
READING = (
    "/",
    "/ideen/",
    "/ideen/?q=Anger",
    "/ideen/karte/",
    "/ideen/karte/orte.json?west=-180&south=-85&east=180&north=85&zoom=18",
    "/ideen/karte/orte.json?west=-180&south=-85&east=180&north=85&zoom=18&q=Anger",
    "/stadtteile/pankow-zentrum/",
)


def secret_idea(state, **fields):
    region = Region.objects.get(slug="pankow-zentrum")
    return IdeaFactory(
        title=SECRET,
        text=SECRET,
        publication=state,
        region=region,
        place_text=SECRET,
        lon=13.4,
        lat=52.57,
        east_m=391_000.0,
        north_m=5_825_000.0,
        place_kind="pin",
        **fields,
    )


def paths_of(idea):
    return (
        *READING,
        f"/ideen/{idea.number}/",
        idea.get_absolute_url(),
        f"/ideen/unterstuetzen/{idea.number}/",
        f"/ideen/abholen/{idea.number}/",
        f"/ideen/aendern/{idea.number}/",
        f"/ideen/zurueckziehen/{idea.number}/",
        f"/ideen/danke/{idea.number}/",
        f"/melden/idea/{idea.pk}/",
        f"/antworten/{idea.number}/",
        f"/weiterleitungen/neu/{idea.number}/",
        f"/moderation/idea/{idea.pk}/",
        f"/wiedervorlagen/neu/?art=idea&nr={idea.pk}",
    )


def leaks(client, idea):
    """Paths that say a word of the idea that nobody asked for."""
    found = []
    for path in paths_of(idea):
        response = client.get(path, follow=True)
        said = f"{response.content.decode()} {response.redirect_chain}".lower()
        said = said.replace(path.lower(), "")
        if "geheimnis" in said:
            found.append(path)
    return found


@pytest.mark.parametrize("state", UNSEEN)
def test_an_unseen_idea_is_on_no_page_for_strangers(client, sign_in, state):
    # What was public before a merge may be read on the page of the idea that stays.
    was_public = {} if state != Publication.MERGED else {"published_at": None}
    idea = secret_idea(state, **was_public)
    search.index("idea", idea)
    maps.rebuild()
    other = StrictClient()
    sign_in(other, UserFactory())
    from_elsewhere = StrictClient()
    sign_in(from_elsewhere, make_regional_moderator(Region.objects.get(slug="buch")))

    assert leaks(client, idea) == []
    assert leaks(other, idea) == []
    assert leaks(from_elsewhere, idea) == []


def test_a_page_that_staff_saw_is_no_page_for_everybody(client, sign_in):
    idea, hidden = secret_idea(Publication.PUBLISHED), secret_idea(Publication.HIDDEN)
    staff = StrictClient()
    sign_in(staff, make_staff(Role.COORDINATOR))
    paths = (
        "/",
        "/ideen/",
        idea.get_absolute_url(),
        "/stadtteile/",
        "/stadtteile/pankow-zentrum/",
        "/ansprechpartner/",
        "/impressum/",
    )
    of_staff = {path: staff.get(path).content.decode() for path in paths}

    for path in paths:
        plain, again = client.get(path), client.get(path)
        assert plain.content == again.content, path
        for word in (
            "/moderation/",
            "/weiterleitungen/",
            "/konto/logout",
            "csrfmiddlewaretoken",
        ):
            assert word not in plain.content.decode(), (path, word)
        tag = plain.headers.get("ETag")
        if tag:
            answer = staff.get(path, headers={"if-none-match": tag})
            assert answer.status_code == 200
            assert answer.content.decode()[:200] == of_staff[path][:200]
    assert client.get(hidden.get_absolute_url()).status_code == 404


def test_a_page_in_one_language_is_not_the_page_in_another(client):
    german = client.get("/ideen/").content
    client.cookies["django_language"] = "en"

    assert client.get("/ideen/").content != german


@pytest.mark.parametrize("target_state", (Publication.HIDDEN, Publication.REMOVED))
def test_a_merged_idea_does_not_name_an_unseen_one(client, target_state):
    target = secret_idea(target_state)
    merged = IdeaFactory(publication=Publication.MERGED, merged_into=target)

    response = client.get(merged.get_absolute_url())

    assert "geheimnis" not in str(response.headers).lower()
    assert response.status_code in {404, 410}


@pytest.mark.parametrize(
    "state", (Publication.HIDDEN, Publication.REMOVED, Publication.WITHDRAWN)
)
def test_whoever_followed_reads_no_more_of_an_idea_that_is_gone(client, sign_in, state):
    idea = secret_idea(Publication.PUBLISHED, case="referred")
    follower, gathering = at_once(UserFactory()), UserFactory()
    for reader in (follower, gathering):
        notifications.follow(reader, idea, reason="supporter")
    happened("idea.referred", idea, by=None)
    expand_due()
    close_due(timezone.now() + timedelta(days=8))
    mails = Delivery.objects.filter(to_user__in=[follower, gathering])
    assert {mail.renderer for mail in mails} == {"notification", "digest"}
    sign_in(client, follower)
    assert SECRET in client.get("/mitteilungen/").content.decode()

    gone = secret_idea(state)
    type(idea).objects.filter(pk=idea.pk).update(
        publication=state, decision=gone.decision
    )

    assert "Geheimnis" not in client.get("/mitteilungen/").content.decode()
    for mail in mails:
        with pytest.raises(sender.renderers.Withdrawn):
            sender.make(mail)


def test_notifications_of_others_are_not_there(client, sign_in):
    idea = secret_idea(Publication.PUBLISHED, case="referred")
    happened("idea.referred", idea, by=None)
    notifications.follow(follower := UserFactory(), idea, reason="supporter")
    expand_due()
    pk = follower.notifications.get().pk
    sign_in(client, UserFactory())

    assert client.post(f"/mitteilungen/{pk}/oeffnen/").status_code == 404
    assert follower.notifications.get().read_at is None


@pytest.mark.parametrize("path", ("/moderation/{}/", "/moderation/{}/stand/"))
def test_an_item_of_another_region_is_not_there(client, sign_in, path):
    sign_in(client, make_regional_moderator(Region.objects.get(slug="buch")))
    news = "/moderation/neues/?seit=0&stadtteil=alle"
    before = client.get(news).content.decode()
    item = make_item(title=SECRET, region=Region.objects.get(slug="pankow-zentrum"))

    assert client.get(news).content.decode() == before
    for response in (
        client.get(path.format(item.pk)),
        client.get(f"/moderation/?q={item.number}"),
        client.get("/moderation/"),
        client.get("/moderation/?stadtteil=pankow-zentrum"),
        client.get("/moderation/?stadtteil=alle"),
    ):
        assert SECRET not in response.content.decode()
    for action in ("reservieren/", "freigeben/", ""):
        assert client.post(f"/moderation/{item.pk}/{action}").status_code == 404
    item.refresh_from_db()
    assert item.lease_by is None
    here = make_item(region=Region.objects.get(slug="buch"))
    assert here.number in client.get("/moderation/?stadtteil=alle").content.decode()
    assert client.get(news).content.decode() != before


@pytest.mark.parametrize(
    "path", ("", "zurueckrufen/", "noch-einmal/", "uebergeben/", "stellungnahme/")
)
def test_a_referral_of_another_region_is_not_there(client, sign_in, path):
    referral = ReferralFactory(idea__region=Region.objects.get(slug="pankow-zentrum"))
    sign_in(client, make_regional_moderator(Region.objects.get(slug="buch")))
    send = client.get if path in {"", "stellungnahme/"} else client.post

    assert send(f"/weiterleitungen/{referral.pk}/{path}").status_code == 404


def test_demo_pages_are_not_there_in_production(client, settings, tmp_path):
    settings.PRODUCTION, settings.DEMO_MAILBOX = True, str(tmp_path)
    (tmp_path / "1.eml").write_bytes(b"Subject: Code\r\n\r\n123456")

    for path in (
        "/demo/",
        "/demo/postfach/",
        "/demo/postfach/1/",
        "/demo/postfach/1/html/",
        "/demo/postfach/1/anlage/1/",
    ):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("headers", "address"),
    (
        ({}, "10.0.0.1"),
        ({"x-forwarded-for": "127.0.0.1"}, "127.0.0.1"),
        ({"x-forwarded-for": "127.0.0.1"}, "10.0.0.1"),
        ({"authorization": "Bearer "}, "10.0.0.1"),
    ),
)
def test_figures_are_for_this_machine_alone(client, headers, address):
    assert (
        client.get("/metrics", headers=headers, REMOTE_ADDR=address).status_code == 404
    )


def test_a_draft_in_the_form_is_nobody_elses(client, sign_in):
    writer, other = StrictClient(), StrictClient()
    writer.post("/ideen/neu/", {"title": SECRET, "key": str(uuid.uuid4())})
    sign_in(other, make_staff(Role.ADMIN))

    for browser in (client, other):
        for path in (
            "/ideen/neu/",
            "/entwuerfe/",
            "/ideen/neu/absenden/",
            "/ideen/neu/code/",
        ):
            assert SECRET not in browser.get(path, follow=True).content.decode()
