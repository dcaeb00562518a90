"""Filters of the queue: right figures, remembered, kept by name, taken off one by one."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from commons.accounts.visitors import visitor_for
from commons.errors import RuleViolation
from neighbourhood.regions.models import Region
from participation.moderation import services
from participation.moderation.enums import Cause, HintCode
from participation.moderation.models import QueueItem, SavedFilter
from participation.moderation.queries import figures as counting
from participation.moderation.queries.wishes import Wish, narrowed
from participation.moderation.services import filters
from tests.factories.accounts import make_staff
from tests.factories.discussion import CommentFactory
from tests.factories.moderation import (
    HintFactory,
    make_item,
    make_regional_moderator,
)

pytestmark = pytest.mark.django_db
QUEUE = reverse("moderation:queue")
APPLY = reverse("moderation:filter-apply")


@pytest.fixture
def moderator():
    return make_staff()


@pytest.fixture
def desk(client, sign_in, moderator):
    return sign_in(client, moderator)


@pytest.fixture
def regions():
    return list(Region.objects.order_by("number")[:3])


@pytest.fixture
def mixed(moderator, regions):
    """Items that differ in everything that can be filtered."""
    now = timezone.now()
    for number in range(24):
        item = make_item(
            region=regions[number % 3] if number % 7 else None,
            submitted_at=now - timedelta(days=number % 6),
        )
        QueueItem.objects.filter(pk=item.pk).update(
            cause=list(Cause)[number % 2],
            promised_on=(now - timedelta(days=number % 5 - 2)).date(),
        )
        if number % 4 == 0:
            HintFactory(item=item, code=HintCode.SHORT)
            HintFactory(item=item, code=HintCode.LINKS)
        if number % 5 == 0:
            services.claim(item, by=moderator)
        if number % 11 == 3:
            services.claim(item, by=make_staff())
    services.submit(CommentFactory(publication="submitted", region=regions[0]))


WISHES = (
    Wish(),
    Wish(kind="idea"),
    Wish(cause="resubmitted", age="tage"),
    Wish(age="ueber", whose="frei"),
    Wish(hint="short"),
    Wish(whose="ich"),
    Wish(whose="team", cause="submitted"),
    Wish(text="bänke", age="aelter"),
)
FACETS = {
    "kind": ("idea", "comment"),
    "cause": ("submitted", "resubmitted", "reported"),
    "age": ("heute", "tage", "aelter", "ueber"),
    "hint": ("short", "links", "insult"),
    "whose": ("frei", "ich", "team"),
}


@pytest.mark.parametrize("is_long", (False, True), ids=("counted", "kept"))
@pytest.mark.parametrize("wish", WISHES, ids=str)
def test_each_figure_is_what_its_choice_shows(
    moderator, mixed, regions, monkeypatch, wish, is_long
):
    """A long queue is counted for everybody beforehand; both ways say the same."""
    if is_long:
        monkeypatch.setattr(counting, "MANY", 5)
        assert counting.recount() == 25
    visitor = visitor_for(moderator)
    ids = {region.slug: region.pk for region in regions}

    found = counting.figures(visitor, wish, ids)

    for facet, values in FACETS.items():
        for value in values:
            chosen = Wish(**{**vars(wish), facet: value})
            is_rough = is_long and facet == "hint" and wish.whose == "frei"
            if not is_rough:
                shown = narrowed(visitor, chosen).count()
                assert (facet, value, found.of(facet, value)) == (facet, value, shown)
    for region in regions:
        chosen = Wish(**{**vars(wish), "region": region.slug})
        assert found.of("region", region.pk) == narrowed(visitor, chosen).count()
    assert found.shown == narrowed(visitor, wish).count()


def test_figures_count_only_the_regions_one_moderates(mixed, regions, monkeypatch):
    monkeypatch.setattr(counting, "MANY", 5)
    counting.recount()
    visitor = visitor_for(make_regional_moderator(regions[0]))

    found = counting.figures(visitor, Wish(), {regions[0].slug: regions[0].pk})

    assert found.shown == narrowed(visitor, Wish()).count()
    assert set(found.facets["region"]) == {regions[0].pk, None}


def test_a_short_queue_is_counted_anew_each_time(moderator):
    make_item()
    counting.recount()
    make_item()

    assert counting.figures(visitor_for(moderator), Wish(), {}).shown == 2
    assert cache.get("moderation:cells") is None


def test_a_hint_that_was_marked_wrong_counts_no_more(desk):
    HintFactory(item=make_item(), code=HintCode.SHORT, marked_wrong_at=timezone.now())

    response = desk.get(QUEUE, {"hinweis": "short"})

    assert response.context["page"].items == []
    assert "sehr kurz (0)" in response.text


@pytest.mark.parametrize(
    ("age", "days", "is_shown"),
    (
        ("heute", 0, True),
        ("heute", 1, False),
        ("tage", 1, True),
        ("tage", 3, True),
        ("tage", 4, False),
        ("aelter", 4, True),
        ("aelter", 3, False),
    ),
)
def test_age_is_counted_in_days_of_berlin(desk, age, days, is_shown):
    make_item(title="Bank", submitted_at=timezone.now() - timedelta(days=days))

    response = desk.get(QUEUE, {"alter": age})

    assert [item.title for item in response.context["page"].items] == (
        ["Bank"] if is_shown else []
    )


def test_what_was_chosen_last_opens_the_queue_again(desk, moderator):
    response = desk.post(APPLY, {"art": "idea", "alter": "heute", "wer": "frei"})

    assert response.headers["Location"] == f"{QUEUE}?art=idea&alter=heute&wer=frei"
    assert desk.get(QUEUE).context["wish"] == Wish(
        kind="idea", age="heute", whose="frei"
    )
    assert desk.get(QUEUE, {"filter": "aus"}).context["wish"] == Wish()


def test_filters_of_others_are_not_mine(desk, moderator):
    filters.remember("art=idea", by=make_staff())
    kept = filters.save("art=idea", by=make_staff(), name="Ideen")

    assert desk.get(QUEUE).context["wish"] == Wish()
    for name in ("filter-start", "filter-delete"):
        url = reverse(f"moderation:{name}", args=[kept.pk])
        assert desk.post(url).status_code == 404
    assert desk.post(APPLY, {"gemerkt": kept.pk}).status_code == 404


def test_each_chip_takes_off_its_own_part(desk):
    url = f"{APPLY}?art=idea&alter=heute&q=bank"
    page = desk.get(f"{QUEUE}?art=idea&alter=heute&q=bank")
    assert [(chip.part, chip.label) for chip in page.context["chips"]] == [
        ("kind", "Idee"),
        ("age", "von heute"),
        ("text", "„bank“"),
    ]

    assert desk.post(url, {"ohne": "kind"}).headers["Location"] == (
        f"{QUEUE}?alter=heute&q=bank"
    )
    assert desk.post(url, {"ohne": "text"}).headers["Location"] == (
        f"{QUEUE}?art=idea&alter=heute"
    )
    everything = desk.post(url, {"ohne": "alle"})
    assert everything.headers["Location"] == f"{QUEUE}?filter=aus"
    assert desk.get(QUEUE).context["wish"] == Wish()


def test_a_filter_is_kept_by_name_and_chosen_again(desk, moderator):
    url = reverse("moderation:filter-save") + "?art=comment&q=bank&neu=4"
    desk.post(url, {"name": "  Nur   Kommentare "})

    kept = SavedFilter.objects.named().get(user=moderator)
    assert (kept.name, kept.query) == ("Nur Kommentare", "art=comment")
    assert "Nur Kommentare" in desk.get(QUEUE).text
    chosen = desk.post(APPLY, {"gemerkt": kept.pk})
    assert chosen.headers["Location"] == f"{QUEUE}?art=comment"


def test_one_kept_filter_may_be_the_start(desk, moderator):
    filters.remember("wer=ich", by=moderator)
    first = filters.save("art=idea", by=moderator, name="Ideen", is_start=True)
    second = filters.save("art=comment", by=moderator, name="Kommentare")
    assert desk.get(QUEUE).context["wish"] == Wish(kind="idea")

    desk.post(reverse("moderation:filter-start", args=[second.pk]))
    assert desk.get(QUEUE).context["wish"] == Wish(kind="comment")

    desk.post(reverse("moderation:filter-start", args=[second.pk]))
    assert desk.get(QUEUE).context["wish"] == Wish(whose="ich")
    desk.post(reverse("moderation:filter-delete", args=[first.pk]))
    assert not SavedFilter.objects.filter(pk=first.pk).exists()


def test_the_same_name_again_changes_the_filter(moderator):
    filters.save("art=idea", by=moderator, name="Meine")
    filters.save("art=comment", by=moderator, name="Meine")

    assert SavedFilter.objects.get(name="Meine").query == "art=comment"


def test_nobody_keeps_more_than_can_be_seen(moderator):
    for number in range(filters.MOST_FILTERS):
        filters.save("art=idea", by=moderator, name=f"Filter {number}")

    with pytest.raises(RuleViolation) as caught:
        filters.save("art=idea", by=moderator, name="Noch einer")

    assert caught.value.code == "too_many_filters"


def test_a_filter_without_name_is_not_kept(desk):
    desk.post(reverse("moderation:filter-save") + "?art=idea", {"name": " "})

    assert not SavedFilter.objects.named().exists()


def test_a_person_has_one_start(moderator):
    filters.save("art=idea", by=moderator, name="Eins", is_start=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        SavedFilter.objects.create(user=moderator, name="Zwei", is_start=True)
