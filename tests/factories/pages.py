import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from neighbourhood.pages.enums import Section
from neighbourhood.pages.models import Contact, ContactRegion, Page


class ContactFactory(DjangoModelFactory):
    class Meta:
        model = Contact

    unit = factory.Sequence(lambda n: f"SPK – Team {n}")
    phone = "(030) 23125-199"
    hours = "Montag 9–12 Uhr"


class ContactRegionFactory(DjangoModelFactory):
    class Meta:
        model = ContactRegion

    contact = factory.SubFactory(ContactFactory)


class PageFactory(DjangoModelFactory):
    class Meta:
        model = Page

    slug = factory.Sequence(lambda n: f"seite-{n}")
    title = factory.Sequence(lambda n: f"Seite {n}")
    summary = "Worum es geht."
    body = "## Anfang\nText."
    section = Section.WORK
    updated_at = factory.LazyFunction(timezone.now)
