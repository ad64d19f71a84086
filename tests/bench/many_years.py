"""A synthetic release: eleven years of 400 respondents, filled in, computed and published by the product's own means."""

from indicators import actions
from indicators.models import Framework
from tests.bench.test_recompute import filled
from tests.indicators import rows

YEARS = range(2014, 2025)
INDICATORS = 5
"""For each of the two outcomes: shares of respondents and ratios of sums by turns, by respondent and by group."""
NAME = "Synthetic: 11 years, 400 respondents, 10 indicators"
OVERVIEW, OUTCOME, INDICATOR = "/en/", "/en/outcomes/strategy-2020-2024/1/", "/en/indicators/9.0/"


def publish(years=YEARS, indicators: int = INDICATORS) -> rows.World:
    """The release, under a name that says what it is."""
    world = rows.world()
    Framework.objects.update(names=rows.text(NAME))
    for number in range(2 * indicators):
        make = rows.ratio if number % 2 else rows.defined
        node = "1" if number < indicators else "2"
        make(world, f"9.{number}", node=node, valid={"from": str(min(years))})
    for year in years:
        actions.compute_round(round=filled(world, year))
    actions.publish_release(name=NAME, by=world.sender)
    return world
