from commons.notifications.forms.bell import BellForm, ReadForm
from commons.notifications.forms.following import FollowForm, PaceForm
from commons.notifications.forms.preferences import UndoForm, WishesForm

__all__ = ["BellForm", "FollowForm", "PaceForm", "ReadForm", "UndoForm", "WishesForm"]
