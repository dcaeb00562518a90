"""Which days the next Rundbrief of a Stadtteil should tell of."""

from datetime import date, timedelta

from commons.clock import berlin_today
from commons.terms.queries import current
from neighbourhood.newsletters.models import Newsletter, NewsletterTerms
from neighbourhood.regions.models import Region

# Of a Stadtteil that was silent for years nobody wants to read all of it.
LONGEST = timedelta(days=366)


def days_since_last(region: Region) -> tuple[date, date]:
    """From the day behind the last Rundbrief until today.

    Drafts count: two people begin one after the other. Without any the rhythm says it.
    """
    today = berlin_today()
    rows = Newsletter.objects.filter(region=region).order_by("-period_to")
    last = rows.values_list("period_to", flat=True).first()
    if last is None:
        weeks = current(NewsletterTerms).rhythm_weeks
        return today - timedelta(weeks=weeks), today
    begin = max(last + timedelta(days=1), today - LONGEST)
    return min(begin, today), today
