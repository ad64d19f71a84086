from surveys.pasted_rosters import Unknown, read_pasted
from surveys.respondent_names import RespondentNames

NAMES = RespondentNames(
    {"KEN": ["Kenya", "肯尼亚", "KE", "404"], "KOR": ["Korea, Republic of"], "BEN": ["Benin", "204"]}
)


def test_one_a_line_by_any_name():
    assert read_pasted("ken\n\n204\n Korea, Republic of\n", NAMES) == (["KEN", "BEN", "KOR"], [])


def test_several_in_a_line_and_rows_of_a_spreadsheet():
    assert read_pasted("KEN, BEN;肯尼亚\n12\tKOR\tsomething", NAMES) == (["KEN", "BEN", "KOR"], [])


def test_what_names_nobody_is_told_by_line():
    codes, unknown = read_pasted("KEN\nBenim, KOR\nxyz", NAMES)

    assert codes == ["KEN", "KOR"]
    assert unknown == [Unknown(2, "Benim", "BEN"), Unknown(3, "xyz", "")]
