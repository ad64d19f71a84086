import pytest
from django.core.exceptions import ValidationError
from django.forms import modelform_factory

from surveys.models import Group, Grouping
from surveys.wording import LANGUAGES, with_state


def test_a_malformed_wording_never_reaches_the_database(db):
    with pytest.raises(ValidationError, match="needs exactly a text and a state"):
        Grouping.objects.create(code="region", names={"en": "Region"})
    with pytest.raises(ValidationError, match="none of the languages"):
        Group.objects.bulk_create([Group(code="asia", names=with_state({"de": "Asien"}))])


def test_rows_are_found_by_their_text(db):
    Grouping.objects.create(code="region", names=with_state({"en": "Region", "zh": "区域"}))

    assert Grouping.objects.filter(names__en__text="Region").exists()
    assert Grouping.objects.filter(names__icontains="区域").exists()


def posted(name: str, texts: dict, state: str = "reviewed") -> dict:
    """What a form sends for a wording: two fields for each language."""
    sent = {}
    for language in LANGUAGES:
        sent |= {f"{name}_{language}": texts.get(language, ""), f"{name}_{language}_state": state}
    return sent


def test_a_form_shows_and_takes_text_and_state_of_each_language():
    form_class = modelform_factory(Group, fields=["names"])
    group = Group(code="asia", names=with_state({"en": "Asia", "ar": "آسيا"}))

    shown = form_class(instance=group).as_p()
    assert 'dir="rtl"' in shown
    assert "آسيا" in shown
    form = form_class(posted("names", {"en": "Asia", "fr": "Asie"}), instance=group)
    assert form.is_valid(), form.errors
    assert form.changed_data == ["names"]
    assert form.save(commit=False).names == {
        "en": {"text": "Asia", "state": "reviewed"},
        "fr": {"text": "Asie", "state": "reviewed", "of": "Asia"},
    }


def test_a_form_that_changes_nothing_says_so_and_english_cannot_be_left_out():
    form_class = modelform_factory(Group, fields=["names"])
    group = Group(code="asia", names=with_state({"en": "Asia", "fr": "Asie"}, "reviewed"))
    same = posted("names", {"en": "Asia", "fr": "Asie"})
    same |= {key: "draft" for key in same if key.endswith("_state") and not same[key.removesuffix("_state")]}

    assert not form_class(same, instance=group).has_changed()
    assert form_class(posted("names", {"fr": "Asie"}), instance=group).errors["names"] == [
        "The English text is missing."
    ]
