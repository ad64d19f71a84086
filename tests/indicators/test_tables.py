import pytest

from indicators.tables import read_table
from surveys.declarations import DeclarationError


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,name,nmae\n", "t.csv:1: nmae: unknown column"),
        ("id\n", "t.csv:1: name: the column is missing"),
        ("", "t.csv:1: id: the column is missing"),
        ("id,name,name\n", "t.csv:1: name: the column is given twice"),
        ("id,name\na\n", "t.csv:2: the row has 1 cells and the header 2"),
        ("id,name\na,x\na,y\n", "t.csv:3: a.id: the id is given twice"),
        ("id,name\n,x\n", "t.csv: row 2: “id” is missing"),
        ('id,name\na,"x"y\n', "t.csv:2: is not CSV"),
    ],
)
def test_a_bad_table_is_an_error_with_its_place(text, message):
    with pytest.raises(DeclarationError) as caught:
        read_table(text, "t.csv", ("id", "name"))
    assert message in str(caught.value)


def test_an_empty_cell_is_a_key_that_is_not_there():
    first, second = read_table("name,id\nx,a\n ,b\n", "t.csv", ("id", "name"))
    assert first.text("name") == "x"
    assert second.text("name", None) is None
