"""Rules of the house: days, thresholds and switches that coordinators set.

An app inherits from `Terms`, gives each field a default and says in `registry` how the
rules are shown and who may change them; page, history and index are made of that.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, OrderBy


class Terms(models.Model):
    """Rows are added, never changed; the newest holds, or the defaults.

    A field's verbose name is its label, in the form and in the history.
    """

    changed_at = models.DateTimeField(null=True, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
    )

    class Meta:
        abstract = True


# A row may be younger than its key: until the end of a rollover an older release
# writes its change into the first row.
NEWEST_FIRST: tuple[OrderBy | str, ...] = (
    F("changed_at").desc(nulls_last=True),
    "-pk",
)
