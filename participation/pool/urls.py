from django.urls import path

from commons.terms import views as terms
from participation.pool import fund_urls
from participation.pool.views import booking, calendars, inquiring, reading, writing

app_name = "pool"

# Words stand before the number, so that no title's slug can hide them.
urlpatterns = [
    *fund_urls.urlpatterns,
    path("pool/", reading.offer_list, name="offer-list"),
    path("pool/meine/", reading.pool_mine, name="pool-mine"),
    path("pool/regeln/", terms.page("pool"), name="pool-terms"),
    path("pool/neu/<slug:side>/", writing.offer_create, name="offer-create"),
    path("pool/aendern/<int:pk>/", writing.offer_edit, name="offer-edit"),
    path("pool/gilt-noch/<int:pk>/", writing.offer_renew, name="offer-renew"),
    path("pool/zurueckziehen/<int:pk>/", writing.offer_withdraw, name="offer-withdraw"),
    path("pool/nachricht/<int:pk>/", inquiring.inquiry_create, name="inquiry-create"),
    path("pool/haus/<int:pk>/", booking.house_week, name="house-week"),
    path("pool/belegung/<int:pk>/", booking.offer_week, name="offer-week"),
    path("pool/buchen/<int:pk>/", booking.offer_book, name="offer-book"),
    path("pool/buchung/<int:pk>/", booking.booking_show, name="booking-show"),
    path(
        "pool/buchung/<int:pk>/bestaetigen/",
        booking.booking_confirm,
        name="booking-confirm",
    ),
    path(
        "pool/buchung/<int:pk>/ablehnen/",
        booking.booking_decline,
        name="booking-decline",
    ),
    path(
        "pool/buchung/<int:pk>/absagen/", booking.booking_cancel, name="booking-cancel"
    ),
    path(
        "pool/buchung/<int:pk>/termin.ics",
        calendars.booking_calendar,
        name="booking-calendar",
    ),
    path(
        "pool/kalender/<int:pk>/", calendars.calendar_connect, name="calendar-connect"
    ),
    path(
        "pool/kalender/<int:pk>/trennen/",
        calendars.calendar_disconnect,
        name="calendar-disconnect",
    ),
    path("pool/kalender/<int:pk>/abo/", calendars.calendar_key, name="calendar-key"),
    path("pool/abo/<str:token>.ics", calendars.offer_feed, name="offer-feed"),
    path("pool/<int:pk>/", reading.offer_show, name="offer-short"),
    path("pool/<int:pk>/<slug:slug>/", reading.offer_show, name="offer-show"),
]
