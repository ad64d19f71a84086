import pytest

from indicators.contradictions import Place, check_contradictions, read_contradictions
from surveys.declarations import DeclarationError
from tests.indicators.fixture_files import all_figures, text_of
from tests.indicators.test_published import ROW, read


def one(number=1, figures="doc-p1-events"):
    return (
        f"  - number: {number}\n    where: [{{document: A/1/1, paragraphs: ['1']}}]\n"
        f"    text: {{en: Both, zh: 两者}}\n    figures: [{figures}]\n"
    )


def contradictions(*items):
    return read_contradictions("contradictions:\n" + "".join(items), "contradictions.yaml")


def reviewed():
    return read_contradictions(text_of("contradictions.yaml"), "contradictions.yaml")


def test_all_contradictions_are_there_in_both_languages():
    assert [contradiction.number for contradiction in reviewed()] == list(range(1, 32))
    assert {frozenset(contradiction.text) for contradiction in reviewed()} == {frozenset({"en", "zh"})}
    check_contradictions(all_figures(), reviewed(), "contradictions.yaml")


def test_the_first_names_both_paragraphs_and_both_figures():
    first = reviewed()[0]
    assert first.places == (Place("A/75/297", ("3", "23")),)
    assert first.figures == ("a75-297-p3-dialogues", "a75-297-p23-dialogues")
    assert "more than 140" in first.text["en"]
    assert "more than 145" in first.text["en"]


@pytest.mark.parametrize("numbers", [(1, 1), (2, 1)])
def test_numbers_are_ascending_and_given_once(numbers):
    with pytest.raises(DeclarationError, match=r"contradictions.yaml:1: contradictions: numbers"):
        contradictions(*(one(number) for number in numbers))


def test_an_unknown_key_is_an_error():
    with pytest.raises(
        DeclarationError, match=r"contradictions.yaml:6: contradictions\[1\].figuers: unknown"
    ):
        contradictions(one() + "    figuers: []\n")


def test_a_contradiction_about_no_figure_that_exists_is_an_error():
    with pytest.raises(DeclarationError, match=r"contradictions\[1\].figures: there is no figure “nothing”"):
        check_contradictions(read(ROW), contradictions(one(figures="nothing")), "contradictions.yaml")


def test_a_figure_marked_as_contradictory_has_to_be_named():
    figures = read(ROW | {"contradiction": "true"})
    with pytest.raises(DeclarationError, match="no contradiction names the figure “doc-p1-events”"):
        check_contradictions(figures, contradictions(one(figures="")), "contradictions.yaml")
    check_contradictions(figures, contradictions(one()), "contradictions.yaml")
