from commons.followups.views.followups import (
    followup_complete,
    followup_create,
    followup_move,
    followup_move_back,
    followup_reopen,
)
from commons.followups.views.today import today, today_choose, today_news

__all__ = [
    "followup_complete",
    "followup_create",
    "followup_move",
    "followup_move_back",
    "followup_reopen",
    "today",
    "today_choose",
    "today_news",
]
