"""Every address. Pages carry their language first; files and interfaces for programs carry none."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from sscdash.health import healthz
from sscdash.languages import other_language
from sscdash.translations import translations

LANGUAGE_TAG = "(?P<tag>[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)"

handler400 = "sscdash.errors.bad_request"
handler404 = "sscdash.errors.not_found"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/", include("sscdash.api")),
    *i18n_patterns(
        path("admin/translations/", admin.site.admin_view(translations), name="translations"),
        path("admin/", admin.site.urls),
        path("", include("surveys.urls")),
        path("", include("indicators.urls")),
    ),
    # The last, so that everything else comes first.
    re_path(rf"^(?!(?:{'|'.join(dict(settings.LANGUAGES))})/){LANGUAGE_TAG}/(?P<rest>.*)$", other_language),
]
