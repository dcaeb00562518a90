"""Writing a Rundbrief: what is proposed, what stays, what falls away."""

from datetime import timedelta

import pytest

from commons.clock import berlin_today
from neighbourhood.newsletters.models import Item, Newsletter
from neighbourhood.newsletters.queries.board import board_of, hard_to_read
from neighbourhood.newsletters.queries.content import content_of
from neighbourhood.newsletters.queries.days import days_since_last
from neighbourhood.newsletters.services import composing, editing
from neighbourhood.newsletters.services.editing import Head, News
from neighbourhood.pages.models import Page
from tests.factories.accounts import make_staff
from tests.neighbourhood.reading_letters import here, published
from tests.neighbourhood.writing_letters import (
    SECTION,
    code_of,
    days,
    draft,
    page,
    titles,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pages_alone")]


def item_of(newsletter, row):
    return newsletter.items.get(target_id=row.pk)


def head_of(newsletter, **changes):
    newsletter.refresh_from_db()
    names = ("title", "intro", "period_from", "period_to", "version")
    return Head(**{name: getattr(newsletter, name) for name in names} | changes)


def test_the_days_since_the_last_one_are_proposed():
    today = berlin_today()

    assert days_since_last(here("buch")) == (today - timedelta(weeks=4), today)
    published(period_to=today - timedelta(days=10))
    assert days_since_last(here()) == (today - timedelta(days=9), today)
    published(number=2, period_to=today)
    assert days_since_last(here()) == (today, today)


def test_the_newest_pieces_are_in_the_rest_is_there_to_choose():
    rows = [page(days_ago) for days_ago in (5, 2, 9, 1, 30)]

    newsletter = draft()

    (part,) = (part for part in board_of(newsletter).parts if part.key == SECTION)
    assert titles(newsletter) == [[rows[3].title, rows[1].title, rows[0].title]]
    assert [row.title for row in part.left_out] == [rows[2].title]


def test_other_days_bring_other_pieces_and_lose_no_work(editor):
    chosen, worded, plain, left_out = (page(days_ago) for days_ago in (3, 4, 5, 6))
    newsletter = draft(by=editor)
    editing.include(item_of(newsletter, left_out), by=editor)
    editing.leave_out(item_of(newsletter, chosen), by=editor)
    words = item_of(newsletter, worded)
    editing.word(words, "Kurz gesagt.", version=1, by=editor)
    older = page(40)

    first, last = days(50, 30)
    head = head_of(newsletter, period_from=first, period_to=last)
    editing.revise(newsletter, head, by=editor)

    assert [
        (item.target_id, item.is_included, item.is_outside, item.text)
        for item in newsletter.items.order_by("position")
    ] == [
        (chosen.pk, False, True, ""),
        (worded.pk, True, True, "Kurz gesagt."),
        (left_out.pk, True, True, ""),
        (older.pk, True, False, ""),
    ]
    assert not newsletter.items.filter(target_id=plain.pk).exists()


def test_looking_again_finds_what_is_new_and_keeps_the_order(editor):
    old, newer = page(9), page(5)
    newsletter = draft(by=editor)
    editing.move(item_of(newsletter, old), is_up=True, by=editor)
    newest = page(1)

    found = [composing.refresh(newsletter, by=editor) for _ in range(2)]

    assert found == [1, 0]
    assert titles(newsletter) == [[newest.title, old.title, newer.title]]


def test_pieces_move_among_those_that_are_in_and_stop_at_the_end(editor):
    first, between, last = page(1), page(2), page(3)
    newsletter = draft(by=editor)
    editing.leave_out(item_of(newsletter, between), by=editor)

    editing.move(item_of(newsletter, last), is_up=True, by=editor)
    editing.move(item_of(newsletter, last), is_up=True, by=editor)
    editing.move(item_of(newsletter, between), is_up=True, by=editor)

    assert titles(newsletter) == [[last.title, first.title]]


def test_what_is_hidden_since_falls_away_and_is_named():
    hidden, shown = page(1), page(2)
    newsletter = draft()

    Page.objects.filter(pk=hidden.pk).update(is_published=False)

    assert titles(newsletter) == [[shown.title]]
    assert [item.target_id for item in content_of(newsletter).gone] == [hidden.pk]
    assert board_of(newsletter).gone == (hidden.title,)


def test_own_words_stand_instead_of_those_of_the_page_and_go_again(editor):
    row = page()
    newsletter = draft(by=editor)

    editing.word(item_of(newsletter, row), " Kurz. ", version=1, by=editor)
    (own,) = content_of(newsletter).sections[0].entries
    editing.word(item_of(newsletter, row), "", version=2, by=editor)
    (again,) = content_of(newsletter).sections[0].entries

    assert (own.text, again.text) == ("Kurz.", row.summary)


def test_news_of_ones_own_come_last_and_may_change_and_go(editor):
    row = page()
    newsletter = draft(by=editor)
    news = News("Sprechstunde", "Dienstags um 16 Uhr.", "https://example.org/")

    item = editing.add_news(newsletter, news, by=editor)
    assert titles(newsletter) == [[row.title], ["Sprechstunde"]]
    changed = News("Sprechzeit", "Mittwochs.")
    editing.change_news(item, changed, version=1, by=editor)
    assert code_of(editing.change_news, item, news, version=1, by=editor) == (
        "newsletter_changed"
    )
    assert titles(newsletter) == [[row.title], ["Sprechzeit"]]
    editing.remove_news(item, by=editor)
    editing.remove_news(item_of(newsletter, row), by=editor)
    assert titles(newsletter) == [[row.title]]


def test_two_who_write_at_once_lose_nothing(editor):
    newsletter = draft(by=editor)
    mine, theirs = head_of(newsletter, intro="Ich"), head_of(newsletter, intro="Sie")

    editing.revise(newsletter, theirs, by=make_staff())

    assert code_of(editing.revise, newsletter, mine, by=editor) == "newsletter_changed"
    newsletter.refresh_from_db()
    assert newsletter.intro == "Sie"


def test_days_are_in_order_and_no_more_than_a_year(editor):
    newsletter = draft(by=editor)

    for span in (days(1, 2), days(800, 1)):
        head = head_of(newsletter, period_from=span[0], period_to=span[1])
        assert code_of(editing.revise, newsletter, head, by=editor) == "newsletter_days"


def test_a_draft_is_deleted_with_all_its_pieces(editor):
    page()
    newsletter = draft(by=editor)

    editing.discard(newsletter, by=editor)

    assert (Newsletter.objects.count(), Item.objects.count()) == (0, 0)


def test_what_is_out_is_not_changed(editor):
    newsletter = published()
    item = newsletter.items.get()

    assert {
        code_of(editing.leave_out, item, by=editor),
        code_of(editing.move, item, is_up=True, by=editor),
        code_of(editing.discard, newsletter, by=editor),
        code_of(composing.refresh, newsletter, by=editor),
    } == {"newsletter_released"}


def test_words_of_ones_own_are_looked_at_and_those_of_others_are_not(editor):
    page(summary="Die Prüfung der Durchführung der Umsetzung der Planung folgt.")
    newsletter = draft(by=editor, intro="Es wird zeitnah geprüft.")

    found = hard_to_read(newsletter, board_of(newsletter))

    assert [finding.words for finding in found] == ["wird … geprüft", "zeitnah"]
