from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from rekom import home

urlpatterns = [
    path("", home.start, name="start"),
    path("sprak/", login_not_required(require_POST(set_language)), name="set_language"),
    path("konto/", include("partnerships.urls.account")),
    path("samarbeid/", include("partnerships.urls")),
    path("", include("measures.urls")),
    path("tildeling/", include("allocation.urls")),
    path("forum/", include("allocation.forum_urls")),
    path("om/", home.about, name="about"),
    path("personvern/", home.privacy, name="privacy"),
    path("tilgjengelighet/", home.accessibility, name="accessibility"),
    path("admin/", admin.site.urls),
]
