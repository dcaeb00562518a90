from commons.terms.forms import TermsForm
from participation.networks.models import NetworkTerms
from participation.networks.models.terms import (
    LEAST_ANSWER,
    LEAST_QUIET,
    MOST_ANSWER,
    MOST_QUIET,
)


class NetworkTermsForm(TermsForm):
    ranges = {
        "quiet_days": (LEAST_QUIET, MOST_QUIET),
        "answer_days": (LEAST_ANSWER, MOST_ANSWER),
    }

    class Meta:
        model = NetworkTerms
        fields = ["quiet_days", "answer_days"]
