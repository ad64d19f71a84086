"""Addresses of the indicators' pages, below the language."""

from django.urls import path, re_path

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
    path("reconciliation/", views.reconciliation, name="reconciliation"),
    path("reconciliation/<slug:code>/", views.reconciled_figure, name="reconciled-figure"),
    path("reconciliation/<slug:code>/explain/", views.explain_difference, name="explain-difference"),
    path("submissions/<int:submission_id>/values/", views.touched, name="touched-values"),
    path("uploads/<int:upload_id>/impact/", views.impact, name="impact"),
    path("uploads/<int:upload_id>/impact/again/", views.impact_again, name="impact-again"),
    path("definitions/", views.definitions, name="definitions"),
    path("definitions/<str:code>/draft/", views.begin_draft, name="begin-draft"),
    path("definitions/<str:code>/<int:number>/", views.definition, name="definition"),
    path("definitions/<str:code>/<int:number>/edit/", views.edit_draft, name="edit-draft"),
    re_path(
        r"^definitions/(?P<code>[^/]+)/(?P<number>[0-9]+)/(?P<step>check|publish|discard)/$",
        views.decide_draft,
        name="decide-draft",
    ),
    path("definitions/<str:code>/<int:number>/file.yaml", views.definition_file, name="definition-file"),
    path("releases/", views.releases, name="releases"),
    path("releases/publish/", views.publish, name="publish-release"),
    path("releases/prepare/", views.prepare, name="prepare-release"),
    path("releases/compare/", views.compare_chosen, name="compare-chosen"),
    path("releases/<int:number>/", views.release, name="release"),
    path("releases/<int:number>/publish/", views.publish_prepared, name="publish-prepared"),
    path("releases/<int:number>/withdraw/", views.withdraw, name="withdraw-release"),
    path("releases/<int:number>/discard/", views.discard, name="discard-release"),
    path("releases/<int:number>/content.<str:format>", views.release_content, name="release-content"),
    path("releases/<int:earlier>/compare/<int:later>/", views.compare, name="compare-releases"),
]
