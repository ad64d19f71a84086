"""Deleting all data: only after a clear yes."""

import io

import pytest

from sscdash import clean


@pytest.fixture
def upload(tmp_path, monkeypatch):
    var = tmp_path / "var"
    monkeypatch.setenv("SSCDASH_VAR", str(var))
    monkeypatch.setattr(clean, "home", lambda folder: folder.resolve())
    var.mkdir()
    (var / "upload.xlsx").write_text("answers")
    return var / "upload.xlsx"


@pytest.mark.parametrize("answer", ["no", "", "y"])
def test_without_a_yes_nothing_is_deleted(upload, monkeypatch, answer):
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{answer}\n"))
    assert clean.main([]) == 1
    assert upload.exists()


def test_after_a_yes_everything_is_gone(upload, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    assert clean.main([]) == 0
    assert not upload.parent.exists()


def test_the_option_spares_the_question_and_a_second_time_does_no_harm(upload):
    assert clean.main(["--yes"]) == 0
    assert clean.main(["--yes"]) == 0
    assert not upload.parent.exists()
