"""Publishing a version leaves alone what an editor has corrected."""

from indicators import drafting
from indicators.models import Indicator, IndicatorVersion
from surveys.wording import corrected, with_state
from tests.indicators import rows


def test_publishing_keeps_a_corrected_name(db, django_user_model):
    indicator = rows.defined(rows.world(), "1.4")
    indicator.names = corrected(
        indicator.names, {**indicator.names, **with_state({"fr": "Corrigé"}, "reviewed")}
    )
    indicator.save()
    by = django_user_model.objects.create_user("publisher")
    draft = drafting.begin_draft(indicator=indicator, by=by)
    IndicatorVersion.objects.filter(pk=draft.pk).update(
        state="checked", author=by, checker=django_user_model.objects.create_user("checker")
    )
    drafting.publish_version(version=draft, by=by)
    assert Indicator.objects.get(pk=indicator.pk).names["fr"]["text"] == "Corrigé"
