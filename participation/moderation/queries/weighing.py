"""How many of the reports on one contribution are likely independent, and why not all.

Fifty accounts made for the purpose say as much as one person. The number orders and
marks; it hides nothing, and no report is thrown away. Reports stand for one voice if
one link after the other joins them: the same words, the same network, or the same few
moments from people of whom nothing else is known.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils.translation import gettext as _, ngettext

from commons.text import normalise
from participation.moderation.models import Report

# An account older than this was hardly made to report something.
ESTABLISHED_DAYS = 14
# As long after one another, reports of unknown people count as one wave.
WAVE = timedelta(seconds=60)
# Fewer words say too little to be the same by more than chance.
FEWEST_WORDS = 4
# Two strangers may well see the same thing within a minute; three are a wave.
FEWEST_IN_WAVE = 3
MOST_WEIGHED = 1_000


@dataclass
class Weighing:
    """`reasons` say in words why `independent` is less than `total`."""

    total: int = 0
    independent: int = 0
    reasons: list[str] = field(default_factory=list)


class _Voices:
    """Which reports hang together; each set of them is one voice."""

    def __init__(self, size: int) -> None:
        self._leader = list(range(size))

    def leader_of(self, at: int) -> int:
        while self._leader[at] != at:
            self._leader[at] = self._leader[self._leader[at]]
            at = self._leader[at]
        return at

    def join(self, members: Sequence[int]) -> None:
        for member in members[1:]:
            self._leader[self.leader_of(member)] = self.leader_of(members[0])

    @property
    def count(self) -> int:
        return sum(leader == at for at, leader in enumerate(self._leader))


def weigh(reports: Iterable[Report]) -> Weighing:
    """Weigh the reports on one contribution; at most `MOST_WEIGHED` are compared."""
    rows = sorted(reports, key=lambda report: (report.reported_at, report.pk or 0))
    compared = rows[:MOST_WEIGHED]
    voices = _Voices(len(compared))
    reasons = []
    for gather, words in _LINKS:
        gathered = [group for group in gather(compared) if len(group) > 1]
        for group in gathered:
            voices.join(group)
        if gathered:
            reasons.append(words(sum(map(len, gathered)), len(gathered)))
    return Weighing(len(rows), voices.count, reasons)


def _is_established(report: Report) -> bool:
    days = report.account_days
    return days is not None and days >= ESTABLISHED_DAYS


def _waves(reports: Sequence[Report]) -> list[list[int]]:
    """Reports of people nobody knows, each within a minute of the one before."""
    waves: list[list[int]] = []
    last = None
    for at, report in enumerate(reports):
        if _is_established(report):
            continue
        if last is None or report.reported_at - last > WAVE:
            waves.append([])
        waves[-1].append(at)
        last = report.reported_at
    return [wave for wave in waves if len(wave) >= FEWEST_IN_WAVE]


def _same_words(reports: Sequence[Report]) -> list[list[int]]:
    """The same words in whatever order, capitals or punctuation."""

    def words_of(report: Report) -> Hashable:
        words = normalise(report.text).split()
        return tuple(sorted(words)) if len(words) >= FEWEST_WORDS else None

    return _alike(reports, words_of)


def _same_network(reports: Sequence[Report]) -> list[list[int]]:
    """A school has one address, so those who are known count for themselves."""

    def network_of(report: Report) -> Hashable:
        return None if _is_established(report) else report.network or None

    return _alike(reports, network_of)


def _alike(
    reports: Sequence[Report], key: Callable[[Report], Hashable]
) -> list[list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for at, report in enumerate(reports):
        found = key(report)
        if found is not None:
            groups[found].append(at)
    return list(groups.values())


def _words_of_waves(reports: int, groups: int) -> str:
    if groups > 1:
        return _(
            "%(reports)s kamen in %(groups)s Wellen, jeweils binnen einer Minute, ohne "
            "Konto oder von sehr jungen Konten"
        ) % {"reports": reports, "groups": groups}
    return _(
        "%(reports)s kamen kurz hintereinander, ohne Konto oder von sehr jungen Konten"
    ) % {"reports": reports}


def _words_of_words(reports: int, groups: int) -> str:
    return ngettext(
        "%(reports)s sagen dasselbe mit denselben Worten",
        "%(reports)s wiederholen Worte voneinander",
        groups,
    ) % {"reports": reports}


def _words_of_networks(reports: int, groups: int) -> str:
    return ngettext(
        "%(reports)s kamen aus demselben Netz",
        "%(reports)s kamen aus %(groups)s gemeinsamen Netzen",
        groups,
    ) % {"reports": reports, "groups": groups}


_LINKS = (
    (_waves, _words_of_waves),
    (_same_words, _words_of_words),
    (_same_network, _words_of_networks),
)
