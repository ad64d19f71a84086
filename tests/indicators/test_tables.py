import pytest

from indicators.tables import read_identified
from surveys.declarations import DeclarationError


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,name,nmae\n", "t.csv:1: the columns have to be id, name"),
        ("id\n", "t.csv:1: the columns have to be id, name"),
        ("id,name\na\n", "t.csv:2: 1 cells in a table of 2 columns"),
        ("id,name\na,x\na,y\n", "t.csv:3: id: “a” is given twice"),
        ("id,name\n,x\n", "t.csv:2: “id” is missing"),
    ],
)
def test_a_bad_table_is_an_error_with_its_place(text, message):
    with pytest.raises(DeclarationError) as caught:
        read_identified(text, "t.csv", ("id", "name"))
    assert message in str(caught.value)


def test_an_empty_cell_is_a_key_that_is_not_there():
    first, second = read_identified("id,name\na,x\nb, \n", "t.csv", ("id", "name"))
    assert first.text("name") == "x"
    assert second.text("name", None) is None
    assert second.path == "b"
