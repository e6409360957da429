from django.urls import path

from measures.views import desk

app_name = "measures"
urlpatterns = [
    # the case worker's desk
    path("innboks/", desk.inbox, name="inbox"),
    path("innboks/<int:call>/", desk.inbox, name="inbox_of_call"),
    path("innboks/<int:call>/registrer/", desk.report_register, name="report_register"),
    path("behov/<int:pk>/les/", desk.review, name="review"),
    path("behov/<int:pk>/returner/", desk.report_return, name="report_return"),
    path("behov/<int:pk>/kontrollert/", desk.report_check_off, name="report_check_off"),
    path("behov/<int:pk>/frist/", desk.permit_late, name="permit_late"),
]
