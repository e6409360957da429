from django.urls import path

from partnerships.views import absences, accounts, invitations, outbox, partnerships, people

app_name = "partnerships"
urlpatterns = [
    path("", partnerships.partnership_list, name="partnership_list"),
    path("<int:pk>/", partnerships.partnership_detail, name="partnership_detail"),
    path("<int:pk>/godkjenning/", partnerships.partnership_approval, name="partnership_approval"),
    path("<int:pk>/inviter/", partnerships.partnership_invite, name="partnership_invite"),
    path(
        "<int:pk>/invitasjon/<int:invitation_pk>/trekk/",
        partnerships.partnership_invitation_withdraw,
        name="partnership_invitation_withdraw",
    ),
    path("<int:pk>/folk/<int:member_pk>/", partnerships.member, name="member"),
    path("<int:pk>/folk/<int:member_pk>/fjern/", partnerships.member_remove, name="member_remove"),
    path("invitasjon/<str:token>/", invitations.invitation, name="invitation"),
    path("konto/<int:pk>/", accounts.account, name="account"),
    path("konto/<int:pk>/endre/", accounts.account_propose, name="account_propose"),
    path(
        "konto/<int:pk>/<int:change_pk>/godkjenn/",
        accounts.account_confirm,
        name="account_confirm",
    ),
    path(
        "konto/<int:pk>/<int:change_pk>/trekk/", accounts.account_withdraw, name="account_withdraw"
    ),
    path("konto/<int:pk>/merking/", accounts.payment_reference, name="payment_reference"),
    path("folk/", people.person_list, name="person_list"),
    path("folk/inviter/", people.person_invite, name="person_invite"),
    path(
        "folk/invitasjon/<int:pk>/trekk/",
        people.person_invitation_withdraw,
        name="person_invitation_withdraw",
    ),
    path("folk/<int:pk>/", people.person, name="person"),
    path("folk/<int:pk>/steng/", people.person_deactivate, name="person_deactivate"),
    path(
        "folk/<int:pk>/rolle/<int:role_pk>/fjern/",
        people.office_role_remove,
        name="office_role_remove",
    ),
    path("fravaer/", absences.absences, name="absences"),
    path("fravaer/<int:pk>/trekk/", absences.absence_withdraw, name="absence_withdraw"),
    path("e-post/", outbox.outbox, name="outbox"),
    path("e-post/<int:pk>/", outbox.mail, name="mail"),
    path("e-post/<int:pk>/send/", outbox.mail_send, name="mail_send"),
    path("e-post/<int:pk>/forkast/", outbox.mail_discard, name="mail_discard"),
]
