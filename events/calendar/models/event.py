import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.snapshots import Snapshot
from events.calendar.enums import Audience, Organiser
from events.calendar.models.visible import EventQuerySet
from neighbourhood.departments.models import Department, Topic
from neighbourhood.regions.models import PlanningArea
from participation.actors.enums import Access, SpokenLanguage
from participation.actors.models import Actor
from participation.moderation.models import Moderated
from participation.networks.models import Network

MOST_SEATS = 10_000
MOST_COMPANIONS = 9


class Event(Moderated):
    """Something that happens, once or again and again; when, its occurrences say.

    `organiser` says which of actor, network and department invites; the SPK is none of
    them. `region` is where, empty for the whole district and for what is online.
    `starts_at`/`ends_at` are the first date as it was written and what `rrule` counts
    from (`services.series`); `expanded_until` is how far the rule has become rows.
    `online_url` is read by its people and those registered alone
    (`rules.can_see_online_url`). `vanished_at` is when the calendar that it came from
    no longer had it, `external_uid` is its name there.
    """

    organiser = models.CharField(
        _("Wer lädt ein?"), max_length=12, choices=Organiser, default=Organiser.ACTOR
    )
    actor = models.ForeignKey(
        Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
    )
    title = models.CharField(_("Titel"), max_length=120)
    slug = models.SlugField(max_length=80)
    text = models.TextField(_("Was passiert?"), max_length=8000)
    is_online = models.BooleanField(_("findet online statt"), default=False)
    online_url = models.URLField(_("Link zur Teilnahme"), max_length=500, blank=True)
    place_text = models.CharField(_("Wo genau?"), max_length=160, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    planning_area = models.ForeignKey(
        PlanningArea, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="events", verbose_name=_("Themen")
    )
    audience = ArrayField(
        models.CharField(max_length=12, choices=Audience),
        verbose_name=_("Für wen ist es gedacht?"),
        default=list,
        blank=True,
    )
    languages = ArrayField(
        models.CharField(max_length=8, choices=SpokenLanguage),
        verbose_name=_("Sprachen"),
        default=list,
        blank=True,
    )
    access = ArrayField(
        models.CharField(max_length=20, choices=Access),
        verbose_name=_("Barrierefreiheit"),
        default=list,
        blank=True,
    )
    access_note = models.CharField(_("Gut zu wissen"), max_length=300, blank=True)
    is_free = models.BooleanField(_("kostet nichts"), default=True)
    costs = models.CharField(_("Was kostet es?"), max_length=200, blank=True)
    contact_mail = models.EmailField(_("E-Mail-Adresse für Fragen"), blank=True)
    contact_phone = models.CharField(_("Telefon für Fragen"), max_length=40, blank=True)
    bring = models.TextField(_("Was bringt man mit?"), max_length=1000, blank=True)
    starts_at = models.DateTimeField(_("Beginn"))
    ends_at = models.DateTimeField(_("Ende"))
    rrule = models.CharField(max_length=200, blank=True)
    expanded_until = models.DateTimeField(null=True, blank=True)
    capacity = models.PositiveIntegerField(
        _("Wie viele Plätze gibt es?"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)],
    )
    takes_registrations = models.BooleanField(_("mit Anmeldung"), default=False)
    registration_opens_at = models.DateTimeField(
        _("Anmeldung ab"), null=True, blank=True
    )
    registration_closes_at = models.DateTimeField(
        _("Anmeldung bis"), null=True, blank=True
    )
    most_companions = models.PositiveSmallIntegerField(
        _("Wie viele Personen darf man mitbringen?"),
        default=0,
        validators=[MaxValueValidator(MOST_COMPANIONS)],
    )
    consent_text = models.TextField(
        _("Wozu sollen Teilnehmende Ja sagen?"), max_length=2000, blank=True
    )
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(_("Warum?"), max_length=300, blank=True)
    external_uid = models.CharField(max_length=300, blank=True)
    vanished_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    draft_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta(Moderated.Meta):
        indexes = [
            models.Index(fields=["author", "-id"], name="calendar_event_author"),
            models.Index(
                fields=["region", "-published_at"],
                condition=Q(publication="published", vanished_at__isnull=True),
                name="calendar_event_newest",
            ),
            models.Index(
                fields=["expanded_until"],
                condition=~Q(rrule=""),
                name="calendar_event_expanding",
            ),
            GinIndex(fields=["access"], name="calendar_event_access"),
            GinIndex(fields=["audience"], name="calendar_event_audience"),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(
                    organiser="actor",
                    actor__isnull=False,
                    network__isnull=True,
                    department__isnull=True,
                )
                | Q(
                    organiser="network",
                    actor__isnull=True,
                    network__isnull=False,
                    department__isnull=True,
                )
                | Q(
                    organiser="department",
                    actor__isnull=True,
                    network__isnull=True,
                    department__isnull=False,
                )
                | Q(
                    organiser="spk",
                    actor__isnull=True,
                    network__isnull=True,
                    department__isnull=True,
                ),
                name="event_has_the_organiser_it_names",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(lon__isnull=True, lat__isnull=True)
                | Q(lon__isnull=False, lat__isnull=False),
                name="event_point_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(online_url="")
                | Q(is_online=True, takes_registrations=True),
                name="event_online_link_is_for_registered",
            ),
            models.CheckConstraint(
                condition=Q(is_free=False) | Q(costs=""),
                name="event_free_costs_nothing",
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(capacity__range=(1, MOST_SEATS)),
                name="event_capacity_in_range",
            ),
            models.CheckConstraint(
                condition=Q(most_companions__lte=MOST_COMPANIONS),
                name="event_companions_in_range",
            ),
            models.CheckConstraint(
                condition=Q(registration_opens_at__isnull=True)
                | Q(registration_closes_at__isnull=True)
                | Q(registration_closes_at__gt=F("registration_opens_at")),
                name="event_registration_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=False) | Q(cancel_reason=""),
                name="event_cancel_reason_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("calendar:event-show", args=[self.pk, self.slug])

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def is_vanished(self) -> bool:
        return self.vanished_at is not None

    @property
    def is_series(self) -> bool:
        return bool(self.rrule)

    @property
    def organiser_name(self) -> str:
        """Who invites, in words; `related` loads the bodies."""
        body = self.actor or self.network or self.department
        return str(body) if body else str(Organiser.SPK.label)

    @property
    def organiser_url(self) -> str:
        body = self.actor or self.network
        return body.get_absolute_url() if body else ""

    @property
    def access_labels(self) -> list[str]:
        return [str(Access(code).label) for code in self.access]

    @property
    def language_labels(self) -> list[str]:
        return [str(SpokenLanguage(code).label) for code in self.languages]

    @property
    def audience_labels(self) -> list[str]:
        return [str(Audience(code).label) for code in self.audience]


class EventSnapshot(Snapshot):
    target = models.ForeignKey(
        Event, on_delete=models.CASCADE, related_name="snapshots"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target", "version"], name="eventsnapshot_once_per_version"
            ),
        ]
