from commons.terms.forms import TermsForm
from participation.pool.models import PoolTerms


class PoolTermsForm(TermsForm):
    ranges = {"lasting_days": (30, 730), "ask_days": (3, 28), "answer_days": (1, 30)}

    class Meta:
        model = PoolTerms
        fields = ["lasting_days", "ask_days", "answer_days"]
