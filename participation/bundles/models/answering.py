from django.db import models
from django.db.models import Q

from participation.bundles.enums import RowResult, RowWay
from participation.bundles.models.bundles import BundleItem


class RowAnswer(models.Model):
    """That a row was answered on the bundle's page or by its sheet.

    What was said, by whom and when the referral itself knows; a row that somebody
    answered on its own page, by mail or by telephone has none of these.
    """

    item = models.ForeignKey(
        BundleItem, on_delete=models.CASCADE, related_name="answers"
    )
    way = models.CharField(max_length=5, choices=RowWay)
    result = models.CharField(max_length=10, choices=RowResult)
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["answered_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(way__in=RowWay.values), name="rowanswer_known_way"
            ),
            models.CheckConstraint(
                condition=Q(result__in=RowResult.values), name="rowanswer_known_result"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result} of item {self.item_id} by {self.way}"
