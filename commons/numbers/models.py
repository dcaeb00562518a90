from django.db import models


class Counter(models.Model):
    """The last number given out in a series and a Berlin year."""

    series = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year"], name="counter_one_per_series_and_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"
