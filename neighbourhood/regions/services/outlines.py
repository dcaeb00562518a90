from django.conf import settings
from django.db.models import F

from commons import pagecache
from neighbourhood.regions.models import OutlineGeneration
from neighbourhood.regions.queries import generation


def outlines_changed() -> None:
    """Let every process load outlines and map anew, once this transaction commits."""
    row, is_new = OutlineGeneration.objects.get_or_create(
        district_key=settings.DISTRICT_KEY, defaults={"number": 1}
    )
    if not is_new:
        OutlineGeneration.objects.filter(pk=row.pk).update(number=F("number") + 1)
    generation.announce(generation.stored())
    generation.forget()
    pagecache.bump("regions")
