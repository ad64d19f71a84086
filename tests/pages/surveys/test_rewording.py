import html
import re

import pytest
from django.urls import reverse

from surveys.models import Questionnaire


def fields(page: str) -> dict[str, str]:
    """What a browser would send back of the form as it stands."""
    found = {
        name: html.unescape(text)
        for name, text in re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>([^<]*)', page)
    }
    for name, options in re.findall(r'<select [^>]*name="([^"]+)">(.*?)</select>', page, re.S):
        found[name] = re.search(r'value="(\w+)" selected', options)[1]
    found["seen"] = html.unescape(re.search(r'name="seen" value="([^"]*)"', page)[1])
    return found


def test_an_administrator_corrects_a_wording_without_a_programmer(administrator, focal_point, entity_round):
    questionnaire = entity_round.questionnaire
    listed = administrator.get(reverse("round", args=["unossc_entity", 2022])).content.decode()
    assert f'href="{reverse("questionnaire", args=[questionnaire.pk])}"' in listed
    here = reverse("question", args=[questionnaire.pk, "focal_point"])
    assert (
        f'href="{here}"'
        in administrator.get(reverse("questionnaire", args=[questionnaire.pk])).content.decode()
    )
    sent = fields(administrator.get(here).content.decode())
    administrator.post(here, sent)
    assert Questionnaire.objects.get(pk=questionnaire.pk).wording == {}
    sent |= {
        "text..fr": "Y a-t-il un référent ?",
        "text..fr.state": "reviewed",
        "aliases.": "Referent\r\nRéférent\r\n",
    }
    assert "Saved." in administrator.post(here, sent, follow=True).content.decode()
    kept = Questionnaire.objects.get(pk=questionnaire.pk).wording["focal_point"]
    assert kept["text"] == {"fr": {"text": "Y a-t-il un référent ?", "state": "reviewed"}}
    assert kept["aliases"] == ["Referent", "Référent"]
    shown = focal_point.get("/fr/surveys/unossc_entity/2022/").content.decode()
    assert "Y a-t-il un référent ?" in shown
    late = administrator.post(here, sent | {"text..fr": "Trop tard"})
    assert late.status_code == 409
    assert "Trop tard" in late.content.decode()


def test_languages_have_their_names_and_no_codes(administrator, entity_round):
    key = entity_round.questionnaire_id
    page = administrator.get(
        reverse("question", args=[key, "focal_point"]).replace("/en/", "/es/")
    ).content.decode()
    assert '<label for="text..zh">Chino simplificado</label>' in page
    assert "(Ruso)</label>" in page
    page = administrator.get(reverse("questionnaire", args=[key]).replace("/en/", "/es/")).content.decode()
    assert 'data-label="Traducciones por revisar">Árabe, Chino simplificado, Francés' in page


def test_who_may_correct_wordings(administrator, analyst, focal_point, drafter, nobody, entity_round):
    key = entity_round.questionnaire_id
    form = reverse("xlsform", args=[key])
    for here in (form, reverse("questionnaire", args=[key]), reverse("question", args=[key, "events"])):
        clients = (administrator, analyst, focal_point, drafter, nobody)
        assert [client.get(here).status_code for client in clients] == [200, 403, 403, 403, 302]
    assert [client.post(here, {}).status_code for client in (analyst, focal_point, nobody)] == [403, 403, 302]
    assert administrator.post(reverse("questionnaire", args=[key])).status_code == 405
    assert administrator.post(form).status_code == 405
    assert administrator.get(reverse("xlsform", args=[key + 99])).status_code == 404
    assert administrator.get(reverse("question", args=[key, "nothing"])).status_code == 404
    assert administrator.get(reverse("questionnaire", args=[key + 99])).status_code == 404


@pytest.mark.parametrize(
    ("code", "field", "wording"),
    [
        ("yes-no", "text.yes.fr", lambda layer: layer["parts"]["yes"]["text"]["fr"]["text"]),
        ("section-mainstreaming", "title..fr", lambda layer: layer["title"]["fr"]["text"]),
        ("cpd_total", "unit..fr", lambda layer: layer["unit"]["fr"]["text"]),
    ],
)
def test_words_beside_questions(administrator, entity_round, code, field, wording):
    questionnaire = entity_round.questionnaire
    here = reverse("question", args=[questionnaire.pk, code])
    assert (
        f'href="{here}"'
        in administrator.get(reverse("questionnaire", args=[questionnaire.pk])).content.decode()
    )
    sent = fields(administrator.get(here).content.decode())
    assert field in sent
    administrator.post(here, sent)
    assert Questionnaire.objects.get(pk=questionnaire.pk).wording == {}
    administrator.post(here, sent | {field: "Comme il faut"})
    assert wording(Questionnaire.objects.get(pk=questionnaire.pk).wording[code]) == "Comme il faut"


def test_a_refusal_speaks_the_readers_language(administrator, entity_round):
    here = reverse("question", args=[entity_round.questionnaire_id, "yes-no"]).replace("/en/", "/fr/", 1)
    sent = fields(administrator.get(here).content.decode())
    refused = administrator.post(here, sent | {"aliases.yes": "Non"})

    assert refused.status_code == 409
    assert "Rien n’a été enregistré" in refused.content.decode()
