import json
import re
import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from surveys.coercion import Coerced
from surveys.meanings import Answers, Meaning, Place
from surveys.readfile import COPY_COLUMNS
from tests.surveys.samples import small, xlsx

ROOT = Path(__file__).parents[2]
UNESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "\\": "\\"}
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def read_copy(text: str) -> list[list[str | None]]:
    """COPY's text format as PostgreSQL describes it."""
    return [
        [
            None if field == "\\N" else re.sub(r"\\(.)", lambda match: UNESCAPED[match[1]], field)
            for field in line.split("\t")
        ]
        for line in text.split("\n")[:-1]
    ]


def copied(*said: Coerced, raw: str = "") -> list[dict[str, str | None]]:
    """Answers of one respondent, each in a row of its own, as they are written and read back."""
    meanings = [Meaning(Place("remarks", 1, "Data", 3), each, raw) for each in said]
    answers = Answers("E1", range(2, len(said) + 2), meanings)
    return [dict(zip(COPY_COLUMNS, row, strict=True)) for row in read_copy(answers.lines())]


def read(folder: Path, content: bytes, name: str = "sent.xlsx", **request) -> subprocess.CompletedProcess:
    (folder / "upload").write_bytes(content)
    request = {
        "file": "upload",
        "name": name,
        "questionnaire": small().to_dict(),
        "roster": {"E1": ["First Entity"], "E2": []},
    } | request
    (folder / "request.json").write_text(json.dumps(request), encoding="utf-8")
    command = [sys.executable, "-m", "surveys.readfile", str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def result(folder: Path) -> dict:
    return json.loads((folder / "result.json").read_text(encoding="utf-8"))


@given(TEXTS, TEXTS)
def test_copied_texts_are_read_back_as_they_were(text, raw):
    assert copied(Coerced(text=text), raw=raw) == [
        {
            "respondent": "E1",
            "row": "2",
            "item": "remarks",
            "occurrence": "1",
            "option": None,
            "number": None,
            "text": text,
            "absence": None,
            "raw": raw,
            "sheet": "Data",
            "column": "3",
        }
    ]


def test_answers_in_one_row_are_copied_as_those_in_several():
    meanings = [Meaning(Place(item, 1, "Data", 3), Coerced(option="yes"), "Yes") for item in ("a", "b")]

    assert Answers("E1", 7, meanings).lines() == Answers("E1", [7, 7], meanings).lines()
    assert Answers("E1", 7, []).lines() == ""


def test_numbers_are_copied_with_a_point_and_no_more_places_than_they_have():
    said = [Coerced(number=number) for number in (12.0, 0.1, 1e16)]

    assert [row["number"] for row in copied(*said)] == ["12", "0.1", "10000000000000000"]


def test_a_text_that_looks_like_null_is_a_text():
    assert copied(Coerced(text="\\N"), raw="\\N")[0]["text"] == "\\N"


def test_a_character_that_the_database_cannot_hold_is_dropped():
    assert copied(Coerced(text="a\0b"))[0]["text"] == "ab"


def test_a_file_is_read_checked_and_written_out(tmp_path):
    content = xlsx(["code", "documents", "remarks"], ["E1", 12, "a\tb"], ["E2", "many", ""])
    done = read(tmp_path, content)
    rows = read_copy((tmp_path / "answers.copy").read_text(encoding="utf-8"))
    told = [json.loads(line) for line in done.stdout.splitlines()]

    assert (done.returncode, done.stderr) == (0, "")
    assert [dict(zip(COPY_COLUMNS, row, strict=True))["raw"] for row in rows] == ["12", "a\tb", ""]
    assert [line["stage"] for line in told] == ["reading", "checking", "checking"]
    assert told[-1] == {"stage": "checking", "done": 4, "total": 4}
    outcome = result(tmp_path)
    assert (outcome["layout"], outcome["kind"], outcome["answers"]) == ("table", "xlsx", 3)
    assert outcome["respondents"]["E1"] == {"answered": 2, "unreadable": 0}
    assert outcome["respondents"]["E2"] == {"answered": 0, "unreadable": 1, "blank": 1}
    assert outcome["issues_total"] == {"error": 1, "warning": 8, "note": 0}
    issue = next(issue for issue in outcome["issues"] if issue["severity"] == "error")
    assert (issue["code"], issue["sheet"], issue["row"], issue["column"]) == ("not_a_number", "Data", 3, 2)


def test_a_refused_file_is_no_failure(tmp_path):
    done = read(tmp_path, b"%PDF-1.7")

    assert done.returncode == 0
    assert result(tmp_path)["refusal"] == {"code": "not_a_spreadsheet", "parameters": {"found": "pdf"}}
    assert (tmp_path / "answers.copy").read_text(encoding="utf-8") == ""


def test_errors_come_first_where_there_are_too_many_issues(tmp_path):
    read(tmp_path, xlsx(["code", "documents"], ["E1", "many"]), limits={"issues": 1})
    outcome = result(tmp_path)

    assert [issue["severity"] for issue in outcome["issues"]] == ["error"]
    assert sum(outcome["issues_total"].values()) == 10


def test_the_senders_respondents_and_decimal_mark_are_heeded(tmp_path):
    read(tmp_path, b"code;documents\nE2;1.448\n", "sent.csv", expected=["E1"], decimal_mark=",")
    outcome = result(tmp_path)

    assert [issue["code"] for issue in outcome["issues"] if issue["severity"] == "error"] == [
        "unexpected_respondent"
    ]
    assert (outcome["kind"], outcome["encoding"], outcome["encoding_assumed"]) == ("csv", "utf-8", False)


def test_too_little_memory_ends_the_process_and_nothing_else(tmp_path):
    lines = ["code," + ",".join(f"q{column}" for column in range(200))] + ["x" + ",1234567" * 200] * 20_000
    done = read(tmp_path, "\n".join(lines).encode(), "sent.csv", limits={"memory_mb": 60})

    assert done.returncode != 0
    assert "MemoryError" in done.stderr
    assert not (tmp_path / "result.json").exists()


def test_nothing_heavy_is_imported():
    heavy = "{'django', 'pandas', 'numpy', 'babel', 'xlsxwriter', 'openpyxl'}"
    code = f"import sys, surveys.readfile; sys.exit(len({heavy} & set(sys.modules)))"

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
