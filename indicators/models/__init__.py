"""What the answers mean: frameworks, indicators, runs that compute values, releases that freeze them."""

from indicators.models.frameworks import Framework, Judgement, Node
from indicators.models.impact import Impact
from indicators.models.indicators import Indicator, IndicatorCode, IndicatorVersion
from indicators.models.observations import Observation
from indicators.models.published import Contradiction, CrosswalkReason, PublishedFigure, Recommendation
from indicators.models.reconciliation import ExplainedDifference
from indicators.models.releases import Release, ReleaseValue
from indicators.models.replies import Reply
from indicators.models.systems import System, SystemFact
from indicators.models.values import PanelChange, Run, Value

__all__ = [
    "Contradiction",
    "CrosswalkReason",
    "ExplainedDifference",
    "Framework",
    "Impact",
    "Indicator",
    "IndicatorCode",
    "IndicatorVersion",
    "Judgement",
    "Node",
    "Observation",
    "PanelChange",
    "PublishedFigure",
    "Recommendation",
    "Release",
    "ReleaseValue",
    "Reply",
    "Run",
    "System",
    "SystemFact",
    "Value",
]
