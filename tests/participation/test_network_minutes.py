"""Minutes by form: decisions, tasks with person and day, reminders, ticking off."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from commons.clock import berlin_today
from commons.notifications.models import Notification
from commons.notifications.queries.bell import bell_page
from commons.notifications.services.expansion import expand_due
from participation.networks.enums import PostKind, Visibility
from participation.networks.models import MeetingTask, NetworkMembership, Post
from participation.networks.services import closing, minutes
from tests.factories.accounts import UserFactory
from tests.factories.networks import make_network, member_of
from tests.factories.posts import MinutesFactory, TaskFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
QUERIES = 10


def typed(**changes):
    return {
        "key": str(uuid.uuid4()),
        "met_on": str(berlin_today()),
        "title": "Treffen im Hof",
        "text": "Wir waren zu neunt.",
        "decisions": "- Wir pflanzen im Herbst.\n\nWir treffen uns monatlich.",
    } | changes


def minutes_of(network, **fields):
    """A task of minutes of its own."""
    return TaskFactory(post=MinutesFactory(network=network), **fields)


def told():
    expand_due()
    return list(Notification.objects.values_list("user_id", flat=True))


def test_the_form_writes_decisions_and_tasks(client, sign_in):
    network, coordinator = make_network(Visibility.MEMBERS)
    helper = member_of(network)
    sign_in(client, coordinator)
    due = berlin_today() + timedelta(days=9)

    client.post(
        f"/netzwerke/protokoll/{network.pk}/",
        typed(task_0="Erde holen", person_0=helper.pk, due_0=str(due), task_4="Gießen"),
    )

    post = Post.objects.get()
    tasks = post.tasks.values_list("position", "text", "user", "due_on")
    assert post.kind == PostKind.MINUTES
    assert list(post.decisions.values_list("text", flat=True)) == [
        "Wir pflanzen im Herbst.",
        "Wir treffen uns monatlich.",
    ]
    assert list(tasks) == [(0, "Erde holen", helper.pk, due), (4, "Gießen", None, None)]
    assert post.snapshots.get().content["tasks"] == ["Erde holen", "Gießen"]


def test_only_members_can_be_given_a_task(client, sign_in):
    network, coordinator = make_network()
    stranger = UserFactory()
    sign_in(client, coordinator)

    response = client.post(
        f"/netzwerke/protokoll/{network.pk}/",
        typed(task_0="Erde holen", person_0=stranger.pk),
    )

    assert response.status_code == 422
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    "changes",
    (
        {"due_0": "2026-05-01"},
        {"met_on": "2999-01-01"},
        {"decisions": "x" * 501},
        {"decisions": "x\n" * 31},
    ),
)
def test_a_form_that_says_too_little_or_too_much_comes_back(client, sign_in, changes):
    network, coordinator = make_network()
    sign_in(client, coordinator)

    response = client.post(f"/netzwerke/protokoll/{network.pk}/", typed(**changes))

    assert response.status_code == 422
    assert "Wir waren zu neunt." in response.content.decode()


def test_the_form_for_mending_holds_days_as_browsers_read_them(client, sign_in):
    network, coordinator = make_network()
    due = berlin_today() + timedelta(days=9)
    task = minutes_of(network, due_on=due)

    page = sign_in(client, coordinator).get(
        f"/netzwerke/beitrag/{task.post_id}/protokoll/"
    )

    assert f'name="met_on" value="{task.post.met_on:%Y-%m-%d}"' in page.text
    assert re.search(rf'name="due_\d+" value="{due:%Y-%m-%d}"', page.text)


def test_mending_keeps_what_is_ticked_off(client, sign_in):
    network, coordinator = make_network()
    task = minutes_of(network, position=0)
    minutes.tick_off(task, by=coordinator)
    sign_in(client, coordinator)
    url = f"/netzwerke/beitrag/{task.post_id}/protokoll/"
    page = client.get(url)

    client.post(
        url,
        {
            "met_on": "2026-03-02",
            "text": "Wir waren zu zehnt.",
            "version": 1,
            "task_0": "Bänke rot streichen",
            "task_1": "Pinsel kaufen",
        },
    )

    task.refresh_from_db()
    assert 'value="Bänke streichen"' in page.content.decode()
    assert (task.text, task.done_at is not None) == ("Bänke rot streichen", True)
    assert MeetingTask.objects.count() == 2


@time_machine.travel(NOW, tick=False)
def test_two_days_before_somebody_is_reminded_once():
    network, _coordinator = make_network()
    helper = member_of(network)
    task = minutes_of(network, user=helper, due_on=berlin_today() + timedelta(days=2))
    minutes_of(network, user=helper, due_on=berlin_today() + timedelta(days=3))

    first, second = minutes.remind_due(), minutes.remind_due()

    task.refresh_from_db()
    assert (first, second, told()) == (1, 0, [helper.pk])
    assert task.reminded_at == NOW


@pytest.mark.parametrize("what", ("done", "nobody", "withdrawn", "closed"))
def test_nobody_is_reminded_of_what_is_over(what):
    network, coordinator = make_network()
    helper = None if what == "nobody" else member_of(network)
    task = minutes_of(network, user=helper, due_on=berlin_today())
    if what == "done":
        minutes.tick_off(task, by=coordinator)
    if what == "withdrawn":
        Post.objects.update(publication="withdrawn")
    if what == "closed":
        closing.close(network, reason="Fertig.", by=coordinator)

    assert minutes.remind_due() == 0


def test_who_has_left_a_closed_circle_reads_no_reminder():
    network, _coordinator = make_network(Visibility.MEMBERS)
    helper = member_of(network)
    minutes_of(network, user=helper, due_on=berlin_today())
    minutes.remind_due()
    expand_due()
    NetworkMembership.objects.filter(user=helper).update(left_at=NOW)

    assert bell_page(helper).entries == []


def test_whoever_took_it_on_ticks_it_off_and_takes_it_up_again(client, sign_in):
    network, _coordinator = make_network()
    helper = member_of(network)
    task = minutes_of(network, user=helper)
    url = f"/netzwerke/aufgabe/{task.pk}/"
    sign_in(client, helper)

    client.post(url)
    task.refresh_from_db()
    was_done = task.done_at is not None
    client.post(url, {"offen": "1"})
    task.refresh_from_db()

    assert (was_done, task.done_at) == (True, None)


@pytest.mark.parametrize(
    ("visibility", "status"), ((Visibility.OPEN, 403), (Visibility.MEMBERS, 404))
)
def test_others_tick_nothing(client, sign_in, visibility, status):
    network, _coordinator = make_network(visibility)
    task = minutes_of(network)
    sign_in(client, UserFactory())

    response = client.post(f"/netzwerke/aufgabe/{task.pk}/")

    task.refresh_from_db()
    assert (response.status_code, task.done_at) == (status, None)


def test_the_list_shows_what_is_open_next_day_first(client):
    network, coordinator = make_network()
    later = minutes_of(network, due_on=berlin_today() + timedelta(days=5))
    sooner = minutes_of(network, due_on=berlin_today() - timedelta(days=1))
    whenever = minutes_of(network)
    minutes.tick_off(minutes_of(network), by=coordinator)

    page = client.get(f"/netzwerke/aufgaben/{network.pk}/")

    assert [task for task, _can in page.context["tasks"]] == [sooner, later, whenever]
    assert "überfällig" in page.content.decode()


def test_outside_nobody_reads_by_name_who_took_a_task_on(client, sign_in):
    network, coordinator = make_network(Visibility.OPEN)
    helper = member_of(network)
    task = minutes_of(network, user=helper)
    pages = (task.post.get_absolute_url(), f"/netzwerke/aufgaben/{network.pk}/")

    outside = [client.get(page).text for page in pages]
    sign_in(client, coordinator)
    inside = [client.get(page).text for page in pages]

    assert [helper.public_name in page for page in outside] == [False, False]
    assert [helper.public_name in page for page in inside] == [True, True]
    assert all(task.text in page for page in outside)


def test_many_tasks_ask_no_more_than_one(client, django_assert_num_queries):
    network, _coordinator = make_network()
    minutes_of(network, user=UserFactory())
    url = f"/netzwerke/aufgaben/{network.pk}/"
    client.get(url)
    with django_assert_num_queries(QUERIES):
        few = client.get(url).context["tasks"]
    for _ in range(30):
        minutes_of(network, user=UserFactory())

    with django_assert_num_queries(QUERIES):
        many = client.get(url).context["tasks"]

    assert (len(few), len(many)) == (1, 31)
