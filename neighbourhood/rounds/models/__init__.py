from neighbourhood.rounds.models.change import RoundChange, RoundVisit
from neighbourhood.rounds.models.party import RoundParty, RoundReminder
from neighbourhood.rounds.models.round import MODERATING, Round, covering
from neighbourhood.rounds.models.statement import RoundMessage, RoundStatement

__all__ = [
    "MODERATING",
    "Round",
    "RoundChange",
    "RoundMessage",
    "RoundParty",
    "RoundReminder",
    "RoundStatement",
    "RoundVisit",
    "covering",
]
