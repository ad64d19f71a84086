import json
import string
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.declarations import DeclarationError
from surveys.questionnaires import Questionnaire, Section, questionnaire_from_yaml
from surveys.questions import KIND_KEYS, Equivalence, Option, Question
from surveys.thresholds import Jump, Outlier
from surveys.wording import LANGUAGES
from tests.surveys.samples import SMALL, entity_questionnaire, small

WORDS = st.text(string.ascii_letters + "é漢字?:,#'\"{}", min_size=1, max_size=12)
CODES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
WORDINGS = st.fixed_dictionaries({"en": WORDS}, optional={"zh": WORDS, "ar": WORDS})
NUMBERS = st.decimals(0, 99, places=2)


@st.composite
def questions(draw, code):
    kind = draw(st.sampled_from(sorted(KIND_KEYS)))
    keys = KIND_KEYS[kind]
    codes = draw(st.lists(CODES, min_size=2, max_size=4, unique=True)) if "options" in keys else []
    usual = {"minimum": Decimal(0), "maximum": Decimal(100) if kind == "percentage" else None}
    numeric = "minimum" in keys and kind != "date"
    return Question(
        code=code,
        kind=kind,
        text=draw(WORDINGS),
        help=draw(st.one_of(st.just({}), WORDINGS)),
        options=tuple(
            Option(option, draw(WORDINGS), specify=kind in {"one_of", "many_of"} and draw(st.booleans()))
            for option in codes
        ),
        rows=tuple(
            Option(row, draw(WORDINGS)) for row in draw(st.lists(CODES, min_size=1, max_size=3, unique=True))
        )
        if kind == "grid"
        else (),
        at_most=draw(st.one_of(st.none(), st.integers(1, 3))) if "at_most" in keys else None,
        jump=draw(st.sampled_from([None, Jump(Decimal("1.5")), Jump(Decimal(3), Decimal(10))]))
        if "jump" in keys
        else None,
        outlier=draw(st.sampled_from([None, Outlier(Decimal(10)), Outlier(Decimal(4), 3, "region")]))
        if "outlier" in keys
        else None,
        absence=draw(st.sampled_from([(), ("do_not_know",), ("not_applicable", "refused")])),
        required=draw(st.booleans()),
        same_as=draw(
            st.sampled_from([(), (Equivalence(2020, "same"), Equivalence(2021, "broken", {"en": "x"}))])
        ),
        unit=draw(WORDINGS) if "unit" in keys else {},
        currency="USD" if kind == "amount" else "",
        minimum=draw(NUMBERS) if numeric else None,
        maximum=draw(NUMBERS) if numeric else usual["maximum"] if kind == "percentage" else None,
    )


@st.composite
def questionnaires(draw):
    codes = draw(st.lists(CODES, min_size=1, max_size=5, unique=True))
    asked = tuple(draw(questions(code)) for code in codes)
    return Questionnaire(
        "s",
        2022,
        "1.10",
        {"en": "made"},
        draw(WORDINGS),
        (Section("a", draw(WORDINGS), asked, draw(st.integers(1, 3))),),
    )


@given(questionnaires())
def test_written_out_and_read_back_it_is_the_same(questionnaire):
    assert Questionnaire.from_dict(json.loads(json.dumps(questionnaire.to_dict()))) == questionnaire


def test_the_same_for_references():
    assert Questionnaire.from_dict(small().to_dict()) == small()


def test_items_are_questions_or_options_to_be_ticked():
    items = small().items

    assert list(items) == [
        *("documents", "with_sstc", "budget", "amount", "share", "region"),
        *("themes.health", "themes.trade", "since", "remarks"),
    ]
    assert items["themes.health"].kind == "yes_no"
    assert items["themes.health"].text == {"en": "Themes: Health", "zh": "主题: 卫生"}
    assert items["documents"].text["en"] == "Documents"


def test_a_condition_names_an_item_and_an_option():
    questionnaire = small()

    assert questionnaire.condition_of(questionnaire.questions["amount"]) == ("budget", "yes")
    assert questionnaire.condition_of(questionnaire.questions["budget"]) is None


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("part_of: documents", "part_of: books", "sections[1].questions[2].part_of: “books” is no earlier"),
        ("part_of: documents", "part_of: with_sstc", "is no earlier question of the same kind"),
        (
            "shown_if: {budget: yes}",
            "shown_if: {budget: perhaps}",
            "“budget = perhaps” is no earlier question",
        ),
        ("shown_if: {budget: yes}", "shown_if: {remarks: yes}", "“remarks = yes” is no earlier question"),
        ("shown_if: {budget: yes}", "shown_if: {budget: yes, share: no}", "one question and one option"),
        ("code: share", "code: budget", "the code “budget” is given twice"),
        ("code: share", "code: Share", "a code is at most 40 small letters"),
        ("kind: yes_no", "kind: maybe", "“maybe” is not one of"),
        ("currency: USD", "currency: usd", "three capital letters"),
        ("currency: USD, ", "", "“currency” is missing"),
        ("absence: [refused]", "absence: [blank]", "“blank” is not one of"),
        ("kind: yes_no", "kind: yes_no, minimum: 3", "a question of the kind yes_no has no “minimum”"),
        ("kind: yes_no", "kind: yes_no, helpp: {en: x}", "helpp: unknown key"),
        ("minimum: 2000-01-01", "minimum: 2000", "a date is written"),
        ("code: trade", "code: health", "each with a code of its own"),
        ("kind: percentage", "kind: percentage, same_as: {2021: similar}", "with the reason in words"),
        ("kind: percentage", "kind: percentage, same_as: {last: same}", "“last” is not a year"),
    ],
)
def test_a_mistake_is_named_with_file_and_key(old, new, message):
    assert old in SMALL
    with pytest.raises(DeclarationError) as error:
        questionnaire_from_yaml(SMALL.replace(old, new, 1), file="small.yaml")
    assert message in str(error.value)
    assert str(error.value).startswith("small.yaml")


class TestSurveyOfEntities:
    @pytest.mark.parametrize(("year", "questions"), [(2021, 19), (2022, 20)])
    def test_both_rounds_are_read(self, year, questions):
        questionnaire = entity_questionnaire(year)

        assert (questionnaire.survey, questionnaire.version) == ("unossc_entity", f"{year}.1")
        assert "not the official questionnaire" in questionnaire.status["en"]
        assert len(questionnaire.questions) == questions

    @pytest.mark.parametrize("year", [2021, 2022])
    def test_every_wording_is_there_in_all_languages(self, year):
        for question in entity_questionnaire(year).questions.values():
            for wording in filter(None, (question.text, question.help, question.unit)):
                assert set(wording) == set(LANGUAGES), question.code

    def test_the_later_round_says_how_it_compares(self):
        earlier = entity_questionnaire(2021).questions
        states = {
            code: next((same.state for same in question.same_as), None)
            for code, question in entity_questionnaire(2022).questions.items()
        }

        assert states.pop("technology_projects") is None
        assert states.pop("good_practices") == "similar"
        assert set(states.values()) == {"same"}
        assert states.keys() | {"good_practices"} == earlier.keys()
