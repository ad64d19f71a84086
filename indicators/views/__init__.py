"""The public pages of indicators. Each view reads its parameters, asks for one page, and shows it."""

from indicators.views.files import figure_file
from indicators.views.indicator import indicator, indicators, value
from indicators.views.overview import outcome, overview
from indicators.views.published import published_figures
from indicators.views.reconciliation import explain_difference, reconciled_figure, reconciliation
from indicators.views.releases import publish, release, releases

__all__ = [
    "explain_difference",
    "figure_file",
    "indicator",
    "indicators",
    "outcome",
    "overview",
    "publish",
    "published_figures",
    "reconciled_figure",
    "reconciliation",
    "release",
    "releases",
    "value",
]
