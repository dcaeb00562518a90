from django.db import models


class MapCell(models.Model):
    """How many public ideas lie in one cell of one zoom level.

    Counters, so that clusters on the map never count rows.
    """

    zoom = models.PositiveSmallIntegerField()
    column = models.IntegerField()
    row = models.IntegerField()
    region_id = models.BigIntegerField()
    topic_id = models.BigIntegerField()
    case = models.CharField(max_length=20)
    ideas = models.PositiveIntegerField()
    lon_sum = models.FloatField()
    lat_sum = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zoom", "column", "row", "region_id", "topic_id", "case"],
                name="mapcell_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zoom}/{self.column}/{self.row}"
