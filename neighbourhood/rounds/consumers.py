from collections.abc import Collection
from typing import Any

from commons.accounts.visitors import visitor_for
from commons.sockets import LiveConsumer, stored_request
from neighbourhood.rounds import rules
from neighbourhood.rounds.models import Round, RoundParty
from neighbourhood.rounds.verbs import live_group


class RoundConsumer(LiveConsumer):
    """Tells an open page that something came; what it is, the page is asked.

    Public, because an Amt without an account listens on the link it opened: the
    session knows it, and each check asks whether the link still holds.
    """

    is_public = True

    def groups_for(self, user: Any) -> Collection[str] | None:
        pk = self.scope["url_route"]["kwargs"]["pk"]
        is_welcome = self._opened_by_link(pk) or (user and _may_see(user, pk))
        return {live_group(pk)} if is_welcome else None

    def _opened_by_link(self, pk: int) -> bool:
        opened = rules.DOOR.targets_opened_in(stored_request(self.scope))
        if not opened:
            return False
        places = RoundParty.objects.present().filter(round=pk)
        return bool(places.filter(pk__in=sorted(opened)).exists())


def _may_see(user: Any, pk: int) -> bool:
    visitor = visitor_for(user)
    if RoundParty.objects.of(visitor).filter(round=pk).exists():
        return True
    row = Round.objects.at_desk_of(visitor).filter(pk=pk).first()
    return row is not None and rules.can_lead(visitor, row)
