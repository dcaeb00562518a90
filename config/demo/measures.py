"""What the demo's desk has blackened, what waits to be, and who is blocked."""

from collections.abc import Mapping
from uuid import uuid4

from commons.accounts.enums import Language
from commons.accounts.models import User
from participation.discussion.models import Comment
from participation.discussion.services.writing import write
from participation.ideas.models import Idea
from participation.moderation import services as moderation
from participation.moderation.enums import Reason, Verdict
from participation.moderation.queries import redaction as queries
from participation.moderation.services import blocks
from participation.moderation.services.blocks import Sanction
from participation.moderation.services.redaction import Wish, redact

WAITS = (
    "Ich helfe gern mit. Am besten rufen Sie mich abends an: 030 1234567, oder Sie "
    "schreiben an helferin@example.org."
)
BLACKENED = "Den Schlüssel hat der Hausmeister, Telefon 030 7654321. Fragen Sie ihn."
FACTS = (
    "Am 3. und am 5. unter zwei Ideen andere mehrfach beleidigt, auch nachdem wir "
    "darum gebeten hatten, bei der Sache zu bleiben."
)


def tell(people: Mapping[str, User]) -> int:
    """Two comments and a block, by the real services; gives how many comments."""
    ideas = Idea.objects.published().order_by("pk")
    neighbour = people["bewohnerin"]
    _say(ideas[0], WAITS, by=neighbour)
    _blackened(_say(ideas[1], BLACKENED, by=neighbour), people)
    loud = User.objects.create_user(
        "laut@demo.example", display_name="Nachbar vom Ring", language=Language.GERMAN
    )
    sanction = Sanction(Reason.INSULT, FACTS, 30)
    blocks.block(loud, sanction, by=people["koordination"])
    return 2


def _say(idea: Idea, text: str, *, by: User) -> Comment:
    return write(idea, text, draft_id=uuid4(), by=by)


def _blackened(comment: Comment, people: Mapping[str, User]) -> None:
    moderator = people["moderation"]
    wish = Wish(version=comment.version, cuts=queries.suggested(comment))
    redact(comment, wish, by=moderator)
    comment.refresh_from_db()
    moderation.decide_directly(
        comment, verdict=Verdict.PUBLISH, version=comment.version, by=moderator
    )
