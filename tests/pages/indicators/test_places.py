from types import SimpleNamespace

from django.utils import translation

from indicators.pages.places import places


def _shown(language: str, changes: dict) -> dict[str, str]:
    with translation.override(language):
        return {url: shows for _name, shows, url in places(SimpleNamespace(frozen={"changes": changes}))}


def test_the_years_since_which_something_changed_are_said():
    changes = {"1.4": [{"from_year": 2022}, {"from_year": 2021}], "1.8": [{"from_year": 2021}]}
    assert _shown("en", changes)["/en/changes/"].endswith(", Since 2021, Since 2022")


def test_every_place_has_words_of_its_own_in_each_language():
    assert len(set(_shown("zh-hans", {}).values())) == len(_shown("fr", {})) == 10
    assert not set(_shown("ar", {}).values()) & set(_shown("en", {}).values())
