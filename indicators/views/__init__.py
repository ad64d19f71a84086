"""The public pages of indicators. Each view reads its parameters, asks for one page, and shows it."""

from indicators.views.drafts import (
    begin_draft,
    decide_draft,
    definition,
    definition_file,
    definitions,
    edit_draft,
)
from indicators.views.files import figure_file
from indicators.views.indicator import indicator, indicators, value
from indicators.views.making import discard, prepare, publish, publish_prepared, withdraw
from indicators.views.overview import outcome, overview
from indicators.views.published import published_figures
from indicators.views.reconciliation import explain_difference, reconciled_figure, reconciliation
from indicators.views.releases import compare, compare_chosen, release, release_content, releases
from indicators.views.touched import impact, impact_again, touched

__all__ = [
    "begin_draft",
    "decide_draft",
    "definition",
    "definition_file",
    "definitions",
    "edit_draft",
    "compare",
    "compare_chosen",
    "discard",
    "explain_difference",
    "figure_file",
    "impact",
    "impact_again",
    "indicator",
    "indicators",
    "outcome",
    "overview",
    "prepare",
    "publish",
    "publish_prepared",
    "published_figures",
    "reconciled_figure",
    "reconciliation",
    "release",
    "release_content",
    "releases",
    "touched",
    "value",
    "withdraw",
]
