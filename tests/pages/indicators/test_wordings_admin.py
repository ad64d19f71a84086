"""Texts of every kind are corrected in the administration, and stay so when the files are loaded again."""

from dataclasses import replace

import pghistory.models
import pytest
from django.apps import apps
from django.contrib import admin
from django.core.cache import cache
from django.urls import reverse

from indicators import drafting, loading
from indicators.models import Framework, System, SystemFact
from indicators.models.indicators import WORDINGS
from indicators.rows import Loading, put
from surveys.fields import WordingField
from surveys.translated import Translations
from surveys.wording import with_state
from tests.surveys.test_fields import posted

FUND = {"kind": "fund", "names": with_state({"en": "A fund"}), "missing": {}, "position": 0}


def load(texts: str = "A fund") -> System:
    """What one loading of a file makes of the fund."""
    loading = Loading(translations=Translations({"A fund": {"fr": "Un fonds"}}))
    return put(System, {"code": "a-fund"}, {**FUND, "names": with_state({"en": texts})}, loading)


def test_every_kind_of_text_can_be_edited():
    for app in ("indicators", "surveys"):
        for model in apps.get_app_config(app).get_models():
            fields = [one for one in model._meta.concrete_fields if isinstance(one, WordingField)]
            if (
                not fields
                or model.__name__ in ("Item", "Option")
                or issubclass(model, pghistory.models.Event)
            ):
                continue
            shown = admin.site._registry.get(model)
            inline = [one.model for other in admin.site._registry.values() for one in other.inlines]
            assert shown or model in inline, model
            if shown and hasattr(shown, "get_readonly_fields"):
                assert not {field.name for field in fields} & set(shown.get_readonly_fields(None)), model


def test_a_correction_survives_the_next_loading(administrator, db):
    fund = load()
    assert fund.names["fr"] == {"text": "Un fonds", "state": "draft"}
    here = reverse("admin:indicators_system_change", args=[fund.pk])
    page = administrator.get(here).content.decode()
    assert "Un fonds" in page

    texts = {"en": "A fund", "fr": "Le fonds"}
    answer = administrator.post(here, posted("names", texts) | posted("missing", {}))

    assert answer.status_code == 302, answer.context["errors"]
    assert load().names["fr"] == {"text": "Le fonds", "state": "reviewed", "of": "A fund"}
    assert load("Two funds").names["fr"] == {"text": "Le fonds", "state": "draft", "of": "Two funds"}


def test_what_files_make_is_not_added_or_taken_away_here(administrator, db):
    fund = load()
    SystemFact.objects.create(
        system=fund, position=0, as_of=2022, document="D", words=with_state({"en": "A"})
    )

    for name in ("system", "systemfact", "judgement", "publishedfigure", "contradiction", "crosswalkreason"):
        assert administrator.get(reverse(f"admin:indicators_{name}_changelist")).status_code == 200
        assert administrator.get(reverse(f"admin:indicators_{name}_add")).status_code == 403
    assert administrator.get(reverse("admin:indicators_system_delete", args=[fund.pk])).status_code == 403


def correct(administrator, version, texts: dict):
    """Send the form of a version with these titles; what else it says stays."""
    here = reverse("admin:indicators_indicatorversion_change", args=[version.pk])
    sent = {}
    for field in WORDINGS.values():
        known = {language: entry["text"] for language, entry in getattr(version, field).items()}
        sent |= posted(field, {**known, **texts} if field == "title" else known)
    answer = administrator.post(here, sent)
    assert answer.status_code == 302, answer.context["errors"]
    version.refresh_from_db()


def test_a_corrected_title_is_shown_from_the_next_release_on(administrator, nobody, released):
    version = released.share.versions.get()
    before = nobody.get("/fr/indicators/1.4/?release=1").content

    correct(administrator, version, {"fr": "Titre relu", "en": "Not this"})

    assert version.title["en"] == {"text": "Title of 1.4", "state": "reviewed"}
    assert version.title["fr"] == {"text": "Titre relu", "state": "reviewed", "of": "Title of 1.4"}
    assert version.definition["title"] == {"en": "Title of 1.4", "zh": "题目 1.4"}
    cache.clear()
    assert nobody.get("/fr/indicators/1.4/?release=1").content == before
    released.publish()
    after = nobody.get("/fr/indicators/1.4/").content.decode()
    assert "Titre relu" in after
    assert "Title of 1.4" not in after
    assert "Titre relu" in administrator.get("/fr/definitions/").content.decode()


def test_a_translation_of_a_definition_survives_the_next_loading(administrator, tmp_path, released):
    version = released.share.versions.get()
    correct(administrator, version, {"fr": "Titre relu"})
    definition = replace(version.as_definition(), title={"en": "Title of 1.4", "fr": "Titre du fichier"})

    loading.put_version(released.share, definition, tmp_path, Loading())
    version.refresh_from_db()
    assert version.as_definition().title["fr"] == "Titre relu"

    loading.put_version(released.share, replace(definition, title={"en": "A title"}), tmp_path, Loading())
    version.refresh_from_db()
    kept = {"fr": "Titre relu", "zh": "题目 1.4"}  # the form gave the Chinese as reviewed too
    assert version.as_definition().title == {"en": "A title"} | kept
    assert version.title["fr"]["state"] == "draft"


def test_a_draft_of_a_definition_is_not_edited_here(administrator, released):
    author = released.world.sender
    draft = drafting.begin_draft(indicator=released.share, by=author)
    page = administrator.get(reverse("admin:indicators_indicatorversion_change", args=[draft.pk]))
    assert "<textarea" not in page.content.decode()


def test_words_of_definitions_are_counted(administrator, released):
    page = administrator.get("/en/admin/translations/")
    lines = {
        line["field"]: line for line in page.context["lines"] if line["kind"] == "definition of an indicator"
    }
    assert list(lines) == [
        "title",
        "short title",
        "definition in words",
        "scope note",
        "what was done to the data",
    ]
    title = lines["title"]
    assert title["counts"][0] == ("ar", title["total"], 0)
    assert title["rows"] == reverse("admin:indicators_indicatorversion_changelist")
    listed = administrator.get(title["rows"]).content.decode()
    assert "1.4" in listed
    arabic = administrator.get("/ar/admin/translations/").content.decode()
    assert "تعريف مؤشر" in arabic
    assert "survey event" not in page.content.decode()  # what changed is history, and nothing to translate


@pytest.mark.usefixtures("db")
def test_the_translations_page_leads_to_the_rows(administrator):
    Framework.objects.create(code="f", names=with_state({"en": "A"}), from_year=2020, document="D")

    page = administrator.get("/en/admin/translations/")

    leads = {line["kind"]: line["rows"] for line in page.context["lines"]}
    assert leads["framework"] == reverse("admin:indicators_framework_changelist")
    assert leads["option"] == ""


def test_a_list_narrows_to_what_is_to_be_reviewed_or_to_be_made_in_a_language(administrator, db):
    load()
    System.objects.create(
        code="other", kind="fund", position=1, names=with_state({"en": "Other", "fr": "Autre"}, "reviewed")
    )
    here = reverse("admin:indicators_system_changelist")

    def shown(narrowed: str) -> set[str]:
        page = administrator.get(here, {"translation": narrowed})
        assert page.status_code == 200
        return {row.code for row in page.context["cl"].queryset}

    assert shown("draft-fr") == {"a-fund"}
    assert shown("missing-zh") == {"a-fund", "other"}
    assert shown("draft-zh") == set()
    assert f"{here}?translation=missing-zh" in administrator.get("/en/admin/translations/").content.decode()


def test_every_list_of_rows_with_texts_says_which_translations_are_to_be_reviewed(administrator, db):
    for line in administrator.get("/en/admin/translations/").context["lines"]:
        if line["rows"]:
            assert line["narrows"] or line["kind"] == "question", line["kind"]
            assert administrator.get(line["rows"], {"translation": "draft-ru"}).status_code == 200
