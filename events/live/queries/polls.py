"""Polls as everybody sees them, as one person does, and as the moderation does."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import gettext as _, ngettext

from commons.accounts.visitors import Visitor
from events.live import folding
from events.live.folding import Bar, Figures
from events.live.models import Participant, Poll, PollOption, Room, Vote
from events.live.parts import Item

MOST_SEEN = 20


@dataclass(frozen=True)
class Line:
    """An answer with its bar and how many chose it, in words."""

    option: PollOption
    bar: Bar
    words: str

    @property
    def bar_name(self) -> str:
        """How the open page finds the bar again; `words_name` its words."""
        return f"w{self.option.pk}"

    @property
    def words_name(self) -> str:
        return f"o{self.option.pk}"


@dataclass(frozen=True)
class Result:
    """What may be told of a poll just now; no figure stands in it otherwise."""

    lines: tuple[Line, ...]
    figures: Figures
    turnout: str
    is_final: bool


@dataclass(frozen=True)
class Sheet:
    """A poll on a page. `result` is None where nothing may be told of it."""

    poll: Poll
    options: tuple[PollOption, ...]
    result: Result | None

    @property
    def values(self) -> dict[str, str | int]:
        if self.result is None:
            return {}
        found: dict[str, str | int] = {"turnout": self.result.turnout}
        for line in self.result.lines:
            found[line.bar_name] = line.bar.width
            found[line.words_name] = line.words
        return found


def items(room: Room) -> Sequence[Item]:
    """The part `polls`: the same for everybody; two queries, however many there are."""
    return [_item(sheet) for sheet in seen_in(room)]


def seen_in(room: Room) -> list[Sheet]:
    """Polls that run or have run, with what may be told of each."""
    polls = (
        Poll.objects.filter(room=room).seen().prefetch_related("options")[:MOST_SEEN]
    )
    return [_sheet(room, poll, result_of(poll)) for poll in polls]


def all_of(room: Room) -> list[Sheet]:
    """For whoever moderates: prepared ones too; of running ones no more than others."""
    polls = Poll.objects.filter(room=room).order_by("-pk").prefetch_related("options")
    return [_sheet(room, poll, _for_moderation(poll)) for poll in polls]


def counted_in(room: Room) -> list[Sheet]:
    """For the protocol: polls that are over, in the order in which they were held."""
    polls = Poll.objects.filter(room=room).counted().prefetch_related("options")
    return [_sheet(room, poll, _final(poll)) for poll in polls]


def result_of(poll: Poll) -> Result | None:
    """What everybody may know: the bars of a step ago, or the result once it is shown.

    Of a poll that keeps its figures to its end, nothing comes from here before.
    """
    if poll.is_shown:
        return _final(poll)
    if poll.is_open and poll.shows_before_end:
        return _running(poll)
    return None


def voted_in(participant: Participant | None) -> frozenset[int]:
    """Running polls in which somebody has voted."""
    if participant is None:
        return frozenset()
    me = Participant.objects.who_is(participant)
    rows = Vote.objects.filter(participant__in=me)
    return frozenset(rows.values_list("poll_id", flat=True))


def find(pk: int, visitor: Visitor) -> Poll | None:
    """A poll of a room that the visitor sees, and that is no longer a draft there."""
    rooms = Room.objects.visible_to(visitor).values("pk")
    rows = Poll.objects.seen().filter(room__in=rooms)
    return rows.select_related("room__occurrence__event").filter(pk=pk).first()


def by_pk(pk: int) -> Poll | None:
    rows = Poll.objects.select_related("room__occurrence__event")
    return rows.filter(pk=pk).first()


def _for_moderation(poll: Poll) -> Result | None:
    return _final(poll) if poll.is_counted else result_of(poll)


def _sheet(room: Room, poll: Poll, result: Result | None) -> Sheet:
    poll.room = room
    return Sheet(poll, tuple(poll.options.all()), result)


def _item(sheet: Sheet) -> Item:
    html = render_to_string("live/_poll.html", {"sheet": sheet})
    return Item(key=sheet.poll.item_key, html=html, values=sheet.values)


def _final(poll: Poll) -> Result:
    options = list(poll.options.all())
    counts = [option.count for option in options]
    return _result(poll, options, counts, poll.ballots, is_final=True)


def _running(poll: Poll) -> Result:
    options = list(poll.options.all())
    shown = [option.shown for option in options]
    return _result(poll, options, shown, poll.ballots_shown, is_final=False)


def _result(
    poll: Poll,
    options: list[PollOption],
    counts: list[int],
    ballots: int,
    *,
    is_final: bool,
) -> Result:
    figures = folding.figures(counts, ballots, is_multiple=poll.is_multiple)
    lines = tuple(
        Line(option, bar, _words(bar))
        for option, bar in zip(options, figures.bars, strict=True)
    )
    return Result(lines, figures, _turnout(figures, is_final=is_final), is_final)


def _words(bar: Bar) -> str:
    if bar.count is None:
        return _("unter %(least)d") % {"least": folding.LEAST}
    if bar.share is None:
        return str(bar.count)
    return _("%(count)d (%(share)d %%)") % {"count": bar.count, "share": bar.share}


def _turnout(figures: Figures, *, is_final: bool) -> str:
    if figures.ballots is not None:
        words = ngettext(
            "%(count)d Mensch hat abgestimmt",
            "%(count)d haben abgestimmt",
            figures.ballots,
        )
        return words % {"count": figures.ballots}
    if figures.at_least:
        return _("mindestens %(count)d haben abgestimmt") % {"count": figures.at_least}
    if is_final:
        return _("zu wenige Stimmen, um Zahlen zu zeigen")
    return _("noch zu wenige Stimmen, um Zahlen zu zeigen")
