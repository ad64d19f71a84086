import pytest

from surveys.pasted_rosters import ONE_EACH, Unknown, read_pasted
from surveys.respondent_names import RespondentNames

NAMES = RespondentNames(
    {"KEN": ["Kenya", "肯尼亚", "KE", "404"], "KOR": ["Korea, Republic of"], "BEN": ["Benin", "204"]}
)


def codes_in(text: str) -> list[str]:
    found = read_pasted(text, NAMES)
    assert not found.unknown
    return found.codes


def test_one_a_line_by_any_name():
    assert codes_in("ken\n\n204\n Korea, Republic of\n") == ["KEN", "BEN", "KOR"]


def test_several_in_a_line_and_rows_of_a_spreadsheet():
    assert codes_in("KEN, BEN;肯尼亚\n12\tKOR\tsomething") == ["KEN", "BEN", "KOR"]


def test_what_names_nobody_is_told_by_line():
    found = read_pasted("KEN\nBenim, KOR\nxyz", NAMES)

    assert found.codes == ["KEN", "KOR"]
    assert found.unknown == [Unknown(2, "Benim", "BEN"), Unknown(3, "xyz", "")]


@pytest.mark.parametrize(
    "line",
    [
        "KEN\tJane Roe\tjane@ministry.example",
        "Kenya; Jane Roe <jane@ministry.example>",
        "jane@ministry.example, 404",
        "KEN jane@ministry.example",
    ],
)
def test_an_address_beside_a_respondent_is_its_contact(line):
    found = read_pasted(f"BEN\n{line}", NAMES)

    assert (found.codes, found.addresses) == (["BEN", "KEN"], {"KEN": "jane@ministry.example"})


def test_a_name_with_a_comma_and_an_address():
    assert read_pasted("Korea, Republic of, a@b.example", NAMES).addresses == {"KOR": "a@b.example"}


@pytest.mark.parametrize(
    "text", ["KEN, a@b.example, c@d.example", "KEN, BEN, a@b.example", "KEN a@b.example\nKEN c@d.example"]
)
def test_one_respondent_and_one_address_in_a_line(text):
    (unknown,) = read_pasted(text, NAMES).unknown
    assert unknown.why == ONE_EACH


def test_an_address_without_a_respondent_is_told():
    assert read_pasted("Benim, a@b.example", NAMES).unknown == [Unknown(1, "Benim, a@b.example", "BEN")]
