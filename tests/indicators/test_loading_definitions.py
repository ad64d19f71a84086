"""Files are held against each other when they are loaded: definitions, questionnaires, figures, contradictions."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import translation

import surveys.loading
from indicators.definitions import IndicatorDefinition
from indicators.loading import load_facts, put_version
from indicators.models import Indicator, IndicatorCode, IndicatorVersion, Node, PublishedFigure
from indicators.phrases import breakdown_in_words
from indicators.queries import open_release
from indicators.rows import Loading
from surveys.declarations import DeclarationError
from surveys.wording import LANGUAGES, is_translated
from tests.indicators import rows

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
        (
            "by: [",
            "only_groups: {region: [afrika]}\nby: [",
            "only_groups: “afrika” is not a group of “region”",
        ),
        ("survey: desa_unct", "survey: desa_nobody", "survey: there is no survey desa_nobody"),
        ("valid: {from: 2021", "valid: {from: 2090", "survey: no questionnaire of “desa_unct” lies in"),
        ("unchecked: from_documents\n", "", "checker: has to say who has checked it, or unchecked"),
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


def test_every_option_of_a_definition_or_of_a_published_figure_has_the_words_of_its_questionnaire(db):
    surveys.loading.load_facts(settings.FIXTURES)
    load_facts(settings.FIXTURES)
    opened = open_release()
    definitions = {code: opened.definition(code) for code in opened.indicator_codes}
    named = {(code, option) for code, one in definitions.items() for option in (*one.options, *one.counted)}
    printed = PublishedFigure.objects.filter(breakdown__has_key="option")
    named |= set(printed.values_list("indicator__code", "breakdown__option"))

    without = [
        (code, option, language)
        for code, option in named
        for language in LANGUAGES
        if not is_translated(opened.name_of("option", option, definitions[code]), language)
    ]
    assert without == []
    assert {option for code, option in named if code == "BA.4"} == {
        "resources",
        "engagement",
        "strategy",
        "information",
    }
    said = breakdown_in_words(opened, {"option": "resources"}, definitions["BA.4"])
    assert said == "Answer: Dedicated resources and capacity are lacking"
    with translation.override("fr"):
        said = breakdown_in_words(opened, {"option": "resources"}, definitions["BA.4"])
    assert "Les ressources et capacités spécialement affectées font défaut" in said


def test_a_version_published_on_a_page_keeps_its_nodes_and_codes_through_the_next_start():
    surveys.loading.load_facts(settings.FIXTURES)
    load_facts(settings.FIXTURES)
    indicator = Indicator.objects.get(code="1.4")
    node = Node.objects.exclude(pk__in=indicator.nodes.all()).first()
    moved = {"version": "9", "nodes": [f"{node.framework.code}/{node.code}"], "aliases": {"1.4.X": {}}}
    newest = IndicatorDefinition.from_dict(indicator.versions.get().definition | moved)
    put_version(indicator, newest, Path("1.4.yaml"), Loading())
    indicator.nodes.set([node])
    code = IndicatorCode.objects.create(code="1.4.X", indicator=indicator)
    IndicatorCode.objects.filter(code="1.4").update(breakdown={"respondent": "ILO"})

    assert load_facts(settings.FIXTURES) == Counter()

    assert list(indicator.nodes.all()) == [node]
    assert {one.code: one.breakdown for one in indicator.codes.all()} == {
        "1.4": {"respondent": "ILO"},
        code.code: {},
    }


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


class TestPublished:
    """The database itself keeps what a published definition means; its words can be corrected."""

    @pytest.fixture
    def version(self):
        return rows.defined(rows.world(), "1.4").versions.get()

    def changed(self, version, sql: str, *given) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE indicators_indicatorversion SET {sql} WHERE id = %s", [*given, version.pk]
            )

    @pytest.mark.parametrize(
        "sql",
        [
            """definition = jsonb_set(definition, '{counted}', '["no"]')""",
            "definition = definition - 'counted'",
            """definition = definition || '{"public_minimum": 1}'""",
            "content_hash = 'another'",
            "author_id = (SELECT id FROM surveys_user LIMIT 1)",
            "state = 'draft'",
        ],
    )
    def test_what_it_means_never_changes_not_even_in_sql(self, version, sql):
        with pytest.raises(DatabaseError, match="Cannot update"):
            self.changed(version, sql)

    def test_its_words_and_codes_may_be_corrected(self, version):
        self.changed(version, """definition = jsonb_set(definition, '{title,en}', '"A better title"')""")
        self.changed(version, """definition = definition || '{"aliases": {}}'""")
        version.refresh_from_db()
        assert version.definition["title"]["en"] == "A better title"
        assert version.as_definition().content_hash() == version.content_hash
