"""The public pages of indicators. Each view reads its parameters, asks for one page, and shows it."""

from indicators.views.changes import changes
from indicators.views.compare import compare, comparison_file
from indicators.views.drafts import (
    begin_draft,
    decide_draft,
    definition,
    definition_file,
    definitions,
    edit_draft,
)
from indicators.views.embedding import embedded_comparison, embedded_figure, embedded_map
from indicators.views.files import figure_file
from indicators.views.indicator import indicator, indicators, value, version
from indicators.views.making import ask_for_replies, discard, prepare, publish, publish_prepared, withdraw
from indicators.views.overview import outcome, overview
from indicators.views.profiles import countries, countries_file, country, entities, entity
from indicators.views.published import published_figures
from indicators.views.recommendations import assess, recommendation, recommendations, recommendations_file
from indicators.views.reconciliation import explain_difference, reconciled_figure, reconciliation
from indicators.views.releases import (
    compare_chosen,
    compare_releases,
    release,
    release_content,
    releases,
)
from indicators.views.replies import replies, reply
from indicators.views.responding import response_map, response_map_file
from indicators.views.search import search
from indicators.views.series import decide_value, enter_table, enter_value, series, series_file
from indicators.views.systems import system, systems
from indicators.views.touched import (
    fed,
    impact,
    impact_again,
    stop_impact,
    touched,
    waiting_value,
    weighed_submission,
    weighed_tabulation,
)

__all__ = [
    "ask_for_replies",
    "assess",
    "begin_draft",
    "changes",
    "compare",
    "compare_chosen",
    "compare_releases",
    "comparison_file",
    "countries",
    "countries_file",
    "country",
    "decide_draft",
    "decide_value",
    "definition",
    "definition_file",
    "definitions",
    "discard",
    "edit_draft",
    "embedded_comparison",
    "embedded_figure",
    "embedded_map",
    "enter_table",
    "enter_value",
    "entities",
    "entity",
    "explain_difference",
    "figure_file",
    "impact",
    "impact_again",
    "stop_impact",
    "indicator",
    "indicators",
    "outcome",
    "overview",
    "prepare",
    "publish",
    "publish_prepared",
    "published_figures",
    "recommendation",
    "recommendations",
    "recommendations_file",
    "reconciled_figure",
    "reconciliation",
    "release",
    "release_content",
    "releases",
    "replies",
    "reply",
    "response_map",
    "response_map_file",
    "search",
    "series",
    "series_file",
    "system",
    "systems",
    "fed",
    "touched",
    "waiting_value",
    "value",
    "version",
    "withdraw",
    "weighed_submission",
    "weighed_tabulation",
]
