from commons.terms.forms import TermsForm
from participation.referrals.models import SuggestionTerms


class SuggestionTermsForm(TermsForm):
    class Meta:
        model = SuggestionTerms
        fields = ["is_shown", "least_confidence"]

    ranges = {"least_confidence": (20, 99)}
