import pytest
from django.core.exceptions import ValidationError

from surveys.models import Group, Grouping
from surveys.wording import with_state


def test_a_malformed_wording_never_reaches_the_database(db):
    with pytest.raises(ValidationError, match="needs exactly a text and a state"):
        Grouping.objects.create(code="region", names={"en": "Region"})
    with pytest.raises(ValidationError, match="none of the languages"):
        Group.objects.bulk_create([Group(code="asia", names=with_state({"de": "Asien"}))])


def test_rows_are_found_by_their_text(db):
    Grouping.objects.create(code="region", names=with_state({"en": "Region", "zh": "区域"}))

    assert Grouping.objects.filter(names__en__text="Region").exists()
    assert Grouping.objects.filter(names__icontains="区域").exists()
