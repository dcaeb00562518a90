from commons.notifications.forms.bell import MailForm, ReadForm
from commons.notifications.forms.following import FollowForm, PaceForm

__all__ = ["FollowForm", "MailForm", "PaceForm", "ReadForm"]
