"""Ten open desks, ten decisions a second: nobody misses one, and nothing moves."""

import re
import time
from statistics import median

import pytest
from playwright.sync_api import expect

from participation.moderation import services
from participation.moderation.enums import Verdict
from tests.e2e.desks import Desk
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.factories.moderation import make_item
from tests.factories.regions import RegionFactory

pytestmark = [pytest.mark.e2e]
A_SECOND = 10  # decisions
DESKS = 8  # beside two browsers
MANY = 30  # as many as a page shows


def items_of(region, count=MANY):
    return [make_item(region=region) for _ in range(count)]


def decide_steadily(items, by):
    """Ten a second; gives when each was decided."""
    started, decided_at = time.monotonic(), {}
    for number, item in enumerate(items):
        time.sleep(max(0, started + number / A_SECOND - time.monotonic()))
        services.decide(item, verdict=Verdict.PUBLISH, version=1, by=by)
        decided_at[item.pk] = time.monotonic()
    return decided_at


def open_queue(page, region):
    page.goto(f"/moderation/?stadtteil={region.slug}")
    expect(page.locator("#warteschlange")).to_have_attribute("data-state", "live")


def close_socket(page, sockets):
    """Cut the line that the page listens on; it comes back by itself."""
    while sockets:
        sockets.pop().close(code=1012, reason="cut off")
    expect(page.locator("#warteschlange")).to_have_attribute("data-state", "waiting")


def test_ten_desks_miss_none_of_ten_decisions_a_second(visitors, stack, capsys):  # noqa: PLR0915 -- one story
    region = RegionFactory()
    items = items_of(region)
    moderators = [make_staff_with_password() for _ in range(DESKS + 2)]
    decider = make_staff_with_password(display_name="Kollegin Eins")
    desks = [Desk(stack, user, items).open() for user in moderators[:DESKS]]
    sockets, is_cut = [], []
    watcher = open_signed_in(visitors, moderators[-1])
    other = open_signed_in(visitors, moderators[-2])

    def route(socket):
        if is_cut:
            socket.close(code=1012, reason="cut off")
        else:
            socket.connect_to_server()
            sockets.append(socket)

    other.route_web_socket(re.compile("/ws/moderation/"), route)
    open_queue(watcher, region)
    open_queue(other, region)
    last = watcher.locator(".queue-row").last
    last.scroll_into_view_if_needed()
    last.locator("a").focus()
    before = last.bounding_box()["y"]

    decided_at = decide_steadily(items[:10], decider)
    is_cut.append(True)
    desks[0].cut_off()
    close_socket(other, sockets)
    decided_at |= decide_steadily(items[10:29], decider)
    is_cut.clear()
    desks[0].open()

    fresh = desks[0].fetched()
    done = [pk for pk, words in fresh.items() if words.startswith("entschieden von")]
    assert len(done) == 29
    assert [desk.waits_for(fresh) for desk in desks] == [True] * DESKS
    for page in (watcher, other):
        expect(page.locator(".is-over")).to_have_count(29)
        expect(page.locator("#lage")).to_have_text("1 Beitrag wartet")
        expect(page.locator(".queue-row")).to_have_count(MANY)
    assert abs(last.bounding_box()["y"] - before) < 1
    expect(last.locator("a")).to_be_focused()
    for desk in desks:
        desk.close()
    waits = sorted(
        desk.seen_at[pk] - at for desk in desks[1:] for pk, at in decided_at.items()
    )
    heard, looks = desks[1].heard, desks[1].looks
    with capsys.disabled():
        print(  # noqa: T201 -- the figure for docs/proofs.md
            f"\nseen after {median(waits):.2f} s (longest {waits[-1]:.2f} s), "
            f"{heard} words heard, {looks} looks"
        )


def test_what_comes_and_is_claimed_is_told_without_moving_the_list(visitors):
    region = RegionFactory()
    items = items_of(region, count=3)
    reader = open_signed_in(visitors, make_staff_with_password())
    colleague = make_staff_with_password(display_name="Kollege Zwei")
    open_queue(reader, region)
    row = reader.locator(f"#zeile-{items[1].pk}")

    services.claim(items[1], by=colleague)

    expect(row).to_contain_text("bei Kollege Zwei")
    services.release(items[1], by=colleague)
    expect(row).not_to_contain_text("bei Kollege Zwei")
    make_item(region=region, title="Ganz neu")
    link = reader.get_by_role("link", name="1 neuen Beitrag anzeigen")
    expect(link).to_be_visible()
    expect(reader.locator("#neues")).to_have_attribute("role", "status")
    expect(reader.locator(".queue-row")).to_have_count(3)
    link.click()
    expect(reader.locator(".queue-row")).to_have_count(1)
    expect(reader.locator(".queue-title")).to_have_text("Ganz neu")
