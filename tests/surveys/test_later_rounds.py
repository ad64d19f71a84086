import pytest

from surveys.declarations import DeclarationError
from surveys.questionnaires import questionnaire_from_yaml

FIRST = """
survey: made_up
year: 2021
version: "2021.1"
status: {en: made up}
title: {en: "Made up, 2021", zh: 2021年试编}
sections:
  - code: first
    title: {en: In 2021}
    questions:
      - {code: documents, kind: whole_number, text: {en: Documents of 2021, zh: 2021年文件}, maximum: 2021,
         same_as: {2020: {broken: {en: In 2021 a part only.}}}}
      - {code: region, kind: one_of, text: {en: Region}, options: [{code: a, text: {en: In 2021}}, {code: b, text: {en: B}}]}
      - {code: remarks, kind: text, text: {en: "Case 120212 of 2021"}}
"""
SECOND = """
survey: made_up
year: 2022
version: "2022.1"
based_on: 2021.yaml
"""


def later(more: str = "", second: str = SECOND, **files: str):
    beside = {"2021.yaml": FIRST, **{f"{name}.yaml": text for name, text in files.items()}}

    def read(name: str) -> str:
        if name not in beside:
            raise FileNotFoundError(name)
        return beside[name]

    return questionnaire_from_yaml(second + more, file="2022.yaml", beside=read)


def test_the_year_in_the_wordings_is_the_own_one():
    questions = later().questions

    assert later().title == {"en": "Made up, 2022", "zh": "2022年试编"}
    assert later().sections[0].title == {"en": "In 2022"}
    assert questions["documents"].text == {"en": "Documents of 2022", "zh": "2022年文件"}
    assert questions["region"].options[0].text == {"en": "In 2022"}
    assert questions["remarks"].text == {"en": "Case 120212 of 2022"}
    assert questions["documents"].maximum == 2021


def test_what_is_taken_over_asks_the_same_and_compares_with_earlier_years_as_before():
    same = later().questions["documents"].same_as

    assert [(each.year, each.state) for each in same] == [(2021, "same"), (2020, "broken")]
    assert same[1].reason == {"en": "In 2021 a part only."}


def test_changes_stand_as_they_are_written():
    questions = later("changes: {documents: {text: {en: Unlike 2021}, same_as: {2021: same}}}").questions

    assert questions["documents"].text == {"en": "Unlike 2021"}
    assert [each.year for each in questions["documents"].same_as] == [2021]


def test_questions_come_and_go():
    made = later("without: [region]\nmore: [{after: documents, code: new, kind: yes_no, text: {en: New}}]")

    assert list(made.questions) == ["documents", "new", "remarks"]
    assert made.questions["new"].same_as == ()


def test_a_round_may_be_based_on_one_that_is_based_on_another():
    third = SECOND.replace("2021", "2022").replace("year: 2022", "year: 2023").replace('"2022.1"', '"2023.1"')
    made = later(second=third, **{"2022": SECOND})

    assert made.questions["documents"].text["en"] == "Documents of 2023"
    assert [each.year for each in made.questions["documents"].same_as] == [2022, 2021, 2020]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("changes: {books: {help: {en: x}}}", "changes.books: “books” is no question of the earlier round"),
        ("changes: {documents: {text: {en: x}}}", "how far it compares with 2021"),
        ("changes: {documents: {code: x}}", "all but its code"),
        ("without: [books]", "“books” is no question"),
        (
            "more: [{after: books, code: x, kind: text, text: {en: x}}]",
            "more[1].after: “books” is no question",
        ),
        ("helpp: x", "helpp: unknown key"),
    ],
)
def test_a_mistake_is_named(more, message):
    with pytest.raises(DeclarationError, match="2022.yaml") as error:
        later(more)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("second", "message"),
    [
        (SECOND.replace("2021.yaml", "2020.yaml"), "there is no file “2020.yaml” at hand"),
        (SECOND.replace("year: 2022", "year: 2021"), "is no earlier round of the same survey"),
        (SECOND.replace("made_up", "other"), "is no earlier round of the same survey"),
    ],
)
def test_only_an_earlier_round_of_the_survey_can_be_built_on(second, message):
    with pytest.raises(DeclarationError, match=message):
        later(second=second)


def test_without_files_beside_it_there_is_nothing_to_build_on():
    with pytest.raises(DeclarationError, match="at hand"):
        questionnaire_from_yaml(SECOND, file="2022.yaml")
