from commons.terms.forms import TermsForm
from events.calendar.models import RegistrationTerms


class RegistrationTermsForm(TermsForm):
    ranges = {
        "offer_hours": (2, 168),
        "reminder_hours": (2, 168),
        "keep_days": (1, 365),
    }

    class Meta:
        model = RegistrationTerms
        fields = ["offer_hours", "reminder_hours", "keep_days"]
