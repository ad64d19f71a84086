"""Every address. Pages carry their language first; files and interfaces for programs carry none."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from sscdash.health import healthz
from sscdash.translations import translations

handler400 = "sscdash.errors.bad_request"

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
]
