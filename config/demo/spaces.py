"""What is said in the demo's networks, by real services and over some weeks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from commons.accounts.models import User
from commons.clock import berlin_date, berlin_today
from commons.docx import MIME, Heading, Paragraph, write_docx
from participation.actors.models import Actor
from participation.discussion.models import Comment
from participation.discussion.services.writing import write as comment_on
from participation.networks.enums import PostKind
from participation.networks.models import Network, Post
from participation.networks.services import posting
from participation.networks.services.minutes import Assignment, Outcome
from participation.networks.services.posting import Along


@dataclass(frozen=True)
class Say:
    """One post, so many days ago; `answers` pairs who answers with their words."""

    network: str
    by: str
    days: int
    title: str
    text: str
    answers: tuple[tuple[str, str], ...] = ()
    is_pinned: bool = False
    decisions: tuple[str, ...] = ()
    tasks: tuple[tuple[str, str, int], ...] = ()
    house: str = ""
    paper: str = ""

    @property
    def kind(self) -> PostKind:
        return PostKind.MINUTES if self.decisions else PostKind.POST


SAID = (
    Say(
        "Stadtteilrunde Weißensee",
        "nachbar-01",
        60,
        "So arbeiten wir zusammen",
        "Wir treffen uns alle sechs Wochen, **reihum bei einer Einrichtung**. Wer ein "
        "Thema hat, schreibt es bis drei Tage vorher hier hinein.",
        is_pinned=True,
    ),
    Say(
        "Stadtteilrunde Weißensee",
        "nachbar-02",
        33,
        "Protokoll unseres letzten Treffens",
        "Wir waren zu elft. Gesprochen haben wir über den Spielplatz, den Flohmarkt "
        "und die neuen Öffnungszeiten der Beratungsstelle.",
        answers=(("nachbar-03", "Danke fürs Schreiben! Die Zettel drucke ich."),),
        decisions=(
            "Der Flohmarkt ist am zweiten Samstag des nächsten Monats.",
            "Zum Spielplatz fragen wir gemeinsam beim Bezirksamt nach.",
        ),
        tasks=(
            ("Zettel für den Flohmarkt drucken", "nachbar-03", 9),
            ("Tische und Bänke leihen", "nachbar-04", 1),
            ("Strom für die Musik klären", "", 14),
        ),
        paper="Plan der Stände",
    ),
    Say(
        "Stadtteilrunde Weißensee",
        "stadtteilzentrum",
        9,
        "Der große Raum ist dienstags wieder frei",
        "Die Malgruppe macht Pause. Wer den Raum braucht, fragt ihn im Pool an: "
        "für Gruppen aus der Runde **ohne Miete**.",
        answers=(
            ("nachbar-03", "Für die Hausaufgabenhilfe wäre das sehr gut."),
            ("nachbar-01", "Schön! Das steht auch auf der Liste fürs nächste Mal."),
        ),
        house="Nachbarschaftshaus Weißensee",
    ),
    Say(
        "Stadtteilrunde Weißensee",
        "nachbar-04",
        4,
        "Wer hat einen Lastenanhänger?",
        "Für die Tische am Samstag brauchen wir einen Anhänger. Ein Tag reicht.",
        answers=(
            ("nachbar-02", "Im Hof bei uns steht einer, gern nehmen."),
            ("nachbar-01", "Sonst haben wir noch einen Bollerwagen."),
        ),
    ),
    Say(
        "Kiezrunde Grünes Karow",
        "bewohnerin",
        6,
        "Wer gießt wann?",
        "Es ist trocken. Hier ist der Plan:\n\n- Woche 1: Beete am Platz\n"
        "- Woche 2: junge Bäume\n- Woche 3: noch offen",
        answers=(("nachbar-06", "Woche 3 nehme ich."),),
        paper="Gießplan",
    ),
    Say(
        "Themenrunde Familie und Nachbarschaft",
        "nachbar-11",
        26,
        "Protokoll: Angebote am Wochenende",
        "Am Samstagvormittag gibt es nirgends etwas für Kinder unter drei Jahren. Das "
        "wollen wir ändern und teilen uns die Vormittage auf.",
        answers=(("nachbar-12", "Den ersten Samstag übernimmt die Bibliothek."),),
        decisions=("Vier Häuser öffnen abwechselnd am Samstagvormittag.",),
        tasks=(("Aushang für alle Häuser schreiben", "nachbar-12", 6),),
    ),
    Say(
        "Themenrunde Familie und Nachbarschaft",
        "nachbar-07",
        3,
        "Bühne frei für Kinder",
        "Am letzten Sonntag im Monat steht unsere Bühne Kindern offen. Wer bringt "
        "ein Stück mit?",
        house="Kulturwerkstatt im alten Kesselhaus",
    ),
    Say(
        "Runder Tisch Wohnen",
        "nachbar-08",
        12,
        "Nächstes Treffen nur für uns",
        "Bitte nur Fragen ohne Namen und Adressen mitbringen.",
    ),
    Say(
        "Vorbereitung Kiezfest",
        "nachbar-01",
        2,
        "Bühne oder keine Bühne?",
        "Ein Angebot liegt vor. Bevor wir es herumzeigen, sprechen wir hier darüber.",
    ),
)


def tell(people: Mapping[str, User]) -> int:
    """Let people write in their networks; gives how many posts there are then."""
    for say in SAID:
        network = Network.objects.get(name=say.network)
        post = _said(network, say, people)
        for key, words in say.answers:
            comment_on(post, words, draft_id=uuid4(), by=people[key])
        _date_back(post, days=say.days)
    return len(SAID)


def _said(network: Network, say: Say, people: Mapping[str, User]) -> Post:
    met_on = berlin_date(timezone.now() - timedelta(days=say.days))
    tasks = {
        row: Assignment(text, people.get(key), berlin_today() + timedelta(days=in_days))
        for row, (text, key, in_days) in enumerate(say.tasks)
    }
    is_minutes = say.kind == PostKind.MINUTES
    along = Along(
        uploads=_papers(say),
        met_on=met_on if is_minutes else None,
        outcome=Outcome(say.decisions, tasks) if is_minutes else None,
    )
    post = posting.write(
        network,
        title=say.title,
        text=say.text,
        by=people[say.by],
        actor=Actor.objects.filter(name=say.house).first(),
        kind=say.kind,
        along=along,
    )
    return posting.pin(post, by=people[say.by]) if say.is_pinned else post


def _papers(say: Say) -> list[SimpleUploadedFile]:
    if not say.paper:
        return []
    content = write_docx(say.paper, [Heading(say.paper), Paragraph(say.text)])
    return [SimpleUploadedFile(f"{say.paper}.docx", content, content_type=MIME)]


def _date_back(post: Post, *, days: int) -> None:
    """As if it had been written then; what was answered came a day later."""
    at = timezone.now() - timedelta(days=days)
    Post.objects.filter(pk=post.pk).update(submitted_at=at, published_at=at)
    later = at + timedelta(days=1)
    Comment.objects.filter(thread__network_post=post).update(
        submitted_at=later, published_at=later
    )
