"""What everybody reads of the calendar, and what calendar programs ask for."""

from django.urls import path

from events.calendar.views import embedding, feeds, listing, sheet, showing

HERE = "veranstaltungen/"

listing_patterns = [
    path(HERE, listing.event_list, name="event-list"),
    path(f"{HERE}monat/", listing.event_month, name="event-month"),
    path(f"{HERE}karte/", listing.event_map, name="event-map"),
    path(f"{HERE}karte/ausschnitt/", listing.event_map_part, name="event-map-part"),
    path(f"{HERE}karte/orte.json", listing.event_spots, name="event-spots"),
    path(f"{HERE}aushang/<slug:slug>.pdf", sheet.sheet_pdf, name="sheet-pdf"),
]
feed_patterns = [
    path(f"{HERE}kalender.ics", feeds.feed_all, name="feed-all"),
    path(
        f"{HERE}kalender/stadtteil/<slug:slug>.ics",
        feeds.feed_region,
        name="feed-region",
    ),
    path(f"{HERE}kalender/thema/<slug:key>.ics", feeds.feed_topic, name="feed-topic"),
    path(f"{HERE}kalender/akteur/<int:pk>.ics", feeds.feed_actor, name="feed-actor"),
    path(
        f"{HERE}kalender/netzwerk/<int:pk>.ics", feeds.feed_network, name="feed-network"
    ),
    path(f"{HERE}kalender/mein/<str:token>.ics", feeds.feed_own, name="feed-own"),
    path("konto/kalender/", feeds.personal_calendar_show, name="personal-calendar"),
    path(
        "konto/kalender/beenden/",
        feeds.personal_calendar_close,
        name="personal-calendar-close",
    ),
]
embedding_patterns = [
    path(f"{HERE}einbetten/<int:pk>/", embedding.embed_show, name="embed-show"),
    path(
        f"{HERE}einbetten/<int:pk>/anleitung/", embedding.embed_help, name="embed-help"
    ),
]
showing_patterns = [
    path(f"{HERE}termin/<int:pk>/", showing.occurrence_show, name="occurrence-show"),
    path(
        f"{HERE}termin/<int:pk>.ics",
        showing.occurrence_calendar,
        name="occurrence-calendar",
    ),
    path(
        f"{HERE}termin/<int:pk>.jsonld", showing.occurrence_data, name="occurrence-data"
    ),
    path(f"{HERE}<int:pk>/", showing.event_show, name="event-short"),
    path(f"{HERE}<int:pk>/<slug:slug>/", showing.event_show, name="event-show"),
]
urlpatterns = [
    *listing_patterns,
    *feed_patterns,
    *embedding_patterns,
    *showing_patterns,
]
