"""What the answers mean: frameworks, indicators, runs that compute values, releases that freeze them."""

from indicators.models.frameworks import Framework, Judgement, Node
from indicators.models.indicators import Indicator, IndicatorCode, IndicatorVersion
from indicators.models.published import Contradiction, CrosswalkReason, PublishedFigure, Recommendation
from indicators.models.releases import Release, ReleaseValue
from indicators.models.systems import System, SystemFact
from indicators.models.values import Run, Value

__all__ = [
    "Contradiction",
    "CrosswalkReason",
    "Framework",
    "Indicator",
    "IndicatorCode",
    "IndicatorVersion",
    "Judgement",
    "Node",
    "PublishedFigure",
    "Recommendation",
    "Release",
    "ReleaseValue",
    "Run",
    "System",
    "SystemFact",
    "Value",
]
