""" "Stimmt das noch?": who is asked when, by which mail, and the quiet archive."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.delivery import renderers
from commons.delivery.models import Delivery
from commons.delivery.renderers import Withdrawn
from commons.errors import RuleViolation
from commons.links import services as links
from commons.search import services as search
from commons.search.models import SearchRow
from commons.terms import services as terms
from commons.verbs.models import Happening
from participation.actors.enums import Level
from participation.actors.models import Actor, DirectoryTerms
from participation.actors.queries import tending
from participation.actors.queries.directory import listed
from participation.actors.queries.wishes import Wish
from participation.actors.services import archiving, confirming, people
from participation.actors.services.archiving import Why
from participation.actors.services.confirming import ask_due, months_after
from participation.actors.still_true import ARCHIVED, ASKS, DOOR, recipient_of
from participation.actors.tasks import ask_due as sweep
from participation.moderation.enums import Publication
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.actors import ActorFactory, make_member
from tests.factories.moderation import make_regional_moderator
from tests.factories.regions import RegionFactory

pytestmark = pytest.mark.django_db
START = "2026-03-02T10:00:00+01:00"


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as moving:
        yield moving


def due(**fields):
    """A listed actor that is asked today, with its owner."""
    actor = ActorFactory(**({"ask_next_on": berlin_today()} | fields))
    return actor, make_member(actor)


def mails(renderer=ASKS):
    return list(Delivery.objects.filter(renderer=renderer).order_by("pk"))


def address_in(delivery):
    """Where the button of a mail leads."""
    text = renderers.get(delivery.renderer)(delivery).text
    (address,) = (word for word in text.split() if "/akteure/stimmt-noch/" in word)
    return address[address.index("/akteure/") :]


def url_of(actor, owner):
    link = DOOR.grant(actor.pk, recipient=recipient_of(owner))
    return reverse("actors:actor-still-true", args=[links.token_of(link)])


def said(actor):
    rows = Happening.objects.filter(kind="actor", target_id=actor.pk)
    return list(rows.order_by("pk").values_list("verb", flat=True))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    (
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 3, 2), 6, date(2026, 9, 2)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
    ),
)
def test_months_end_where_the_shorter_one_ends(day, months, then):
    assert months_after(day, months) == then


def test_whoever_is_new_is_asked_in_half_a_year(clock):
    actor = ActorFactory()
    make_member(actor)

    assert sweep() == 0

    actor.refresh_from_db()
    assert actor.ask_next_on == date(2026, 9, 2)
    assert mails() == []


def test_every_owner_gets_one_mail_a_time_and_nobody_else(clock):
    actor, owner = due(contact_mail="haus@example.org")
    second = make_member(actor)
    make_member(actor, Level.EDITOR)

    assert ask_due() == 1
    assert ask_due() == 0

    actor.refresh_from_db()
    assert {mail.to_user for mail in mails()} == {owner, second}
    assert (actor.asked_count, actor.ask_next_on) == (1, date(2026, 3, 16))


def test_a_house_without_an_owner_is_asked_at_its_own_address(clock):
    actor = ActorFactory(ask_next_on=berlin_today(), contact_mail="haus@example.org")

    ask_due()

    (mail,) = mails()
    assert (mail.to_user, mail.to_address) == (None, actor.contact_mail)


def test_where_nobody_can_be_asked_the_desk_sees_it(clock):
    region = RegionFactory()
    moderator = make_regional_moderator(region)
    actor = ActorFactory(ask_next_on=berlin_today(), region=region)

    assert ask_due() == 0

    visitor = Visitor(user=moderator)
    (item,) = tending.unanswered_today(visitor)
    assert (item.url, item.due_on) == (actor.get_absolute_url(), berlin_today())
    assert tending.unanswered_count(visitor) == 1
    assert list(tending.unanswered_today(Visitor(user=UserFactory()))) == []


def test_after_three_unanswered_mails_the_entry_leaves_lists_map_and_search(clock):
    actor, owner = due(lon=13.42, lat=52.56)
    search.index("actor", actor)
    for _ in range(3):
        assert listed(Wish()).actors == [actor]
        ask_due()
        clock.shift(timedelta(days=14))

    ask_due()

    actor.refresh_from_db()
    assert actor.archived_at is not None
    assert len(mails()) == 3
    assert listed(Wish()).actors == []
    assert not SearchRow.objects.filter(kind="actor", target_id=actor.pk).exists()
    assert said(actor) == ["actor.asked"] * 3 + ["actor.archived"]
    assert [mail.to_user for mail in mails(ARCHIVED)] == [owner]


def test_an_answer_in_between_starts_the_half_year_anew(clock):
    actor, owner = due()
    for _ in range(2):
        ask_due()
        clock.shift(timedelta(days=14))

    confirming.confirm(actor, by=owner)
    ask_due()

    actor.refresh_from_db()
    assert (actor.asked_count, actor.archived_at) == (0, None)
    assert actor.ask_next_on == date(2026, 9, 30)
    assert len(mails()) == 2


def test_whoever_has_just_edited_the_entry_is_not_asked(clock):
    actor, owner = due(asked_count=1)
    for by in (owner, make_staff()):
        actor.snapshots.create(
            version=actor.snapshots.count() + 1,
            content={},
            created_by=by,
            created_at=timezone.now() - timedelta(days=3),
        )

    assert ask_due() == 0

    actor.refresh_from_db()
    assert (actor.ask_next_on, actor.asked_count) == (date(2026, 8, 27), 0)
    assert mails() == []


def test_rules_of_the_house_say_how_often_and_when(clock):
    values = {"months": 12, "times": 1, "days": 30}
    terms.change(
        DirectoryTerms, values, by=make_staff(), verb="directory.terms_changed"
    )
    actor, _owner = due()

    ask_due()
    clock.shift(timedelta(days=30))
    ask_due()

    actor.refresh_from_db()
    assert actor.archived_at is not None
    assert confirming.confirm(actor, by=None).ask_next_on == date(2027, 4, 1)


def test_the_mail_leads_without_an_account_to_the_entry_and_asks_there(client, clock):
    actor, _owner = due(place_text="Am Anger 1")
    ask_due()
    url = address_in(mails()[0])

    shown = client.get(url)

    actor.refresh_from_db()
    assert actor.confirmed_at is None
    assert b"Am Anger 1" in shown.content
    assert shown.headers["Referrer-Policy"] == "strict-origin"
    assert "noindex" in shown.headers["X-Robots-Tag"]

    client.post(url, {"antwort": "stimmt"})

    actor.refresh_from_db()
    assert actor.confirmed_at is not None
    assert said(actor)[-1] == "actor.confirmed"


def test_who_says_it_is_gone_lays_it_aside_and_a_click_brings_it_back(client):
    actor, owner = due()
    client.post(url_of(actor, owner), {"antwort": "gibt-es-nicht-mehr"})
    actor.refresh_from_db()
    assert (actor.archived_at is None, actor.ask_next_on) == (False, None)
    url = address_in(mails(ARCHIVED)[0])

    assert "zurückholen" in client.get(url).content.decode()
    client.post(url, {"antwort": "stimmt"})

    actor.refresh_from_db()
    assert actor.archived_at is None
    assert said(actor) == ["actor.archived", "actor.brought_back"]
    assert SearchRow.objects.filter(kind="actor", target_id=actor.pk).exists()


def test_a_button_that_nobody_made_changes_nothing(client):
    actor, owner = due()

    client.post(url_of(actor, owner), {"antwort": "loeschen"})

    assert said(actor) == []


def test_a_wrong_key_and_one_of_a_hidden_entry_say_the_same(client):
    url = url_of(*due())
    Actor.objects.update(publication=Publication.WITHDRAWN)

    gone = client.get(url)
    unknown = client.get(reverse("actors:actor-still-true", args=["x" * 43]))

    assert (gone.status_code, unknown.status_code) == (404, 404)
    assert client.post(url, {"antwort": "stimmt"}).status_code == 404


def test_the_key_of_somebody_who_has_left_opens_nothing(client):
    actor, owner = due()
    url = url_of(actor, owner)
    people.let_go(actor.memberships.get(user=owner), by=owner)

    assert client.get(url).status_code == 404
    assert client.post(url, {"antwort": "gibt-es-nicht-mehr"}).status_code == 404


def test_a_mail_that_is_answered_before_it_goes_is_not_sent(clock):
    actor, owner = due()
    ask_due()
    clock.shift(timedelta(minutes=1))
    confirming.confirm(actor, by=owner)

    with pytest.raises(Withdrawn):
        renderers.get(ASKS)(mails()[0])


def test_the_last_mail_says_that_it_is_the_last(clock):
    due(asked_count=2)
    due(asked_count=0)
    ask_due()

    texts = [renderers.get(ASKS)(mail).text for mail in mails()]

    assert sorted("letzte Nachfrage" in text for text in texts) == [False, True]


@pytest.mark.parametrize(
    ("who", "confirms", "archives"),
    (
        (Level.OWNER, 302, 302),
        (Level.EDITOR, 302, 403),
        (Level.MEMBER, 403, 403),
        ("neighbour", 403, 403),
        ("moderator", 302, 302),
        ("other moderator", 403, 403),
    ),
)
def test_who_may_confirm_and_who_may_lay_aside(
    client, sign_in, who, confirms, archives
):
    region = RegionFactory()
    actor = ActorFactory(region=region)
    users = {
        "neighbour": UserFactory,
        "moderator": lambda: make_regional_moderator(region),
        "other moderator": lambda: make_regional_moderator(RegionFactory()),
    }
    user = users[who]() if who in users else make_member(actor, who)
    sign_in(client, user)

    first = client.post(reverse("actors:actor-confirm", args=[actor.pk]))
    second = client.post(reverse("actors:actor-archive", args=[actor.pk]))

    actor.refresh_from_db()
    assert (first.status_code, second.status_code) == (confirms, archives)
    assert (actor.confirmed_at is not None) == (confirms == 302)
    assert (actor.archived_at is not None) == (archives == 302)


def test_the_archive_lists_what_is_quiet_in_ones_stadtteile(client, sign_in):
    region = RegionFactory()
    mine, other = ActorFactory(region=region), ActorFactory(region=RegionFactory())
    for actor in (mine, other):
        archiving.archive(actor, by=None, why=Why.SILENT)
    sign_in(client, make_regional_moderator(region))

    page = client.get(reverse("actors:archive-list")).content.decode()

    assert mine.name in page
    assert other.name not in page


def test_the_archive_is_the_desks(client, sign_in):
    sign_in(client, UserFactory())

    assert client.get(reverse("actors:archive-list")).status_code == 403


def test_the_page_of_an_archived_entry_stays_and_says_so(client):
    actor = archiving.archive(ActorFactory(), by=None, why=Why.SILENT)

    page = client.get(actor.get_absolute_url())

    assert page.status_code == 200
    assert "ruht" in page.content.decode()


def test_what_is_not_public_is_neither_asked_nor_confirmed(clock):
    actor, owner = due(publication=Publication.SUBMITTED)

    assert ask_due() == 0
    with pytest.raises(RuleViolation):
        confirming.confirm(actor, by=owner)
    with pytest.raises(RuleViolation):
        archiving.archive(actor, by=owner, why=Why.OWN)
