"""The page "Heute": counts, keys, sections of one's own choice, undoing, news."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commons import kinds
from commons.accounts.adapter import AccountAdapter
from commons.accounts.enums import Role
from commons.accounts.visitors import visitor_for
from commons.clock import berlin_today
from commons.files import services as files
from commons.followups import calendar, registry, services as followups
from commons.followups.consumers import TodayConsumer
from commons.followups.enums import When
from commons.followups.models import FollowUp, TodayChoice
from commons.followups.queries.grouping import KEYS
from commons.followups.queries.today import today_of
from commons.followups.registry import Item
from commons.followups.workflow import day_of
from tests.factories.accounts import UserFactory, make_staff

pytestmark = pytest.mark.django_db
TODAY = "/heute/"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _own_registries(monkeypatch, settings, tmp_path):
    """Sheets of paper that all staff see, and no sections of other apps."""
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }
    monkeypatch.setattr(registry, "_sections", {})
    monkeypatch.setattr(calendar, "_known", {"calendar": calendar._EVERY_DAY})
    monkeypatch.setattr(kinds, "_by_key", dict(kinds._by_key))
    monkeypatch.setattr(kinds, "_by_model", dict(kinds._by_model))
    kinds.register(
        kinds.Kind(
            key="blatt",
            model="files.StoredFile",
            label="Blatt",
            title=lambda file: file.name,
            url=lambda file: file.get_absolute_url(),
            region_id=lambda file: None,
            visible_to=lambda rows, visitor: rows if visitor.is_staff else rows.none(),
        )
    )


@pytest.fixture
def clerk():
    return make_staff()


@pytest.fixture
def desk(client, sign_in, clerk):
    return sign_in(client, clerk)


def sheet(name="Linde.txt"):
    return files.store_bytes(name, name.encode(), "text/plain", by=None)


def remind(by, days=0, **fields):
    day = berlin_today() + timedelta(days=days)
    return followups.add(sheet(), due_on=day, by=by, **fields)


def many(count, **fields):
    return lambda _visitor: [
        Item(f"Nr{n:03}.", f"/{n}/", **fields) for n in range(count)
    ]


def read(client, query=""):
    return client.get(TODAY + query).content.decode()


def act(client, name, row, **data):
    return client.post(reverse(f"followups:{name}", args=[row.pk]), data)


def test_counts_are_honest_beyond_what_is_fetched(desk):
    registry.register(
        "viele", "Viele", many(50), count=lambda _v: 1234, page=lambda: "/alle/"
    )

    page, alone = read(desk), read(desk, "?bereich=viele")

    assert "1229 weitere Einträge: Viele" in page
    assert "1184 weitere Einträge: Viele" in alone
    assert 'href="/alle/"' in alone
    assert "1234 warten" in page


def test_the_count_is_asked_for_only_where_items_stop(desk):
    asked = []
    registry.register("wenig", "Wenig", many(49), count=asked.append)

    read(desk)

    assert asked == []


def test_each_entry_has_one_key_from_the_top_down(clerk):
    registry.register("a", "A", many(3))
    registry.register("b", "B", many(3, due_on=berlin_today()))

    groups = today_of(visitor_for(clerk)).groups

    assert [group.key for group in groups] == ["today", "open"]
    keys = [entry.key for group in groups for entry in group.entries]
    assert keys == list(KEYS[:6])


def test_no_key_opens_two_things(clerk, desk):
    for name in "abcdefgh":
        registry.register(name, name, many(9))
    remind(clerk)
    remind(clerk)

    page = today_of(visitor_for(clerk))

    keys = [entry.key for group in page.groups for entry in group.entries if entry.key]
    assert len(keys) == len(set(keys)) == len(KEYS)
    assert not set(KEYS) & set("emwnzgjkx")
    text = read(desk)
    assert [text.count(f'data-key="{key}"') for key in "emw"] == [1, 1, 1]


def test_how_long_it_waits_is_said(desk):
    since = berlin_today() - 5 * DAY
    registry.register("alt", "Alt", lambda _visitor: [Item("Alt", "/", since=since)])

    assert "wartet seit 5 Tagen" in read(desk)


def test_a_hidden_section_is_remembered_and_can_be_seen_alone(desk, clerk):
    registry.register("a", "Bereich A", many(1))
    registry.register("b", "Bereich B", many(2))

    desk.post(reverse("followups:today-choose"), {"bereiche": ["a", "wiedervorlagen"]})

    assert TodayChoice.objects.get(user=clerk).hidden == ["b"]
    assert today_of(visitor_for(clerk)).total == 1
    assert "Ausgeblendet:" in read(desk)
    assert today_of(visitor_for(clerk), only="b").total == 2


def test_an_unknown_section_shows_everything(desk):
    registry.register("a", "Bereich A", many(1))

    assert "Nr000." in read(desk, "?bereich=fremd")


def test_done_today_counts_ones_own_and_is_kept_nowhere(desk, clerk):
    registry.register("a", "A", many(0), done=lambda _visitor, _since: 2)
    act(desk, "followup-complete", remind(clerk))
    followups.complete(remind(clerk), by=make_staff())

    assert today_of(visitor_for(clerk)).done == 3
    assert "heute erledigt:" in read(desk)


def test_being_done_can_be_undone(desk, clerk):
    row = remind(clerk)

    where = act(desk, "followup-complete", row)["Location"]
    assert "Rückgängig" in desk.get(where).content.decode()
    act(desk, "followup-reopen", row)

    row.refresh_from_db()
    assert (row.done_at, row.done_by) == (None, None)


def test_moving_can_be_undone_though_the_day_is_past(desk, clerk):
    row = remind(clerk)
    FollowUp.objects.filter(pk=row.pk).update(due_on=berlin_today() - 3 * DAY)

    act(desk, "followup-move", row, wann="morgen")
    row.refresh_from_db()
    assert row.due_on == berlin_today() + DAY
    act(desk, "followup-move-back", row)

    row.refresh_from_db()
    assert (row.due_on, row.moved_from) == (berlin_today() - 3 * DAY, None)


@pytest.mark.parametrize(
    ("when", "day", "then"),
    (
        (When.TOMORROW, "2026-12-31", "2027-01-01"),
        (When.WEEK, "2026-02-25", "2026-03-04"),
        (When.MONTH, "2026-01-31", "2026-02-28"),
        (When.MONTH, "2026-12-15", "2027-01-15"),
        (When.MONTH, "2026-11-30", "2026-12-30"),
    ),
)
def test_quick_choices_mean_what_one_says(when, day, then):
    start = berlin_today().fromisoformat(day)

    assert day_of(when, start).isoformat() == then


def test_a_quick_choice_leaves_a_closed_day_and_says_so(desk, clerk):
    tomorrow = berlin_today() + DAY
    calendar.follow(
        why_free=lambda day: "Betriebsausflug." if day == tomorrow else "",
        next_open=lambda day: day + DAY if day == tomorrow else day,
    )
    row = remind(clerk)

    response = desk.post(
        reverse("followups:followup-move", args=[row.pk]),
        {"wann": "morgen"},
        follow=True,
    )

    row.refresh_from_db()
    assert row.due_on == berlin_today() + 2 * DAY
    assert "Betriebsausflug." in response.content.decode()


def test_a_named_day_stays_and_the_closed_day_is_said(desk):
    tomorrow = berlin_today() + DAY
    calendar.follow(why_free=lambda _day: "Feiertag.", next_open=lambda day: day + DAY)
    target = f"{reverse('followups:followup-create')}?art=blatt&nr={sheet().pk}"
    data = {"due_on": tomorrow.isoformat(), "zurueck": TODAY}

    response = desk.post(target, data, follow=True)

    assert FollowUp.objects.get().due_on == tomorrow
    assert "Feiertag." in response.content.decode()


def test_one_for_the_team_waits_for_everybody_who_moderates(desk, clerk):
    colleague, editor = make_staff(), make_staff(Role.DATA_EDITOR)
    target = f"{reverse('followups:followup-create')}?art=blatt&nr={sheet().pk}"

    desk.post(target, {"wann": "morgen", "fuer": "team"})

    row = FollowUp.objects.get()
    assert (row.is_shared, row.created_by) == (True, clerk)
    totals = [today_of(visitor_for(user)).total for user in (clerk, colleague, editor)]
    assert totals == [1, 1, 0]


def test_one_for_a_colleague_waits_for_them_alone(desk, clerk):
    colleague = make_staff()
    target = f"{reverse('followups:followup-create')}?art=blatt&nr={sheet().pk}"

    desk.post(target, {"wann": "woche", "fuer": str(colleague.pk), "note": "bitte"})

    row = FollowUp.objects.get()
    assert (row.owner, row.created_by) == (colleague, clerk)
    assert today_of(visitor_for(clerk)).total == 0
    assert act(desk, "followup-complete", row).status_code == 302  # who entered it may


def test_nobody_is_handed_work_who_does_not_see_it(desk):
    target = f"{reverse('followups:followup-create')}?art=blatt&nr={sheet().pk}"

    response = desk.post(target, {"wann": "woche", "fuer": str(UserFactory().pk)})

    assert response.status_code == 422
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize(
    ("person", "status"),
    (
        (lambda owner: owner, 302),
        (lambda owner: make_staff(), 404),
        (lambda owner: make_staff(Role.COORDINATOR), 404),
        (lambda owner: make_staff(Role.DATA_EDITOR), 404),
        (lambda owner: UserFactory(), 403),
    ),
    ids=("owner", "colleague", "coordinator", "editor", "resident"),
)
@pytest.mark.parametrize(
    "name",
    (
        "followup-complete",
        "followup-move",
        "followup-move-back",
        "followup-reopen",
    ),
)
def test_a_private_one_is_its_owners_alone(client, sign_in, person, status, name):
    owner = make_staff()
    row = remind(owner)
    sign_in(client, person(owner))

    assert act(client, name, row, wann="woche").status_code == status


def test_it_goes_back_where_it_was_done_but_never_elsewhere(desk, clerk):
    here = act(desk, "followup-complete", remind(clerk), zurueck="/ideen/1/")
    there = act(desk, "followup-complete", remind(clerk), zurueck="//boese.example/")

    assert here["Location"] == "/ideen/1/"
    assert there["Location"].startswith(TODAY)


def test_news_says_whether_the_page_would_look_different(desk, clerk):
    stamp = today_of(visitor_for(clerk)).stamp
    address = f"{reverse('followups:today-news')}?stand={stamp}"

    before = desk.get(address).content.decode()
    remind(clerk)
    after = desk.get(address).content.decode()

    assert "Neu laden" not in before
    assert "Neu laden" in after


@pytest.mark.parametrize(
    ("person", "is_heard"), ((make_staff, True), (UserFactory, False))
)
def test_only_who_works_here_hears_of_today(person, is_heard):
    groups = TodayConsumer().groups_for(person())

    assert (groups is not None) is is_heard


def test_what_an_erased_account_put_before_others_stays():
    leaver, colleague = make_staff(), make_staff()
    kept = remind(leaver, owner_id=colleague.pk)
    remind(leaver)

    followups.forget(leaver)

    assert list(FollowUp.objects.values_list("pk", "created_by")) == [(kept.pk, None)]


def test_staff_land_on_today_and_residents_at_home(rf):

    def landing(user):
        request = rf.get("/konto/login/")
        request.user = user
        return AccountAdapter(request).get_login_redirect_url(request)

    assert landing(make_staff()) == TODAY
    assert landing(UserFactory()) == "/"
