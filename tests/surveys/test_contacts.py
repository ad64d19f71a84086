"""Contact columns go nowhere: no row of the database, no line of the log and no letter holds a word of them."""

import logging

import pytest
from django.db import connection

from surveys import actions
from tests.surveys import rounds

CONTACTS = {
    "Contact person": "Jane Roe-Quimby",
    "E-mail": "jane.quimby@ministry.example",
    "IP address": "198.51.100.77",
    "Phone": "+99 555 0177",
}
ANSWERS = {
    "cpd_total": "12",
    "cpd_with_sstc": "7",
    "results_reported": "yes",
    "focal_point": "yes",
    "dedicated_unit": "no",
    "dedicated_budget": "no",
    "regional_support": "yes",
    "events": "14",
}


def table(**answers) -> bytes:
    """A table made by hand, its contacts between the answers."""
    cells = {"Respondent": "ENTITY-07", **CONTACTS, **ANSWERS, **answers}
    return f"{','.join(cells)}\n{','.join(cells.values())}\n".encode()


def everything_kept() -> str:
    """Every row of every table as text."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = []
        for name in tables:
            cursor.execute(f'SELECT row_to_json(each)::text FROM "{name}" each')
            rows += [text for (text,) in cursor.fetchall()]
    return "\n".join(rows)


@pytest.mark.parametrize("answers", [{}, {"events": "many", "cpd_with_sstc": "13", "focal_point": "Perhaps"}])
def test_nothing_of_a_contact_is_kept_or_logged(db, answers, caplog, django_capture_on_commit_callbacks):
    caplog.set_level(logging.DEBUG)
    round_ = rounds.entity_round(entities=(7,))
    sender, analyst = rounds.person("sender@example.org"), rounds.person("analyst@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        upload = rounds.checked(round_, rounds.entity(7), sender, table(**answers), "answers.csv")
        if not answers:
            actions.submit_upload(upload=upload, by=sender)
            rounds.work(upload, "save_upload")
            actions.approve_submission(submission=upload.submissions.get(), by=analyst)

    assert upload.issues.filter(severity="error").exists() == bool(answers)
    kept = everything_kept()
    assert "ENTITY-07" in kept
    said = "\n".join([kept, caplog.text, *(letter.body for letter in rounds.letters())])
    for heading, contact in CONTACTS.items():
        assert contact not in said, heading
