"""Addresses of those who write Rundbriefe."""

from django.urls import path

from commons.terms import views as terms
from neighbourhood.newsletters.views import desk, pieces, sending

DESK = "rundbriefe/verwalten/"
ONE = f"{DESK}<int:pk>/"

urlpatterns = [
    path(DESK, desk.newsletter_list, name="newsletter-list"),
    path(f"{DESK}regeln/", terms.page("newsletters"), name="newsletter-terms"),
    path(f"{DESK}neu/<slug:slug>/", desk.newsletter_create, name="newsletter-create"),
    path(f"{DESK}abstand/<slug:slug>/", desk.rhythm_edit, name="rhythm-edit"),
    path(ONE, desk.newsletter_detail, name="newsletter-detail"),
    path(f"{ONE}kopf/", desk.newsletter_head, name="newsletter-head"),
    path(f"{ONE}auffrischen/", desk.newsletter_refresh, name="newsletter-refresh"),
    path(f"{ONE}loeschen/", desk.newsletter_discard, name="newsletter-discard"),
    path(f"{ONE}stuecke/<int:item>/", pieces.piece_change, name="piece-change"),
    path(f"{ONE}stuecke/<int:item>/worte/", pieces.piece_word, name="piece-word"),
    path(f"{ONE}meldungen/neu/", pieces.news_create, name="news-create"),
    path(f"{ONE}meldungen/<int:item>/", pieces.news_edit, name="news-edit"),
    path(f"{ONE}vorschau/", sending.newsletter_preview, name="newsletter-preview"),
    path(
        f"{ONE}vorschau/mail/",
        sending.newsletter_preview_mail,
        name="newsletter-preview-mail",
    ),
    path(
        f"{ONE}vorschau/mail/inhalt/", sending.newsletter_mail, name="newsletter-mail"
    ),
    path(f"{ONE}probe/", sending.newsletter_test, name="newsletter-test"),
    path(f"{ONE}freigeben/", sending.newsletter_release, name="newsletter-release"),
    path(
        f"{ONE}zuruecknehmen/",
        sending.newsletter_take_back,
        name="newsletter-take-back",
    ),
    path(f"{ONE}anhalten/", sending.newsletter_stop, name="newsletter-stop"),
    path(f"{ONE}fortsetzen/", sending.newsletter_resume, name="newsletter-resume"),
    path(f"{ONE}beenden/", sending.newsletter_leave, name="newsletter-leave"),
    path(f"{ONE}berichtigen/", sending.newsletter_correct, name="newsletter-correct"),
]
