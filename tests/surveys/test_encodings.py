import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.archives import Unreadable
from surveys.encodings import decode

TEXTS = {
    "gb18030": "代码,文件\nE1,实体一与南南合作\n",
    "cp1251": "код,вопрос\nE1,Да, Республика Беларусь и Россия\n",
    "cp1252": "code,remarks\nE1,Côte d’Ivoire, Général, déjà vu\n",
    "cp1256": "الرمز,الوثائق\nE1,نعم جمهورية مصر العربية\n",
    "mac_roman": "code,remarks\nE1,Côte d’Ivoire, Général, déjà vu\n",
}


@pytest.mark.parametrize("encoding", TEXTS)
def test_the_usual_encodings_are_guessed_and_said_to_be_assumed(encoding):
    assert decode(TEXTS[encoding].encode(encoding)) == (TEXTS[encoding], encoding, True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_or_strict_utf_8_proves_it(encoding):
    assert decode("é,中\n".encode(encoding)) == ("é,中\n", encoding.removesuffix("-sig"), False)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_zeros(encoding):
    assert decode("code,remarks\nE1,é\n".encode(encoding)) == ("code,remarks\nE1,é\n", encoding, True)


def test_what_the_sender_names_goes_before_every_guess():
    assert decode("é".encode("cp1252"), "mac_roman") == ("È", "mac_roman", False)
    assert decode("é".encode("utf-8-sig"), "utf-8").text == "é"
    assert decode("code".encode("utf-16-le"), "utf-16").text == "code"


@pytest.mark.parametrize(("data", "encoding"), [(b"\xff", "utf-8"), (b"a", "rot13"), (b"\xff\xfea", "")])
def test_what_does_not_fit_is_refused(data, encoding):
    with pytest.raises(Unreadable) as refused:
        decode(data, encoding)

    assert refused.value.code == "unknown_encoding"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_utf_8_is_read_as_it_was_written(text):
    if not text.startswith("\ufeff"):
        assert decode(text.encode()) == (text, "utf-8", False)
