import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rekom.settings")

gc.disable()  # there is no garbage while modules are read
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - reads all views now, and not when the first person asks
# What has been read stays to the end: later searches for garbage leave it out.
gc.freeze()
# A page makes some thousand objects and leaves no rings: look for them every few pages, not in each.
gc.set_threshold(20_000)
gc.enable()
