"""Where somebody gets further whose matter is not for this place.

What coordinators keep under "Wegweiser" and "Was geht?" is asked first; a moderator
may change it before it goes out.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from commons import kinds
from commons.delivery.mails import absolute
from commons.spoken import quoted
from neighbourhood.departments.enums import SignpostKind
from neighbourhood.departments.models import Card
from neighbourhood.departments.queries import cards, signposts
from neighbourhood.departments.queries.signposts import Advice
from participation.moderation import desk
from participation.moderation.enums import HintCode, Reason
from participation.moderation.models import Hint, Moderated
from participation.moderation.reasons import is_other_way

# The number of all German authorities answers where no signpost does.
AUTHORITIES = "115"
ALL_BERLIN = "https://mein.berlin.de/"
KIND_OF = {
    Reason.DEFECT: SignpostKind.DEFECT,
    Reason.FORMAL: SignpostKind.FORMAL,
    Reason.OTHER_BODY: SignpostKind.ELSEWHERE,
}
# The signpost of a whole kind, where the words of the contribution lead to none.
KEY_OF = {Reason.DEFECT: "ordnungsamt-online", Reason.FORMAL: "foermlich"}


@dataclass(frozen=True)
class Way:
    """Where to go instead, in words, by link or by telephone."""

    text: str = ""
    url: str = ""
    phone: str = ""

    def __bool__(self) -> bool:
        return bool(self.text or self.url or self.phone)


@dataclass(frozen=True)
class _About:
    title: str
    text: str
    topic_id: int | None


def way_for(contribution: Any, reason: str) -> Way:
    """What the desk suggests for a reason of the family "Ein anderer Weg"."""
    if not is_other_way(reason):
        return Way()
    if not isinstance(contribution, Moderated):
        return _authorities()
    if reason == Reason.DUPLICATE:
        return _to_twin(contribution)
    if reason == Reason.NOT_IN_DISTRICT:
        return Way(
            _("Dort hilft der andere Bezirk. Für ganz Berlin gibt es diese Seite."),
            ALL_BERLIN,
            AUTHORITIES,
        )
    return _pointed(_about(contribution), Reason(reason))


def _about(contribution: Moderated) -> _About:
    desk_kind = desk.of(contribution)
    topic = desk_kind.topic_of(contribution)
    return _About(
        desk_kind.title_of(contribution),
        desk_kind.text_of(contribution),
        topic.pk if topic is not None else None,
    )


def _pointed(about: _About, reason: Reason) -> Way:
    advice = _advice(about, reason)
    if advice is not None:
        return _of_advice(advice)
    card = cards.card_for(about.title, about.text, about.topic_id)
    return _of_card(card) if card is not None else _authorities()


def _advice(about: _About, reason: Reason) -> Advice | None:
    if reason not in KIND_OF:
        return None
    found = signposts.pointed(about.title, about.text, about.topic_id)
    fitting = (each.advice for each in found if each.advice.kind == KIND_OF[reason])
    return next(fitting, None) or signposts.named(KEY_OF.get(reason, ""))


def _of_advice(advice: Advice) -> Way:
    body = f"{advice.body}: " if advice.body else ""
    return Way(f"{body}{advice.advice}", advice.url, advice.phone)


def _of_card(card: Card) -> Way:
    words = _("%(who)s Mehr dazu steht unter %(title)s.") % {
        "who": card.who_decides,
        "title": quoted(card.title),
    }
    return Way(words, absolute(card.get_absolute_url()))


def _to_twin(contribution: Moderated) -> Way:
    """The public contribution that seems to say the same, if a hint names one."""
    kind = kinds.of(contribution)
    hints = Hint.objects.filter(
        item__kind=kind.key,
        item__target_id=contribution.pk,
        code=HintCode.DUPLICATE,
        target_kind=kind.key,
    )
    twin_id = hints.order_by("-pk").values_list("target_id", flat=True).first()
    twin = kinds.load(kind.key, twin_id) if twin_id else None
    if isinstance(twin, Moderated) and twin.is_public:
        words = _("Das gibt es schon: %(title)s. Dort können Sie es unterstützen.")
        return Way(
            words % {"title": quoted(kind.title(twin))}, absolute(kind.url(twin))
        )
    words = _("Suchen Sie Ihr Anliegen hier, und unterstützen Sie, was es schon gibt.")
    return Way(words, settings.BASE_URL)


def _authorities() -> Way:
    return Way(
        _("Unter dieser Nummer erfahren Sie, wer zuständig ist."), phone=AUTHORITIES
    )
