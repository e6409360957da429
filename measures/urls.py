from django.urls import path

from measures.choices import CallPart
from measures.views import (
    arrangement,
    attachments,
    calendar,
    call_criteria,
    call_parts,
    calls,
    confirmations,
    desk,
    fields,
    history,
    inbox,
    inbox_acts,
    inbox_files,
    measure,
    own_part,
    plans,
    reports,
    reuse,
    review,
    review_acts,
    review_answers,
    saved_views,
    sections,
    supplementing,
    withdrawing,
    word,
)

# The word in the address of each part of a call, alike in both written forms.
PART_WORDS = {
    CallPart.SCOPE: "omfang",
    CallPart.DATES: "tid",
    CallPart.RULES: "vilkar",
    CallPart.GUIDANCE: "hjelp",
}

app_name = "measures"
urlpatterns = [
    # the case worker's desk
    path("innboks/", inbox.inbox, name="inbox"),
    path("innboks/<int:call>/", inbox.inbox, name="inbox_of_call"),
    path("innboks/<int:call>/registrer/", desk.report_register, name="report_register"),
    path("innboks/<int:call>/tildel/", inbox_acts.inbox_assign, name="inbox_assign"),
    path("innboks/<int:call>/minn/", inbox_acts.inbox_remind, name="inbox_remind"),
    path("innboks/<int:call>/kontroller/", inbox_acts.inbox_check_off, name="inbox_check_off"),
    path("innboks/<int:call>/csv/", inbox_files.inbox_csv, name="inbox_csv"),
    path("innboks/<int:call>/excel/", inbox_files.inbox_excel, name="inbox_excel"),
    path("innboks/<int:call>/fil/", inbox_files.inbox_file_make, name="inbox_file_make"),
    path("innboks/filer/<int:pk>/", inbox_files.inbox_file, name="inbox_file"),
    path(
        "innboks/filer/<int:pk>/hent/", inbox_files.inbox_file_download, name="inbox_file_download"
    ),
    path("innboks/<int:call>/visninger/", saved_views.view_save, name="view_save"),
    path("innboks/<int:call>/visninger/<int:pk>/", saved_views.saved_view, name="saved_view"),
    path(
        "innboks/<int:call>/visninger/<int:pk>/slett/", saved_views.view_delete, name="view_delete"
    ),
    path("behov/<int:pk>/tildel/", inbox_acts.report_assign, name="report_assign"),
    path("behov/<int:pk>/les/", review.review, name="review"),
    path("behov/<int:pk>/versjoner/<int:number>/", review.version, name="version"),
    path("behov/<int:pk>/versjoner/", history.history, name="history"),
    path("behov/<int:pk>/returner/", review.report_return, name="report_return"),
    path("behov/<int:pk>/kontrollert/", review.report_check_off, name="report_check_off"),
    path("behov/<int:pk>/vurdering/", review_acts.assess, name="assess"),
    path("behov/<int:pk>/notat/", review_acts.note, name="note"),
    path("behov/<int:pk>/merknader/ny/", review_acts.comment_add, name="comment_add"),
    path(
        "behov/<int:pk>/merknader/<int:comment_pk>/endre/",
        review_acts.comment_change,
        name="comment_change",
    ),
    path(
        "behov/<int:pk>/merknader/<int:comment_pk>/fjern/",
        review_acts.comment_retract,
        name="comment_retract",
    ),
    path(
        "behov/<int:pk>/merknader/<int:comment_pk>/del/",
        review_acts.comment_release,
        name="comment_release",
    ),
    path("behov/<int:pk>/flagg/", review_acts.flag_raise, name="flag_raise"),
    path("behov/<int:pk>/flagg/<int:flag_pk>/", review_acts.flag_resolve, name="flag_resolve"),
    path("behov/<int:pk>/flagg/<int:flag_pk>/gi/", review_acts.flag_hand_on, name="flag_hand_on"),
    path("behov/<int:pk>/frist/", desk.permit_late, name="permit_late"),
    # the administrator sets up the year
    path("aret/", calls.call_list, name="call_list"),
    path("aret/ny/", calls.call_start, name="call_start"),
    path("aret/plan/", plans.plan_list, name="plan_list"),
    path("aret/plan/ny/", plans.plan_new, name="plan_new"),
    path("aret/plan/<int:pk>/", plans.plan, name="plan"),
    path("aret/<int:call>/", calls.call_setup, name="call_setup"),
    path("aret/<int:call>/neste/", calls.call_next, name="call_next"),
    path("aret/<int:call>/stemmer/", calls.call_look_over, name="call_look_over"),
    path("aret/<int:call>/klar/", calls.call_open, name="call_open"),
    path("aret/<int:call>/frist/", calls.call_deadline, name="call_deadline"),
    *(
        path(f"aret/<int:call>/{word}/", call_parts.call_part, {"part": part}, f"call_{part}")
        for part, word in PART_WORDS.items()
    ),
    path("aret/<int:call>/kriterium/", call_criteria.call_criteria, name="call_criteria"),
    path("aret/<int:call>/<slug:kind>/ny/", call_criteria.call_row_add, name="call_row_add"),
    path("aret/<int:call>/<slug:kind>/<int:pk>/", call_criteria.call_row, name="call_row"),
    path(
        "aret/<int:call>/<slug:kind>/<int:pk>/slutt/",
        call_criteria.call_row_end,
        name="call_row_end",
    ),
    path(
        "aret/<int:call>/<slug:kind>/<int:pk>/flytt/",
        call_criteria.call_row_move,
        name="call_row_move",
    ),
    # for everybody
    path("kalender/<int:call>/", calendar.call_calendar, name="call_calendar"),
    # the partnership writes its report
    path("behov/", reports.report_list, name="report_list"),
    path("behov/ny/", reports.report_begin, name="report_begin"),
    path("behov/<int:pk>/", reports.report, name="report"),
    path("behov/<int:pk>/kontakt/", sections.contacts, name="contacts"),
    path("behov/<int:pk>/samarbeid/", sections.parties, name="parties"),
    path("behov/<int:pk>/omfang/", sections.scope, name="scope"),
    path("behov/<int:pk>/omfang/hent/", sections.scope_fetch, name="scope_fetch"),
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
    path(
        "behov/<int:pk>/tiltak/<int:measure_pk>/trekk/",
        withdrawing.measure_withdraw,
        name="measure_withdraw",
    ),
    path(
        "behov/<int:pk>/tiltak/<int:measure_pk>/trukket/",
        withdrawing.measure_withdrawn,
        name="measure_withdrawn",
    ),
    path("behov/<int:pk>/felles-svar/", sections.common_answers, name="common_answers"),
    path("behov/<int:pk>/var-del/", own_part.own_part, name="own_part"),
    path("behov/<int:pk>/var-del/kontakt/", sections.own_contacts, name="own_contacts"),
    path("behov/<int:pk>/var-del/<int:measure_pk>/", own_part.own_measure, name="own_measure"),
    path("behov/<int:pk>/var-del/<int:measure_pk>/rader/", own_part.own_rows, name="own_rows"),
    path("behov/<int:pk>/var-del/<int:measure_pk>/sum/", own_part.own_sums, name="own_sums"),
    path("behov/<int:pk>/felt/", fields.field, name="field"),
    path("behov/<int:pk>/her/", fields.presence, name="presence"),
    path("behov/<int:pk>/vedlegg/", attachments.attachments, name="attachments"),
    path("behov/<int:pk>/vedlegg/<int:attachment_pk>/", attachments.attachment, name="attachment"),
    path("behov/<int:pk>/bekreft/", confirmations.confirmations, name="confirmations"),
    path("behov/<int:pk>/merknader/", review_answers.comments, name="comments"),
    path(
        "behov/<int:pk>/merknader/<int:comment_pk>/svar/",
        review_answers.comment_answer,
        name="comment_answer",
    ),
    path("behov/<int:pk>/word/", word.report_word, name="report_word"),
    path("behov/<int:pk>/word/les/", word.word_upload, name="word_upload"),
    path("behov/<int:pk>/word/lagre/", word.word_import, name="word_import"),
    path("behov/<int:pk>/tillegg/", supplementing.supplement_begin, name="supplement_begin"),
    path("behov/<int:pk>/kontroll/", reports.check, name="check"),
    path("behov/<int:pk>/send-inn/", reports.submit, name="submit"),
    path("behov/<int:pk>/kvittering/", reports.receipt, name="receipt"),
    path("behov/<int:pk>/ta-tilbake/", reports.take_back, name="take_back"),
    path("behov/<int:pk>/trekk/", reports.withdraw, name="withdraw"),
]
