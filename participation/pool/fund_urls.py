"""Calls for money, applications, and the report of a year."""

from django.urls import path

from participation.pool.views import applications, funds, reports

_PAPER = "foerderung/antraege/<int:pk>/"
_REPORT = "foerderung/jahresbericht/<slug:side>/<int:pk>/"

# The word stands before the number, so that no call's name can hide it.
urlpatterns = [
    path("foerderung/", funds.fund_list, name="fund-list"),
    path("foerderung/neu/", funds.fund_create, name="fund-create"),
    path("foerderung/aendern/<int:pk>/", funds.fund_edit, name="fund-edit"),
    path("foerderung/zeigen/<int:pk>/", funds.fund_publish, name="fund-publish"),
    path("foerderung/verbergen/<int:pk>/", funds.fund_hide, name="fund-hide"),
    path(
        "foerderung/antraege/", applications.application_list, name="application-list"
    ),
    path(
        "foerderung/antraege/neu/<int:pk>/",
        applications.application_create,
        name="application-create",
    ),
    path(_PAPER, applications.application_show, name="application-show"),
    path(f"{_PAPER}aendern/", applications.application_edit, name="application-edit"),
    path(f"{_PAPER}stand/", applications.application_note, name="application-note"),
    path(
        f"{_PAPER}loeschen/",
        applications.application_delete,
        name="application-delete",
    ),
    path(f"{_PAPER}antrag.pdf", applications.application_pdf, name="application-pdf"),
    path(
        f"{_PAPER}antrag.docx", applications.application_docx, name="application-docx"
    ),
    path("foerderung/jahresbericht/", reports.report_list, name="report-list"),
    path(_REPORT, reports.report_show, name="report-show"),
    path(f"{_REPORT}zahlen/", reports.report_count, name="report-count"),
    path(f"{_REPORT}bericht.docx", reports.report_docx, name="report-docx"),
    path(f"{_REPORT}bericht.xlsx", reports.report_xlsx, name="report-xlsx"),
    path("foerderung/<int:pk>/<slug:slug>/", funds.fund_show, name="fund-show"),
]
