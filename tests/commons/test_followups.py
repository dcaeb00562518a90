"""Wiedervorlagen, and the page that gathers what waits today."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from commons import kinds
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.files import services as files
from commons.files.models import StoredFile
from commons.followups import registry, services as followups
from commons.followups.models import FollowUp
from commons.followups.registry import Item
from tests.factories.accounts import UserFactory, make_staff

pytestmark = pytest.mark.django_db
TODAY = "/heute/"


@pytest.fixture(autouse=True)
def _registries(monkeypatch, settings, tmp_path):
    """A kind whose things only their uploader sees, and no sections of other apps."""
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }
    monkeypatch.setattr(registry, "_sections", {})
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
            visible_to=lambda rows, visitor: rows.filter(uploaded_by=visitor.user_id),
        )
    )


@pytest.fixture
def clerk():
    return make_staff()


@pytest.fixture
def page(client, sign_in, clerk):
    sign_in(client, clerk)

    def read():
        return client.get(TODAY).content.decode()

    return read


def sheet(owner, name="Linde.txt"):
    return files.store_bytes(name, name.encode(), "text/plain", by=owner)


def remind(owner, days=0, **fields):
    return followups.add(
        sheet(owner, fields.pop("name", "Linde.txt")),
        due_on=berlin_today() + timedelta(days=days),
        by=owner,
        **fields,
    )


def overdue(owner, days=2):
    row = remind(owner)
    FollowUp.objects.filter(pk=row.pk).update(
        due_on=berlin_today() - timedelta(days=days)
    )
    return row


def test_a_follow_up_names_its_target_and_day(clerk):
    row = remind(clerk, days=3, note="nachfragen")

    assert (row.kind, row.due_on, row.note) == (
        "blatt", berlin_today() + timedelta(days=3), "nachfragen",
    )  # fmt: skip


def test_a_day_that_is_past_is_refused_by_berlins_clock(clerk):
    with time_machine.travel(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)):
        with pytest.raises(RuleViolation) as refusal:
            followups.add(sheet(clerk), due_on=date(2026, 7, 1), by=clerk)
        assert followups.add(sheet(clerk), due_on=date(2026, 7, 2), by=clerk).pk

    assert refusal.value.code == "past"


def test_moving_changes_the_day_until_it_is_done(clerk):
    row = remind(clerk)
    tomorrow = berlin_today() + timedelta(days=1)

    assert followups.move(row, to=tomorrow).due_on == tomorrow
    followups.complete(row, by=clerk)
    with pytest.raises(RuleViolation) as refusal:
        followups.move(row, to=tomorrow)

    assert refusal.value.code == "done"


def test_completing_twice_keeps_the_first_moment(clerk):
    row = remind(clerk)

    first = followups.complete(row, by=clerk).done_at

    assert followups.complete(row, by=clerk).done_at == first


def test_nothing_is_done_before_it_began(clerk):
    row = remind(clerk)

    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.filter(pk=row.pk).update(
            done_at=timezone.now() - timedelta(days=1)
        )


def test_nothing_waiting_is_said(page):
    assert "Heute wartet nichts" in page()


def order_of(text, *words):
    places = [text.index(word) for word in words]
    return places == sorted(places)


def test_what_waits_is_ordered_by_urgency(page, clerk):
    overdue(clerk)
    remind(clerk, days=30)
    remind(clerk, days=7)
    remind(clerk)
    registry.register("fragen", "Fragen", lambda visitor: [Item("Eine Frage", "/f/")])

    text = page()

    assert order_of(
        text,
        ">Überfällig<",
        'id="gruppe-today"',
        ">Ohne Termin<",
        ">In den nächsten sieben Tagen<",
        ">Später<",
    )
    assert order_of(text, ">Ohne Termin<", ">Eine Frage<", ">In den nächsten")


def test_apps_add_sections_for_their_visitors_only(page, clerk):
    registry.register(
        "meine",
        "Meine",
        lambda visitor: [Item("Für mich", "/x/")] * (visitor.user == clerk),
    )
    registry.register("keine", "Keine", lambda visitor: [])

    text = page()

    assert "Für mich" in text
    assert "?bereich=meine" in text
    assert "?bereich=keine" not in text


def test_an_endless_section_is_folded_and_cut(page, client):
    registry.register(
        "viele", "Viele", lambda visitor: (Item(f"Nr{n:03}.", "/") for n in range(500))
    )

    text = page()
    alone = client.get(f"{TODAY}?bereich=viele").content.decode()

    assert ("Nr004." in text, "Nr005." in text) == (True, False)
    assert "45 weitere Einträge: Viele" in text
    assert ("Nr049." in alone, "Nr050." in alone) == (True, False)
    assert "50+" in text


@pytest.mark.parametrize("count", (1, 30))
def test_the_page_costs_the_same_however_much_waits(
    client, sign_in, clerk, django_assert_num_queries, count
):
    for number in range(count):
        remind(clerk, name=f"Blatt {number}.txt")
    sign_in(client, clerk)
    client.get(TODAY)  # the session is in the cache now

    with django_assert_num_queries(16):  # five of them the strict client's
        text = client.get(TODAY).content.decode()

    assert f"{count} warte" in text


def test_what_is_gone_or_no_longer_visible_shows_nothing_of_itself(page, clerk):
    row = remind(clerk, note="meine Notiz", name="geheim.txt")
    StoredFile.objects.filter(pk=row.target_id).update(uploaded_by=None)

    text = page()

    assert "Nicht mehr vorhanden" in text
    assert "meine Notiz" in text
    assert "geheim" not in text


def test_text_of_others_is_escaped(page, clerk):
    remind(clerk, note="<script>alert(1)</script>")

    assert "&lt;script&gt;" in page()


def test_today_is_for_people_who_work_here(client, sign_in):
    assert client.get(TODAY).status_code == 302
    sign_in(client, UserFactory())
    assert client.get(TODAY).status_code == 403


def address(name, row):
    return reverse(f"followups:{name}", args=[row.pk])


def test_only_ones_own_can_be_completed_or_moved(client, sign_in, clerk):
    row = remind(make_staff())
    sign_in(client, clerk)

    assert client.post(address("followup-complete", row)).status_code == 404
    assert client.get(address("followup-move", row)).status_code == 404


def test_completing_takes_it_off_the_page(client, sign_in, clerk, page):
    row = remind(clerk, name="Eiche.txt")
    assert "Eiche.txt" in page()

    response = client.post(address("followup-complete", row))

    assert response["Location"] == f"{TODAY}?zuletzt={row.pk}"
    assert client.post(address("followup-complete", row)).status_code == 404


def test_moving_by_the_form(client, sign_in, clerk):
    row = remind(clerk)
    sign_in(client, clerk)
    day = berlin_today() + timedelta(days=5)

    past = client.post(address("followup-move", row), {"due_on": "01.01.2020"})
    moved = client.post(address("followup-move", row), {"due_on": day.isoformat()})

    assert "Dieser Tag ist vorbei." in past.content.decode()
    assert moved["Location"] == f"{TODAY}?zuletzt={row.pk}"
    row.refresh_from_db()
    assert row.due_on == day


def new_address(kind, pk):
    return f"{reverse('followups:followup-create')}?art={kind}&nr={pk}"


def test_entering_one_by_the_form(client, sign_in, clerk):
    file = sheet(clerk)
    sign_in(client, clerk)
    day = berlin_today() + timedelta(days=5)

    assert "Linde.txt" in client.get(new_address("blatt", file.pk)).content.decode()
    response = client.post(
        new_address("blatt", file.pk), {"due_on": f"{day:%d.%m.%Y}", "note": "x"}
    )

    assert response["Location"] == file.get_absolute_url()
    assert FollowUp.objects.get().due_on == day


def test_what_one_cannot_see_one_cannot_follow_up(client, sign_in, clerk):
    hidden = sheet(make_staff())
    sign_in(client, clerk)

    for kind, pk in (("blatt", hidden.pk), ("fremd", 1), ("blatt", 10**30), ("", "")):
        assert client.get(new_address(kind, pk)).status_code == 404
        assert client.post(new_address(kind, pk)).status_code == 404
