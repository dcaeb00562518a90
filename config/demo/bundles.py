"""The demo's bundles: one lies with an Amt, one is being collected, one is proposed."""

from collections.abc import Mapping
from typing import Any

from commons.accounts.models import User
from config.demo.sending import sent
from config.demo.story import Story
from neighbourhood.departments.enums import MailRhythm
from neighbourhood.departments.models import Department
from participation.bundles.models import Bundle
from participation.bundles.services import outcomes, packing
from participation.bundles.services.bundling import bundle_up
from participation.ideas.enums import Outcome
from participation.ideas.models import Idea
from participation.referrals.models import Referral
from participation.referrals.services import referring, responding

NOTE = "Bitte sagen Sie uns zu jedem Weg, ob Licht dort möglich ist, und bis wann."
DARK = (
    ("Licht am Weg zum Orankesee", "Im Winter ist der Weg zum See stockdunkel."),
    ("Laterne an der Treppe in der Parkstraße", "Die Stufen sieht man abends nicht."),
    ("Dunkler Durchgang an der Berliner Allee", "Abends gehen hier viele einen Umweg."),
    ("Beleuchtung am Uferweg", "Wer abends läuft, braucht eine Stirnlampe."),
)
GREEN = (
    ("Baumscheiben in der Langhansstraße", "Die Bäume stehen in hartem Boden."),
    ("Wassersäcke für junge Bäume", "In der Pistoriusstraße vertrocknen drei Linden."),
    ("Blumenwiese am Mirbachplatz", "Statt kurzem Rasen wäre hier Platz für Bienen."),
)
TALK = (
    ("Erzählcafé für Ältere", "Viele im Haus reden den ganzen Tag mit niemandem."),
    ("Begegnung im Hof der Bibliothek", "Ein Tisch und Bänke würden schon reichen."),
)


def tell(people: Mapping[str, User], departments: Mapping[str, Department]) -> int:
    """Tell nine ideas more; gives how many."""
    story, by = Story(people, departments), people["moderation"]
    dark = _ideas(story, DARK, "beleuchtung", days=16)
    bundle = bundle_up(
        dark,
        department=departments["sga"],
        title="Dunkle Wege in Weißensee",
        cover_note=NOTE,
        by=by,
    )
    _arrive(bundle)
    _answer_one(bundle)
    _ideas(story, GREEN, "gruen", days=9)
    _collect(_ideas(story, TALK, "nachbarschaft", days=7), departments, by=by)
    return len(DARK) + len(GREEN) + len(TALK)


def _ideas(
    story: Story, words: tuple[tuple[str, str], ...], topic: str, *, days: int
) -> list[Idea]:
    plots: list[dict[str, Any]] = [
        {
            "title": title,
            "text": text,
            "topic": topic,
            "region": "weissensee",
            "supporters": ordinal,
            "days": days,
            "way": "published",
        }
        for ordinal, (title, text) in enumerate(words)
    ]
    # Never the resident's own: their pages tell another story.
    return [story.lead(plot, ordinal + 1) for ordinal, plot in enumerate(plots)]


def _arrive(bundle: Bundle) -> None:
    packing.pack(bundle.pk)
    delivery_id = Bundle.objects.values_list("delivery_id", flat=True).get(pk=bundle.pk)
    assert delivery_id is not None  # noqa: S101 -- it has just been packed
    outcomes.mark_sent(sent(delivery_id))


def _answer_one(bundle: Bundle) -> None:
    first = Referral.objects.filter(bundle_item__bundle=bundle).earliest("pk")
    words = "Am Weg zum Orankesee kommen im Herbst sechs Leuchten."
    responding.state(first, responding.Said(words, Outcome.WILL_BE_DONE))


def _collect(
    ideas: list[Idea], departments: Mapping[str, Department], *, by: User
) -> None:
    """This Amt wants its mail once a week, from now on."""
    lead = departments["soziales"]
    lead.mail_rhythm = MailRhythm.WEEKLY
    lead.save(update_fields=["mail_rhythm"])
    note = "Bitte sagen Sie uns, ob sich das vor Ort umsetzen lässt."
    for idea in ideas:
        referring.refer(idea, lead=lead, cover_note=note, by=by)
