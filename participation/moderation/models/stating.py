from django.db import models
from django.db.models import Q

from participation.moderation.enums import Automation, Basis, Occasion


class Stating(models.Model):
    """What makes a decision a statement of reasons (Art. 17 DSA).

    Which rule or law, which facts, how the desk came to look, what machines did, until
    when it holds, and where the author gets further. Rows from before state nothing:
    the database's own default of `automation` marks them.
    """

    basis = models.CharField(
        max_length=30, choices=Basis, blank=True, default="", db_default=""
    )
    facts = models.TextField(blank=True, default="", db_default="")
    automation = models.CharField(
        max_length=12,
        choices=Automation,
        blank=True,
        default=Automation.NONE,
        db_default="",
    )
    occasion = models.CharField(
        max_length=12, choices=Occasion, blank=True, default="", db_default=""
    )
    ends_on = models.DateField(null=True)
    way_text = models.TextField(blank=True, default="", db_default="")
    way_url = models.URLField(max_length=400, blank=True, default="", db_default="")
    way_phone = models.CharField(max_length=40, blank=True, default="", db_default="")

    class Meta:
        abstract = True
        constraints = [
            # Keep in step with workflow.needs_statement.
            models.CheckConstraint(
                condition=Q(automation="")
                | ~(
                    Q(
                        verdict__in=[
                            "request_changes",
                            "decline",
                            "hide",
                            "merge",
                            "remove",
                            "redact",
                            "block",
                        ]
                    )
                    | Q(verdict="take_back", state_before="published")
                )
                | (~Q(basis="") & ~Q(facts="")),
                name="decision_no_states_its_reasons",
            ),
            # Keep in step with reasons.OTHER_WAY.
            models.CheckConstraint(
                condition=Q(automation="")
                | ~Q(
                    verdict="decline",
                    reason__in=[
                        "defect",
                        "formal",
                        "other_body",
                        "decided_already",
                        "not_in_district",
                        "duplicate",
                    ],
                )
                | ~Q(way_text="", way_url="", way_phone=""),
                name="decision_other_way_is_shown",
            ),
            models.CheckConstraint(
                condition=Q(way_url="") | Q(way_url__regex=r"^https?://[^[:space:]]+$"),
                name="decision_way_is_a_web_address",
            ),
        ]

    @property
    def has_way(self) -> bool:
        return bool(self.way_text or self.way_url or self.way_phone)

    @property
    def way_digits(self) -> str:
        """The number as a `tel:` address wants it."""
        return "".join(char for char in self.way_phone if char in "+0123456789")
