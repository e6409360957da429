from django.urls import path

from allocation.views import (
    bases,
    basis_reading,
    documents,
    earlier,
    explanation,
    frames,
    meeting_room,
    overview,
    returned,
    side_by_side,
    university,
    versions,
    workspace,
)

app_name = "allocation"
urlpatterns = [
    # frames and posts
    path("", frames.frame_list, name="frame_list"),
    path("ramme/ny/", frames.frame_new, name="frame_new"),
    path("ramme/<int:pk>/", frames.frame, name="frame"),
    path("ramme/<int:pk>/rediger/", frames.frame_edit, name="frame_edit"),
    path("ramme/<int:pk>/post/ny/", frames.post_add, name="post_add"),
    path("post/<int:pk>/rediger/", frames.post_edit, name="post_edit"),
    path("post/<int:pk>/fjern/", frames.post_remove, name="post_remove"),
    # need and money, and money from earlier years
    path("ramme/<int:pk>/oversikt/", overview.overview, name="overview"),
    path("ramme/<int:pk>/oversikt/figur/", overview.overview_drawing, name="overview_drawing"),
    path("ramme/<int:pk>/oversikt/pdf/", overview.overview_pdf, name="overview_pdf"),
    path("ramme/<int:pk>/oversikt/excel/", overview.overview_excel, name="overview_excel"),
    path("ramme/<int:pk>/tidligere/", earlier.ledger, name="ledger"),
    path(
        "ramme/<int:pk>/tidligere/nettverk/<int:network>/",
        earlier.ledger_network,
        name="ledger_network",
    ),
    path(
        "ramme/<int:pk>/tidligere/uh/<int:organisation>/",
        earlier.ledger_university,
        name="ledger_university",
    ),
    # the division workspace and its versions
    path("post/<int:pk>/", workspace.post, name="post"),
    path("post/<int:pk>/fordel/", workspace.division_make, name="division_make"),
    path("post/<int:pk>/versjoner/", side_by_side.versions, name="versions"),
    path("post/<int:pk>/versjoner/figur/", side_by_side.versions_drawing, name="versions_drawing"),
    path("post/<int:pk>/versjoner/pdf/", side_by_side.versions_paper, name="versions_pdf"),
    path("post/<int:pk>/excel/", returned.returned, name="returned"),
    path("post/<int:pk>/excel/lagre/", returned.returned_save, name="returned_save"),
    path("post/<int:pk>/rom/", meeting_room.room, name="meeting_room"),
    path("forslag/<int:pk>/navn/", versions.division_name, name="division_name"),
    path("forslag/<int:pk>/", versions.division, name="division"),
    path("forslag/<int:pk>/mot/", versions.division_compare, name="division_compare"),
    path("forslag/<int:pk>/legg-fram/", versions.division_lay, name="division_lay"),
    path("forslag/<int:pk>/vedta/", versions.division_adopt, name="division_adopt"),
    path("forslag/<int:pk>/til-side/", versions.division_set_aside, name="division_set_aside"),
    path("forslag/<int:pk>/pdf/", documents.division_pdf, name="division_pdf"),
    path("forslag/<int:pk>/excel/", documents.division_excel, name="division_excel"),
    # why this amount
    path("forslag/<int:pk>/nettverk/<int:line_pk>/", explanation.explanation, name="explanation"),
    path(
        "forslag/<int:pk>/nettverk/<int:line_pk>/pdf/",
        explanation.explanation_paper,
        name="explanation_pdf",
    ),
    path(
        "forslag/<int:pk>/nettverk/pdf/",
        explanation.explanations_paper,
        name="explanations_pdf",
    ),
    # figures to divide by
    path("grunnlag/", bases.basis_list, name="basis_list"),
    path("grunnlag/<int:pk>/", bases.basis, name="basis"),
    path("grunnlag/<int:pk>/flytt/", bases.basis_move, name="basis_move"),
    path("grunnlag/ny/", basis_reading.basis_upload, name="basis_upload"),
    path("grunnlag/ny/lagre/", basis_reading.basis_import, name="basis_import"),
    # papers
    path("behov/<int:pk>/pdf/", documents.report_pdf, name="report_pdf"),
    path("behov/<int:pk>/pdf/utkast/", documents.report_draft_pdf, name="report_draft_pdf"),
    path("behov/<int:pk>/pdf/forum/", documents.report_excerpt_pdf, name="report_excerpt_pdf"),
    path("dokument/<int:pk>/", documents.document, name="document"),
    # the university's own page
    path("uh/", university.university, name="university"),
]
