"""The rules of each kind of round; higher apps register theirs in `register.py`.

A lower app cannot know what a round leads to: the hook does, in the transaction
that writes the result.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.accounts.enums import Role
from commons.accounts.models import User
from commons.accounts.visitors import Visitor
from commons.errors import RuleViolation
from neighbourhood.rounds.enums import RoundKind
from neighbourhood.rounds.models import MODERATING, Round

POSITIONS: Mapping[str, str | Promise] = {
    "agree": _("einverstanden"),
    "agree_with_conditions": _("einverstanden mit Auflagen"),
    "object": _("nicht einverstanden"),
    "not_concerned": _("nicht betroffen"),
}
READ_BY_ALL = _("Lesen alle, die an der Runde teilnehmen.")


@dataclass(frozen=True)
class Ending:
    """One result a round may have; `names_department` asks which one it is."""

    label: str | Promise
    hint: str | Promise = ""
    names_department: bool = False


def _anybody(_visitor: Visitor, _round: Round) -> bool:
    return True


def _nothing(_round: Round) -> None:
    """No row of a higher app waits for the round."""


def _nothing_by(_round: Round, _by: User | None) -> None:
    """The result stands on the page, and nothing else follows."""


def nothing_to_undo(_round: Round, _by: User | None) -> None:
    """For `on_reopened`: the result stood on the page, and nothing else followed."""


def _to_itself(row: Round) -> str:
    return row.get_absolute_url()


@dataclass(frozen=True)
class Procedure:
    """How a kind of round goes.

    `conveners` may call one by hand on the page of rounds; none means that only the
    higher app does. `may_lead` narrows who looks after one (nobody their own matter).
    `lock` takes the locks that the hooks need, before the round's own. `on_result`
    and `on_cancelled` run with the round locked and saved; a RuleViolation of theirs
    takes the result back. `on_reopened` undoes what followed from a result; without one
    it stands, and only a new round can take the question up. `next_page` is where
    somebody goes who has decided.
    """

    kind: RoundKind
    purpose: str | Promise
    endings: Mapping[str, Ending]
    positions: Mapping[str, str | Promise] = field(default_factory=lambda: POSITIONS)
    result_hint: str | Promise = READ_BY_ALL
    working_days: int = 10
    conveners: tuple[Role, ...] = MODERATING
    deciders: tuple[Role, ...] = MODERATING
    may_lead: Callable[[Visitor, Round], bool] = _anybody
    lock: Callable[[Round], None] = _nothing
    on_result: Callable[[Round, User | None], None] = _nothing_by
    on_cancelled: Callable[[Round, User | None], None] = _nothing_by
    on_reopened: Callable[[Round, User | None], None] | None = None
    next_page: Callable[[Round], str] = _to_itself

    @property
    def label(self) -> str:
        return str(self.kind.label)

    def ending(self, code: str) -> Ending:
        """Raises RuleViolation for a result that this kind does not know."""
        if code not in self.endings:
            raise RuleViolation(
                _("Dieses Ergebnis gibt es hier nicht."), code="unknown_result"
            )
        return self.endings[code]

    def position(self, code: str) -> str | Promise:
        """Raises RuleViolation for a position that this kind does not know."""
        if code not in self.positions:
            raise RuleViolation(
                _("Diese Haltung gibt es hier nicht."), code="unknown_position"
            )
        return self.positions[code]


_procedures: dict[str, Procedure] = {}


def register(procedure: Procedure) -> None:
    """A later one takes the place of an earlier: the higher app knows better."""
    _procedures[procedure.kind.value] = procedure


def get(kind: str) -> Procedure:
    """KeyError for a kind whose rules no app registered."""
    return _procedures[kind]


def procedures() -> list[Procedure]:
    return [_procedures[kind] for kind in RoundKind.values if kind in _procedures]


def called_by(visitor: Visitor) -> list[Procedure]:
    """Those the visitor may call by hand."""
    return [
        each
        for each in procedures()
        if each.conveners and visitor.has_role(*each.conveners)
    ]
