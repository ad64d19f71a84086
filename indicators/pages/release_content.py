"""All that everybody may see of a release, as plain content for its files."""

from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext, pgettext

from indicators import words
from indicators.engine.suppression import SUPPRESSED
from indicators.models import IndicatorVersion, Release, Value
from indicators.phrases import why_not_computed
from indicators.queries.released import OpenRelease, values_for_all
from indicators.renderers.release_file import KEYS, SOURCE
from indicators.vocabulary import ANALYST, TAKEN_OVER

NUMBERS = ("value", "low", "high", "numerator", "denominator")


def about(release: Release) -> dict:
    """Which release it is."""
    return {
        "number": release.number,
        "name": release.name,
        "published": release.published.isoformat() if release.published else None,
        "content_hash": release.content_hash,
    }


def about_in_words(release: Release) -> list[tuple[str, str]]:
    """The same as lines of a sheet, the name first."""
    return [
        (gettext("Release %(label)s") % {"label": release.number}, release.name),
        (
            pgettext("day of a release", "Published"),
            words.day(release.published) if release.published else "",
        ),
        (gettext("Content hash (SHA-256)"), release.content_hash),
    ]


def values_of(opened: OpenRelease) -> list[dict]:
    """The public values, small groups hidden as on pages, and behind them those of entered series. One query.

    Values of single respondents are there where their survey declares its answers attributable, for everybody alike.
    Words are English.
    """
    with translation.override("en"):
        return [*(_plain_value(opened, value) for value in values_for_all(opened)), *entered_of(opened)]


def entered_of(opened: OpenRelease) -> list[dict]:
    """The values of entered series in a release: nothing is computed, so that they have a source, and the days on which
    one analyst entered and another one confirmed them, in the place of counts. No query."""
    rows = opened.frozen.get("published") or []
    with translation.override("en"):
        return [_entered(opened, row) for row in rows if row["source_kind"] == TAKEN_OVER]


def _entered(opened: OpenRelease, row: dict) -> dict:
    definition = opened.definition(row["indicator__code"])
    return {
        **dict.fromkeys(KEYS),
        "indicator": definition.code,
        "title": words.in_english(definition.title),
        "definition_version": definition.version,
        "year": row["from_year"],
        "breakdown": row["breakdown"],
        "unit": definition.unit,
        "value": f"{Decimal(row['value']).normalize():f}",
        "state": TAKEN_OVER,
        "reason": "",
        "reason_in_words": "",
        "illustrative": False,
        "release": opened.number,
        **{name: row.get(name) for name in SOURCE},
        "note": words.in_english(row["note"]),
    }


def frozen_of(opened: OpenRelease, rows: list[dict]) -> dict:
    """The frozen parts; of respondents only the names that these values and the published figures need."""
    named = {row["breakdown"].get("respondent") for row in rows}
    named |= {code for row in opened.frozen.get("published") or [] for code in row["breakdown"].values()}
    respondents = {
        kind: {code: names for code, names in of_kind.items() if code in named}
        for kind, of_kind in opened.frozen["respondents"].items()
    }
    changes = {"changes": {code: opened.changes_of(code) for code in opened.frozen.get("changes", {})}}
    if "long_changes" in opened.frozen:
        codes = opened.frozen["long_changes"]
        changes["long_changes"] = {code: opened.changes_of(code, long=True) for code in codes}
    return {
        **opened.frozen,
        **changes,
        "respondents": respondents,
        "definitions": _without_accounts(opened.frozen["definitions"]),
    }


def _without_accounts(definitions: dict) -> dict:
    """The frozen definitions; those that were made on a page, in releases from before they named the role alone, without
    the persons who wrote and checked them. One query."""
    made = IndicatorVersion.objects.filter(author__isnull=False).values_list("indicator__code", "number")
    on_pages = {(code, str(number)) for code, number in made}

    def shown(code: str, number: str, content: dict) -> dict:
        if (code, number) not in on_pages:
            return content
        return content | {key: ANALYST for key in ("author", "checker") if key in content}

    return {
        code: {number: shown(code, number, content) for number, content in versions.items()}
        for code, versions in definitions.items()
    }


def _plain_value(opened: OpenRelease, value: Value) -> dict:
    code, number = value.version.indicator.code, value.version.number
    definition, hidden = opened.definition(code, number), value.state == SUPPRESSED
    numbers = {name: getattr(value, name) for name in NUMBERS}
    return {
        "indicator": code,
        "title": words.in_english(definition.title),
        "definition_version": number,
        "survey": definition.survey,
        "year": value.year,
        "breakdown": value.breakdown,
        "unit": definition.unit,
        **{name: None if one is None else f"{one.normalize():f}" for name, one in numbers.items()},
        "invited": value.invited,
        "answered": value.answered,
        "respondents": None if hidden else value.counted,
        "exclusions": None if hidden else value.exclusions,
        "state": value.state,
        "reason": value.reason,
        "reason_in_words": why_not_computed(value),
        "illustrative": value.illustrative,
        "release": opened.number,
        **dict.fromkeys(SOURCE),
    }
