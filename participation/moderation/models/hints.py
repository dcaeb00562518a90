from django.db import models
from django.db.models import F, Q

from participation.moderation.enums import HintCode, RuleLevel, Strength
from participation.moderation.models.queue import QueueItem


class Hint(models.Model):
    """Something a moderator may want to know, with its reason; never a verdict.

    The reason names what kind of thing was seen, never the thing itself: a telephone
    number that is redacted in the text must not live on here. `rule` says which of
    our rules spoke, so that a marking can teach it.
    """

    item = models.ForeignKey(QueueItem, on_delete=models.CASCADE, related_name="hints")
    code = models.CharField(max_length=20, choices=HintCode)
    rule = models.CharField(max_length=60, blank=True, default="", db_default="")
    strength = models.PositiveSmallIntegerField(
        choices=Strength, default=Strength.MEDIUM, db_default=Strength.MEDIUM
    )
    reason = models.CharField(max_length=200)
    target_kind = models.CharField(max_length=40, blank=True)
    target_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    marked_wrong_at = models.DateTimeField(null=True)

    class Meta:
        # The strongest stand together and first.
        ordering = ["-strength", "code", "pk"]
        indexes = [models.Index(fields=["code", "item"], name="hint_code")]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "code", "rule", "target_kind", "target_id"],
                name="hint_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(target_kind="", target_id__isnull=True)
                | (~Q(target_kind="") & Q(target_id__isnull=False)),
                name="hint_target_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(strength__in=Strength.values), name="hint_known_strength"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} on {self.item_id}"

    @property
    def is_marked_wrong(self) -> bool:
        return self.marked_wrong_at is not None


class HintOutcome(models.Model):
    """What became of one hint: marked wrong, or left standing by whoever decided.

    Only what teaches: the rule and, for a likely duplicate, the pair. Neither words
    nor who marked it; the record says who, and nobody is counted.
    """

    hint = models.OneToOneField(
        Hint, on_delete=models.SET_NULL, null=True, related_name="outcome"
    )
    code = models.CharField(max_length=20, choices=HintCode)
    rule = models.CharField(max_length=60)
    is_wrong = models.BooleanField()
    pair_kind = models.CharField(max_length=40, blank=True)
    lower_id = models.BigIntegerField(null=True)
    higher_id = models.BigIntegerField(null=True)
    judged_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["code", "rule", "-judged_at", "-id"], name="hintoutcome_latest"
            ),
            models.Index(
                fields=["pair_kind", "lower_id", "higher_id"],
                condition=Q(is_wrong=True, lower_id__isnull=False),
                name="hintoutcome_wrong_pair",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(pair_kind="", lower_id__isnull=True, higher_id__isnull=True)
                | (~Q(pair_kind="") & Q(lower_id__lt=F("higher_id"))),
                name="hintoutcome_pair_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}/{self.rule}: {'wrong' if self.is_wrong else 'stood'}"


class HintRule(models.Model):
    """A rule that markings have changed, or staff; the others are as written.

    Outcomes up to `learns_after` no longer count: staff wanted to hear it again.
    """

    code = models.CharField(max_length=20, choices=HintCode)
    rule = models.CharField(max_length=60)
    level = models.CharField(max_length=10, choices=RuleLevel, default=RuleLevel.NORMAL)
    learns_after = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["code", "rule"]
        constraints = [
            models.UniqueConstraint(fields=["code", "rule"], name="hintrule_once"),
            models.CheckConstraint(
                condition=Q(level__in=RuleLevel.values), name="hintrule_known_level"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}/{self.rule}: {self.level}"
