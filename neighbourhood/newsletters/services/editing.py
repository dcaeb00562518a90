"""Changing a draft: its head, its pieces, news of one's own."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from neighbourhood.newsletters.models import Item, Newsletter
from neighbourhood.newsletters.models.items import OWN
from neighbourhood.newsletters.services.composing import collect, require_days
from neighbourhood.newsletters.services.drafts import (
    locked_draft,
    locked_item,
    note_change,
)

MOST_NEWS = 20


@dataclass(frozen=True)
class Head:
    """What stands above the pieces; `version` is the one that was read."""

    title: str
    intro: str
    period_from: date
    period_to: date
    version: int


@dataclass(frozen=True)
class News:
    """A piece of one's own: `text` is Markdown, `link` a whole address or empty."""

    title: str
    text: str
    link: str = ""


@transaction.atomic
def revise(newsletter: Newsletter, head: Head, *, by: User) -> Newsletter:
    """Give it another head; other days bring other pieces along.

    Raises:
        RuleViolation: it is released, somebody else changed the head meanwhile
            (`newsletter_changed`), or the days are no span (`newsletter_days`).
    """
    newsletter = locked_draft(newsletter)
    _require_version(newsletter.version, head.version)
    require_days(head.period_from, head.period_to)
    days = (newsletter.period_from, newsletter.period_to)
    newsletter.title, newsletter.intro = head.title.strip(), head.intro.strip()
    newsletter.period_from, newsletter.period_to = head.period_from, head.period_to
    newsletter.version += 1
    if days != (head.period_from, head.period_to):
        collect(newsletter)
    note_change(newsletter, by=by, version=newsletter.version)
    return newsletter


@transaction.atomic
def include(item: Item, *, by: User) -> Item:
    """Take a piece in; it stands where its day puts it, until somebody moves it."""
    return _choose(item, is_included=True, by=by)


@transaction.atomic
def leave_out(item: Item, *, by: User) -> Item:
    return _choose(item, is_included=False, by=by)


@transaction.atomic
def move(item: Item, *, is_up: bool, by: User) -> Item:
    """One place up or down among those that are in; at the end nothing happens.

    Raises:
        RuleViolation: the Rundbrief is released (`newsletter_released`).
    """
    item = locked_item(item)
    rows = item.newsletter.items.included().filter(section=item.section)
    order = list(rows.order_by("position", "pk"))
    place = order.index(item) if item in order else -1
    other = place - 1 if is_up else place + 1
    if place < 0 or not 0 <= other < len(order):
        return item
    mine, theirs = order[place], order[other]
    mine.position, theirs.position = theirs.position, mine.position
    mine.is_chosen = True
    Item.objects.bulk_update([mine, theirs], ["position", "is_chosen"])
    note_change(item.newsletter, by=by, item=item.pk)
    return mine


@transaction.atomic
def word(item: Item, text: str, *, version: int, by: User) -> Item:
    """Say a piece in one's own words; empty words bring those of its source back.

    Raises:
        RuleViolation: the Rundbrief is released, or somebody else worded it meanwhile
            (`newsletter_changed`).
    """
    item = locked_item(item)
    _require_version(item.version, version)
    item.text = text.strip()
    item.is_chosen, item.version = True, item.version + 1
    item.save(update_fields=["text", "is_chosen", "version"])
    note_change(item.newsletter, by=by, item=item.pk)
    return item


@transaction.atomic
def add_news(newsletter: Newsletter, news: News, *, by: User) -> Item:
    """A piece that no source knows, at the end of its section.

    Raises:
        RuleViolation: the Rundbrief is released, or has enough (`newsletter_full`).
    """
    newsletter = locked_draft(newsletter)
    own = list(newsletter.items.filter(section=OWN).order_by("position", "pk"))
    if len(own) >= MOST_NEWS:
        raise RuleViolation(
            _("Mehr als %(most)s eigene Meldungen passen nicht in einen Rundbrief.")
            % {"most": MOST_NEWS},
            code="newsletter_full",
        )
    item = Item.objects.create(
        newsletter=newsletter,
        section=OWN,
        position=own[-1].position + 1 if own else 1,
        is_chosen=True,
        title=news.title.strip(),
        text=news.text.strip(),
        link=news.link.strip(),
    )
    note_change(newsletter, by=by, item=item.pk)
    return item


@transaction.atomic
def change_news(item: Item, news: News, *, version: int, by: User) -> Item:
    """Raises RuleViolation as `word` does."""
    item = locked_item(item)
    _require_version(item.version, version)
    item.title, item.text = news.title.strip(), news.text.strip()
    item.link, item.version = news.link.strip(), item.version + 1
    item.save(update_fields=["title", "text", "link", "version"])
    note_change(item.newsletter, by=by, item=item.pk)
    return item


@transaction.atomic
def remove_news(item: Item, *, by: User) -> None:
    """Only news of one's own; pieces from sources are left out instead."""
    item = locked_item(item)
    pk = item.pk
    item.newsletter.items.filter(pk=pk, section=OWN).delete()
    note_change(item.newsletter, by=by, item=pk)


@transaction.atomic
def discard(newsletter: Newsletter, *, by: User) -> None:
    """Delete a draft with all that was written for it.

    Raises:
        RuleViolation: it is released (`newsletter_released`).
    """
    newsletter = locked_draft(newsletter)
    happened("newsletter.discarded", newsletter, by=by)
    newsletter.delete()


def _choose(item: Item, *, is_included: bool, by: User) -> Item:
    item = locked_item(item)
    item.is_included, item.is_chosen = is_included, True
    item.save(update_fields=["is_included", "is_chosen"])
    note_change(item.newsletter, by=by, item=item.pk)
    return item


def _require_version(current: int, read: int) -> None:
    if current != read:
        raise RuleViolation(
            _(
                "Jemand anderes hat das inzwischen geändert. Ihr Text steht noch hier. "
                "Vergleichen Sie ihn mit der neuen Fassung und speichern Sie noch "
                "einmal."
            ),
            code="newsletter_changed",
        )
