"""A Rundbrief to write, made by the real services, for the worlds that are walked."""

from datetime import timedelta

from commons.clock import berlin_today
from neighbourhood.newsletters.models import Item
from neighbourhood.newsletters.services import composing, editing
from neighbourhood.newsletters.services.editing import Head, News


def make_draft(idea, *, by, title="Was im Herbst geschah"):
    """For the idea's Stadtteil, with that idea, an introduction and news of its own."""
    today = berlin_today()
    days = (today - timedelta(days=28), today)
    draft = composing.begin(idea.region, days=days, by=by)
    head = Head(title, "Guten Tag, **alle zusammen**.", *days, draft.version)
    draft = editing.revise(draft, head, by=by)
    Item.objects.get_or_create(
        newsletter=draft,
        section="ideas",
        kind="idea",
        target_id=idea.pk,
        defaults={"position": 99, "day": today},
    )
    news = News("Sprechstunde", "Dienstags um 16 Uhr.", "https://example.org/")
    editing.add_news(draft, news, by=by)
    draft.refresh_from_db()
    return draft


def pieces_of(draft):
    """The piece from a source and the news of one's own."""
    return draft.items.exclude(section="own").first(), draft.items.get(section="own")
