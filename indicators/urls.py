"""Addresses of the indicators' pages, below the language."""

from django.urls import path

from indicators import views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("outcomes/<slug:framework>/<slug:code>/", views.outcome, name="outcome"),
    path("indicators/", views.indicators, name="indicators"),
    path("indicators/<str:code>/", views.indicator, name="indicator"),
    path("indicators/<str:code>/<int:year>/", views.value, name="value"),
    path("indicators/<str:code>/<int:year>/<path:breakdown>/", views.value, name="value"),
    path("figures/<str:code>.<str:format>", views.figure_file, name="figure-file"),
    path("published/", views.published_figures, name="published-figures"),
    path("recommendations/", views.recommendations, name="recommendations"),
    path(
        "recommendations/recommendations.<str:format>",
        views.recommendations_file,
        name="recommendations-file",
    ),
    path("recommendations/<slug:code>/", views.recommendation, name="recommendation"),
    path("recommendations/<slug:code>/assess/", views.assess, name="assess-recommendation"),
    path("entities/", views.entities, name="entities"),
    path("entities/<slug:slug>/", views.entity, name="entity"),
    path("countries/", views.countries, name="countries"),
    path("countries/<slug:iso3>/", views.country, name="country"),
    path("compare/", views.compare, name="compare"),
    path("compare/comparison.<str:format>", views.comparison_file, name="comparison-file"),
    path("search/", views.search, name="search"),
    path("systems/", views.systems, name="systems"),
    path("systems/<slug:code>/", views.system, name="system"),
    path("releases/", views.releases, name="releases"),
    path("releases/publish/", views.publish, name="publish-release"),
    path("releases/<int:number>/", views.release, name="release"),
]
