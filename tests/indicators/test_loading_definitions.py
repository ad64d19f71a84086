"""Files are held against each other when they are loaded: definitions, questionnaires, figures, contradictions."""

import shutil

import pytest
from django.conf import settings

import surveys.loading
from indicators.loading import load_facts
from indicators.models import IndicatorVersion
from surveys.declarations import DeclarationError

pytestmark = pytest.mark.django_db


def with_changed(tmp_path, before: str, after: str, name: str = "indicators/1.2.yaml"):
    """The fixtures with one thing changed, in 1.2 or in the file `name`."""
    shutil.copytree(settings.FIXTURES, tmp_path / "fixtures", ignore=shutil.ignore_patterns("examples"))
    file = tmp_path / "fixtures" / name
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")
    return tmp_path / "fixtures"


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("new_frameworks,", "new_plans,", "sub_questions: the questionnaire has no question “new_plans”"),
        ("question: new_documents", "question: support_given", "question: the questionnaire has no question"),
    ],
)
def test_a_file_that_names_what_no_questionnaire_has_is_refused_by_name(tmp_path, before, after, message):
    fixtures = with_changed(tmp_path, before, after)
    surveys.loading.load_facts(fixtures)

    with pytest.raises(DeclarationError) as caught:
        load_facts(fixtures)

    assert "1.2.yaml" in str(caught.value)
    assert message in str(caught.value)
    assert not IndicatorVersion.objects.filter(indicator__code="1.2").exists()


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("[a75-297-p3-dialogues,", "[a75-297-p3-dialogs,", "there is no figure “a75-297-p3-dialogs”"),
        ("[a75-297-p18-ilo-projects, ", "[", "no contradiction names the figure “a75-297-p18-ilo-projects”"),
    ],
)
def test_contradictions_name_the_figures_that_are_marked_and_no_others(tmp_path, before, after, message):
    fixtures = with_changed(tmp_path, before, after, "contradictions.yaml")
    surveys.loading.load_facts(fixtures)

    with pytest.raises(DeclarationError, match=message) as caught:
        load_facts(fixtures)

    assert "contradictions.yaml" in str(caught.value)
