from django.urls import path

from allocation.views import agenda, meetings, minutes, papers, seats

app_name = "forum"
urlpatterns = [
    path("", meetings.meeting_list, name="meeting_list"),
    path("ny/", meetings.meeting_new, name="meeting_new"),
    path("<int:pk>/", meetings.meeting, name="meeting"),
    path("<int:pk>/rediger/", meetings.meeting_edit, name="meeting_edit"),
    path("<int:pk>/frammote/", meetings.attendance, name="attendance"),
    path("<int:pk>/holdt/", meetings.meeting_hold, name="meeting_hold"),
    path("<int:pk>/papir/", papers.papers, name="papers"),
    # who sits in the forum
    path("sete/", seats.seat_list, name="seat_list"),
    path("sete/ny/", seats.forum_new, name="forum_new"),
    path("sete/<int:forum>/ny/", seats.seat_new, name="seat_new"),
    path("sete/<int:forum>/<int:pk>/", seats.seat, name="seat"),
    path("sete/<int:forum>/<int:pk>/slutt/", seats.seat_end, name="seat_end"),
    # the agenda, and what was said and recommended
    path("<int:pk>/sak/ny/", agenda.item_new, name="item_new"),
    path("<int:pk>/sak/<int:item_pk>/", agenda.item, name="item"),
    path("<int:pk>/sak/<int:item_pk>/fjern/", agenda.item_remove, name="item_remove"),
    path("<int:pk>/sak/<int:item_pk>/legg-fram/", agenda.item_lay, name="item_lay"),
    path("<int:pk>/sak/<int:item_pk>/habilitet/", agenda.impartiality, name="impartiality"),
    path(
        "<int:pk>/sak/<int:item_pk>/habilitet/<int:decision_pk>/fjern/",
        agenda.impartiality_remove,
        name="impartiality_remove",
    ),
    path("<int:pk>/sak/<int:item_pk>/nettverk/", agenda.networks, name="networks"),
    path("<int:pk>/sak/<int:item_pk>/nettverk/<int:line_pk>/", agenda.network, name="network"),
    # the minutes
    path("<int:pk>/referat/", minutes.minutes, name="minutes"),
    path("<int:pk>/referat/send/", minutes.minutes_send, name="minutes_send"),
    path("<int:pk>/referat/tilbake/", minutes.minutes_take_back, name="minutes_take_back"),
    path("<int:pk>/referat/godkjenn/", minutes.minutes_approve, name="minutes_approve"),
    path("<int:pk>/referat/utkast/", minutes.minutes_draft, name="minutes_draft"),
    path("<int:pk>/referat/pdf/", minutes.minutes_pdf, name="minutes_pdf"),
]
