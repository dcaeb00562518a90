"""The demo's ideas in the hands of houses and networks: asked, under way, done."""

from datetime import timedelta
from uuid import uuid4

from commons.accounts.models import User
from commons.clock import berlin_today
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.referrals.services import answering
from participation.together.models import Partner, Undertaking
from participation.together.queries.partners import actors, networks
from participation.together.queries.undertakings import speaker_ids_of
from participation.together.services import (
    beginning,
    concluding,
    consent,
    reporting,
    taking,
)
from participation.together.services.beginning import Call
from participation.together.services.concluding import Conclusion
from participation.together.services.reporting import Report

WORDS = (
    "Diese Idee ist vielleicht etwas für Sie: Die Menschen vor Ort können viel davon "
    "selbst machen. Wir helfen mit Material und Genehmigungen."
)
JOINING = "Wir treffen uns jeden ersten Samstag im Monat um zehn Uhr am Eingang."
FIRST = "Zwölf Menschen waren beim ersten Treffen. Die Pflanzen sind bestellt."
LAST = "Es ist geschafft. Danke an alle, die mitgemacht haben!"
CONCLUSION = Conclusion(
    text="Nachbar:innen haben die Idee gemeinsam umgesetzt. Vielen Dank!",
    support="Der Bezirk hat das Material bezahlt.",
    joining=JOINING,
)
SOON = timedelta(days=30)


def tell(everyone: dict[str, User]) -> int:
    """One idea in each state; gives how many. Without houses there is nobody to ask."""
    by = everyone["koordination"]
    partners: list[Partner] = [*actors().order_by("pk")[:2], *networks()[:2]]
    ideas = Idea.objects.published().filter(
        case__in=[Case.NONE, Case.OPEN], undertakings=None
    )
    chosen = ideas.exclude(author=by).order_by("-pk")[: len(_STORIES)]
    count = 0
    for number, idea in enumerate(chosen):
        if partners:
            partner = partners[number % len(partners)]
            count += _STORIES[number](idea, partner, by)
    return count


def _asked(idea: Idea, partner: Partner, by: User) -> int:
    beginning.offer(idea, Call(partner, WORDS, uuid4()), by=by)
    return 1


def _offered(idea: Idea, partner: Partner, by: User) -> int:
    row = beginning.offer(idea, Call(partner, WORDS, uuid4()), by=by)
    if row.state == "asking":
        consent.agree(row, words="Ich mache gern mit.", by=idea.author)
    return 1


def _running(idea: Idea, partner: Partner, by: User) -> int:
    _offered(idea, partner, by)
    row = Undertaking.objects.with_partner().get(idea=idea)
    speaker = _speaker_of(row)
    if speaker is None:
        return 1
    day = berlin_today() + SOON
    row = taking.accept(row, report_on=day, joining=JOINING, by=speaker)
    reporting.report(row, Report(FIRST, uuid4(), day), by=speaker)
    return 1


def _finished(idea: Idea, partner: Partner, by: User) -> int:
    _running(idea, partner, by)
    row = Undertaking.objects.with_partner().get(idea=idea)
    speaker = _speaker_of(row)
    if row.is_running and speaker is not None:
        reporting.report(row, Report(LAST, uuid4()), by=speaker)
    return 1


def _concluded(idea: Idea, partner: Partner, by: User) -> int:
    _finished(idea, partner, by)
    row = Undertaking.objects.with_partner().get(idea=idea)
    if row.state == "finished":
        draft = concluding.draft_answer(row, CONCLUSION, by=by)
        answering.publish(draft, version=draft.version, by=by)
    return 1


def _speaker_of(row: Undertaking) -> User | None:
    return User.objects.filter(pk__in=list(speaker_ids_of(row))).order_by("pk").first()


_STORIES = (_asked, _offered, _running, _finished, _concluded)
