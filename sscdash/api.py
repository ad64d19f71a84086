"""The read-only REST interface: its addresses, its OpenAPI description, and the page that shows it."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import DefaultRouter

from indicators import api as indicators
from surveys import api as surveys

router = DefaultRouter()
router.register("frameworks", indicators.FrameworkViewSet, basename="api-framework")
router.register("indicators", indicators.IndicatorViewSet, basename="api-indicator")
router.register("values", indicators.ValueViewSet, basename="api-value")
router.register("entered-values", indicators.EnteredValueViewSet, basename="api-entered-value")
router.register("published-figures", indicators.PublishedFigureViewSet, basename="api-published-figure")
router.register("surveys", surveys.SurveyViewSet, basename="api-survey")

urlpatterns = [
    path("", SpectacularSwaggerSplitView.as_view(url_name="api-schema"), name="api"),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("v1/", include(router.urls)),
]
