"""The next version of a definition takes over the translations, and who has read them."""

from indicators import actions, drafting
from indicators.definition_files import definition_as_yaml
from indicators.definitions import IndicatorDefinition
from surveys.models import Job
from surveys.wording import corrected, with_state
from tests.indicators import rows


def corrected_title(indicator, french: str):
    """The published version, with a French title that an editor has reviewed."""
    version = indicator.versions.get()
    given = version.title | with_state({"fr": french}, "reviewed")
    version.title = corrected(version.title, given)
    version.save()
    return version


def test_a_draft_begins_with_the_translations_as_they_are_corrected(db, django_user_model):
    version = corrected_title(rows.entered(rows.world(), "1.4"), "Corrigé")
    by = django_user_model.objects.create_user("author")

    draft = drafting.begin_draft(indicator=version.indicator, by=by)

    assert draft.as_definition().title["fr"] == "Corrigé"
    assert draft.title == version.title
    text = definition_as_yaml(draft.as_definition())
    kept = drafting.edit_draft(version=draft, text=text.replace("Short 1.4", "Shorter"), by=by)
    assert kept.title == version.title
    assert kept.short["zh"]["state"] == "draft"  # nobody has read it beside the new English


def test_over_another_english_every_translation_is_a_draft_again(db, django_user_model):
    version = corrected_title(rows.entered(rows.world(), "1.4"), "Corrigé")
    by = django_user_model.objects.create_user("author")
    draft = drafting.begin_draft(indicator=version.indicator, by=by)

    text = definition_as_yaml(draft.as_definition()).replace("Title of 1.4", "Another title")
    kept = drafting.edit_draft(version=draft, text=text, by=by)

    assert kept.title["en"] == {"text": "Another title", "state": "reviewed"}
    assert kept.title["fr"] == {"text": "Corrigé", "state": "draft"}


def test_a_published_version_computes_the_rounds_after_its_years_too(db, django_user_model):
    world = rows.world()
    indicator = rows.defined(world, "1.4")
    rounds = {year: rows.round_of(world, year, ["UNDP"]) for year in (2021, 2022, 2023)}
    checker = django_user_model.objects.create_user("checker")
    draft = drafting.begin_draft(indicator=indicator, by=world.sender)
    of_one_year = draft.definition | {"valid": {"from": "2022", "to": "2022"}, "counted": ["no"]}
    text = definition_as_yaml(IndicatorDefinition.from_dict(of_one_year))
    drafting.edit_draft(version=draft, text=text, by=world.sender)
    drafting.check_draft(version=draft, by=checker)
    for year, answer in zip(rounds, ("no", "no", "yes"), strict=True):
        rows.answered(world, rounds[year], "UNDP", focal_point=answer)
        actions.compute_round(round=rounds[year])

    drafting.publish_version(version=draft, by=checker)

    queued = set(Job.objects.values_list("subject", flat=True))
    assert queued == {rounds[2022].pk, rounds[2023].pk}
    run = actions.compute_round(round=rounds[2023])
    assert run.changes.get(from_year=2022, breakdown={}).reason == "definition_changed"
