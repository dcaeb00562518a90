"""Proving the chain: recompute every digest from the beginning."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.audit.chain import GENESIS, chained
from commons.audit.models import AuditEntry, AuditSeal

BATCH = 2_000


@dataclass(frozen=True)
class Anchor:
    """A place in the chain that somebody noted elsewhere: its position and digest."""

    position: int
    digest: str


@dataclass(frozen=True)
class Verification:
    """`head` is the last intact seal; `broken_entry` does not fit, if it is there."""

    head: Anchor
    unsealed: int
    broken_position: int | None = None
    broken_entry: int | None = None
    reason: str | Promise = ""

    @property
    def is_intact(self) -> bool:
        return self.broken_position is None


def verify(*, anchor: Anchor | None = None) -> Verification:
    """Walk the chain; names the first entry that was changed, lost or put in.

    Whoever rules over the database can write a whole new chain. An anchor noted
    outside shows that too, and that no end was cut off.
    """
    unsealed = AuditEntry.objects.unsealed().count()
    intact = Verification(Anchor(0, GENESIS.hex()), unsealed)
    for seal, entry in _pairs():
        broken = _broken(intact, seal, entry)
        if broken is not None:
            return broken
        intact = replace(intact, head=Anchor(seal.position, bytes(seal.digest).hex()))
        if anchor and anchor.position == seal.position and anchor != intact.head:
            reason = _("hier stand früher ein anderes Siegel")
            return _break_at(intact, seal.position, seal.entry_id, reason)
    if anchor and anchor.position > intact.head.position:
        reason = _("die Kette ist kürzer als früher")
        return _break_at(intact, intact.head.position + 1, None, reason)
    return intact


def _broken(
    intact: Verification, seal: AuditSeal, entry: AuditEntry | None
) -> Verification | None:
    expected = intact.head.position + 1
    if seal.position != expected:
        return _break_at(intact, expected, None, _("das Siegel fehlt"))
    if entry is None:
        reason = _("der Eintrag fehlt")
        return _break_at(intact, expected, seal.entry_id, reason)
    digest = chained(bytes.fromhex(intact.head.digest), entry)
    if digest != bytes(seal.digest):
        reason = _("Eintrag oder Siegel wurde verändert")
        return _break_at(intact, expected, entry.pk, reason)
    return None


def _break_at(
    intact: Verification, position: int, entry: int | None, reason: str | Promise
) -> Verification:
    return replace(intact, broken_position=position, broken_entry=entry, reason=reason)


def _pairs() -> Iterator[tuple[AuditSeal, AuditEntry | None]]:
    """Each seal with its entry; None where somebody took the entry away."""
    position = 0
    while seals := list(
        AuditSeal.objects.filter(position__gt=position).order_by("position")[:BATCH]
    ):
        entries = AuditEntry.objects.in_bulk([seal.entry_id for seal in seals])
        for seal in seals:
            yield seal, entries.get(seal.entry_id)
        position = seals[-1].position
