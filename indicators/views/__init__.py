"""The public pages of indicators. Each view reads its parameters, asks for one page, and shows it."""

from indicators.views.compare import compare, comparison_file
from indicators.views.files import figure_file
from indicators.views.indicator import indicator, indicators, value
from indicators.views.overview import outcome, overview
from indicators.views.profiles import countries, country, entities, entity
from indicators.views.published import published_figures
from indicators.views.recommendations import assess, recommendation, recommendations, recommendations_file
from indicators.views.releases import publish, release, releases
from indicators.views.search import search
from indicators.views.systems import system, systems

__all__ = [
    "assess",
    "compare",
    "comparison_file",
    "countries",
    "country",
    "entities",
    "entity",
    "figure_file",
    "indicator",
    "indicators",
    "outcome",
    "overview",
    "publish",
    "published_figures",
    "recommendation",
    "recommendations",
    "recommendations_file",
    "release",
    "releases",
    "search",
    "system",
    "systems",
    "value",
]
