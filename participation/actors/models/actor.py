from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.enums import Scope
from commons.accounts.visitors import Visitor
from commons.files.models import StoredFile
from commons.snapshots import Snapshot
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import PlanningArea, Region
from participation.actors.enums import Access, ActorKind, SpokenLanguage
from participation.moderation.enums import Publication
from participation.moderation.models import Moderated, ModeratedQuerySet
from participation.moderation.rules import moderates


def actor_ids(visitor: Visitor) -> list[int]:
    """The actors that the visitor belongs to, in whatever role."""
    return sorted(
        grant.scope_id
        for grant in visitor.grants
        if grant.scope is Scope.ACTOR and grant.scope_id is not None
    )


class ActorQuerySet(ModeratedQuerySet):
    def visible_to(self, visitor: Visitor) -> "ActorQuerySet":
        """Published ones, quiet or not; those one belongs to; what one moderates."""
        own = Q(pk__in=actor_ids(visitor))
        if visitor.user_id:
            own |= Q(author_id=visitor.user_id)
        return self.filter(
            Q(publication=Publication.PUBLISHED) | own | moderates(visitor)
        )

    def listed(self) -> "ActorQuerySet":
        """What directory, map and booklet show."""
        return self.filter(publication=Publication.PUBLISHED, archived_at__isnull=True)


class Actor(Moderated):
    """An initiative, association or institution.

    `region` is where it sits; `regions` are all where it works. `verified_at` is when
    the SPK saw that it is who it says. `confirmed_at` is when its own people last said
    that the entry holds; `ask_next_on` is when they are asked again, `asked_count` how
    often since then; `archived_at` takes it out of lists and map, and nothing else.
    """

    name = models.CharField(_("Name"), max_length=120)
    slug = models.SlugField(max_length=80)
    sort_key = models.CharField(max_length=150, editable=False)
    kind = models.CharField(_("Art"), max_length=20, choices=ActorKind)
    summary = models.CharField(_("In einem Satz"), max_length=200, blank=True)
    text = models.TextField(_("Was wir machen"), blank=True)
    topics = models.ManyToManyField(
        Topic, blank=True, related_name="actors", verbose_name=_("Themen")
    )
    regions = models.ManyToManyField(
        Region, blank=True, related_name="actors", verbose_name=_("Wo wir arbeiten")
    )
    place_text = models.CharField(_("Adresse"), max_length=160, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    planning_area = models.ForeignKey(
        PlanningArea, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    opening_hours = models.TextField(_("Öffnungszeiten"), max_length=500, blank=True)
    languages = ArrayField(
        models.CharField(max_length=8), verbose_name=_("Sprachen"), default=list
    )
    access = ArrayField(
        models.CharField(max_length=20, choices=Access),
        verbose_name=_("Barrierefreiheit"),
        default=list,
    )
    access_note = models.CharField(_("Gut zu wissen"), max_length=300, blank=True)
    contact_mail = models.EmailField(_("E-Mail-Adresse"), blank=True)
    contact_phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    website = models.URLField(_("Website"), max_length=300, blank=True)
    logo = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    logo_alt = models.CharField(_("Was das Logo zeigt"), max_length=200, blank=True)
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ask_next_on = models.DateField(null=True, blank=True)
    asked_count = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = ActorQuerySet.as_manager()

    class Meta(Moderated.Meta):
        indexes = [
            models.Index(
                fields=["sort_key", "id"],
                condition=Q(publication="published", archived_at__isnull=True),
                name="actor_listed",
            ),
            models.Index(
                fields=["region", "sort_key", "id"],
                condition=Q(publication="published", archived_at__isnull=True),
                name="actor_listed_in_region",
            ),
            GinIndex(fields=["access"], name="actor_access"),
            models.Index(
                fields=["ask_next_on"],
                condition=Q(ask_next_on__isnull=False),
                name="actor_ask_next",
            ),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(lon__isnull=True, lat__isnull=True)
                | Q(lon__isnull=False, lat__isnull=False),
                name="actor_point_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | Q(verified_at__isnull=False),
                name="actor_verified_by_has_time",
            ),
            models.CheckConstraint(
                condition=Q(archived_at__isnull=True) | Q(ask_next_on__isnull=True),
                name="actor_in_archive_is_not_asked",
            ),
            models.CheckConstraint(
                condition=Q(logo__isnull=True) | ~Q(logo_alt=""),
                name="actor_logo_has_words",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("actors:actor-show", args=[self.pk, self.slug])

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None

    @property
    def access_labels(self) -> list[str]:
        return [str(Access(code).label) for code in self.access]

    @property
    def language_labels(self) -> list[str]:
        return [str(SpokenLanguage(code).label) for code in self.languages]

    @property
    def phone_link(self) -> str:
        """What a phone dials: digits and a leading plus."""
        plus = "+" if self.contact_phone.strip().startswith("+") else ""
        return plus + "".join(sign for sign in self.contact_phone if sign.isdigit())

    @property
    def website_name(self) -> str:
        """The address as one says it."""
        return self.website.split("://", 1)[-1].removeprefix("www.").rstrip("/")


class ActorSnapshot(Snapshot):
    target = models.ForeignKey(
        Actor, on_delete=models.CASCADE, related_name="snapshots"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target", "version"], name="actorsnapshot_once_per_version"
            ),
        ]


class ActorLink(models.Model):
    """Somewhere else it can be found."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(_("Was dort ist"), max_length=80)
    url = models.URLField(_("Adresse im Netz"), max_length=300)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "position"], name="actorlink_position_once"
            ),
        ]

    def __str__(self) -> str:
        return self.label
