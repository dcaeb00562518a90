from commons.notifications.forms.bell import ReadForm
from commons.notifications.forms.following import FollowForm, PaceForm
from commons.notifications.forms.preferences import UndoForm, WishesForm

__all__ = ["FollowForm", "PaceForm", "ReadForm", "UndoForm", "WishesForm"]
