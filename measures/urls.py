from django.urls import path

from measures.views import (
    arrangement,
    attachments,
    calendar,
    confirmations,
    desk,
    fields,
    history,
    measure,
    reports,
    reuse,
    sections,
    word,
)

app_name = "measures"
urlpatterns = [
    # the case worker's desk
    path("innboks/", desk.inbox, name="inbox"),
    path("innboks/<int:call>/", desk.inbox, name="inbox_of_call"),
    path("innboks/<int:call>/registrer/", desk.report_register, name="report_register"),
    path("behov/<int:pk>/les/", desk.review, name="review"),
    path("behov/<int:pk>/versjoner/<int:number>/", desk.version, name="version"),
    path("behov/<int:pk>/versjoner/", history.history, name="history"),
    path("behov/<int:pk>/returner/", desk.report_return, name="report_return"),
    path("behov/<int:pk>/kontrollert/", desk.report_check_off, name="report_check_off"),
    path("behov/<int:pk>/frist/", desk.permit_late, name="permit_late"),
    # for everybody
    path("kalender/<int:call>/", calendar.call_calendar, name="call_calendar"),
    # the partnership writes its report
    path("behov/", reports.report_list, name="report_list"),
    path("behov/ny/", reports.report_begin, name="report_begin"),
    path("behov/<int:pk>/", reports.report, name="report"),
    path("behov/<int:pk>/kontakt/", sections.contacts, name="contacts"),
    path("behov/<int:pk>/samarbeid/", sections.parties, name="parties"),
    path("behov/<int:pk>/omfang/", sections.scope, name="scope"),
    path("behov/<int:pk>/drofting/", sections.codetermination, name="codetermination"),
    path("behov/<int:pk>/tiltak/ny/", measure.measure_add, name="measure_add"),
    path("behov/<int:pk>/tiltak/orden/", arrangement.arrange, name="arrange"),
    path("behov/<int:pk>/tiltak/<int:measure_pk>/", measure.measure, name="measure"),
    path(
        "behov/<int:pk>/tiltak/<int:measure_pk>/rader/", measure.measure_rows, name="measure_rows"
    ),
    path("behov/<int:pk>/tiltak/<int:measure_pk>/sum/", measure.measure_sums, name="measure_sums"),
    path("behov/<int:pk>/tiltak/<int:measure_pk>/gjenbruk/", reuse.reuse, name="reuse"),
    path(
        "behov/<int:pk>/tiltak/<int:measure_pk>/fjern/",
        measure.measure_remove,
        name="measure_remove",
    ),
    path("behov/<int:pk>/felt/", fields.field, name="field"),
    path("behov/<int:pk>/her/", fields.presence, name="presence"),
    path("behov/<int:pk>/vedlegg/", attachments.attachments, name="attachments"),
    path("behov/<int:pk>/vedlegg/<int:attachment_pk>/", attachments.attachment, name="attachment"),
    path("behov/<int:pk>/bekreft/", confirmations.confirmations, name="confirmations"),
    path("behov/<int:pk>/word/", word.report_word, name="report_word"),
    path("behov/<int:pk>/word/les/", word.word_upload, name="word_upload"),
    path("behov/<int:pk>/word/lagre/", word.word_import, name="word_import"),
    path("behov/<int:pk>/kontroll/", reports.check, name="check"),
    path("behov/<int:pk>/send-inn/", reports.submit, name="submit"),
    path("behov/<int:pk>/kvittering/", reports.receipt, name="receipt"),
    path("behov/<int:pk>/ta-tilbake/", reports.take_back, name="take_back"),
    path("behov/<int:pk>/trekk/", reports.withdraw, name="withdraw"),
]
