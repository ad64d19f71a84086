"""Tables of counts on their way: drafted, handed in, approved, superseded, made to count again; and what stays."""

import pytest
from django.db import IntegrityError, InternalError, transaction

from surveys import actions
from surveys.models import TabulatedCount, Tabulation, Upload
from tests.kept import keeping
from tests.surveys import rounds, tables
from tests.surveys.tables import SOUND

State = Tabulation.State


@keeping
def round_(db):
    return rounds.entity_round()


@keeping
def analyst(db):
    return rounds.person("analyst@example.org")


def test_a_checked_table_is_a_draft_until_it_is_handed_in(round_, analyst):
    upload = tables.checked_table(round_, analyst)

    assert upload.state == Upload.State.NEEDS_REVIEW
    assert (upload.layout, upload.counts["tabulated"]) == ("counts_long", 5)
    draft = Tabulation.objects.get()
    assert (draft.state, draft.version, draft.counts.count()) == (State.DRAFT, None, 5)


def test_a_draft_goes_with_its_file_and_is_made_anew_by_a_new_check(round_, analyst):
    upload = tables.checked_table(round_, analyst)
    actions.discard_upload(upload=upload, by=analyst)

    assert not Tabulation.objects.exists()


def test_a_count_keeps_its_numbers_and_its_cell(round_, analyst):
    tables.checked_table(round_, analyst)

    count = TabulatedCount.objects.get(item__code="focal_point", option__code="yes")
    assert (count.k, count.n, count.base, count.raw) == (2, 3, 3, "2")
    assert (count.sheet, count.row, count.column) == ("counts", 3, 5)


def test_handing_in_makes_versions_and_withdraws_the_one_that_waited(round_, analyst):
    first = tables.submitted_table(round_, analyst)
    second = tables.submitted_table(round_, analyst, SOUND.replace("2,3", "1,3", 1))

    first.refresh_from_db()
    assert (first.version, first.state) == (1, State.WITHDRAWN)
    assert (second.version, second.state, second.submitted_by) == (2, State.SUBMITTED, analyst)
    assert second.upload.state == Upload.State.READY


def test_one_table_counts_and_an_older_one_can_count_again(
    round_, analyst, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        first = tables.approved_table(round_, analyst)
    second = tables.approved_table(round_, analyst, SOUND.replace("2,3", "1,3", 1))
    assert list(Tabulation.objects.counted()) == [second]
    assert "Table of counts approved" in rounds.letters()[0].subject

    actions.count_again(tabulation=first, by=analyst, reason="The later one was a draft")

    assert list(Tabulation.objects.counted()) == [first]
    with pytest.raises(actions.WrongState):
        actions.count_again(tabulation=first, by=analyst, reason="The later one was a draft")


def test_a_table_is_returned_only_with_a_remark(round_, analyst):
    table = tables.submitted_table(round_, analyst)
    with pytest.raises(actions.RemarkMissing):
        actions.return_tabulation(tabulation=table, by=analyst, remark=" ")
    returned = actions.return_tabulation(tabulation=table, by=analyst, remark="Other year")

    assert (returned.state, returned.remark) == (State.RETURNED, "Other year")
    with pytest.raises(actions.WrongState):
        actions.approve_tabulation(tabulation=table, by=analyst)


def test_the_same_table_in_another_file_has_the_same_hash(round_, analyst):
    first = tables.submitted_table(round_, analyst)
    second = tables.submitted_table(round_, analyst, "\n" + SOUND)

    assert first.content_hash == second.content_hash


def test_counts_never_change_and_those_that_counted_stay(round_, analyst):
    table = tables.approved_table(round_, analyst)
    count = table.counts.first()

    for change in (
        lambda: table.counts.update(k=1),
        lambda: table.delete(),
        lambda: count.delete(),
        lambda: TabulatedCount.objects.create(
            tabulation=table, kind="invited", k=9, raw="9", sheet="s", row=1, column=1
        ),
        lambda: Tabulation.objects.filter(pk=table.pk).update(content_hash="other"),
    ):
        with pytest.raises(InternalError), transaction.atomic():
            change()


def test_the_database_refuses_what_is_no_count(round_, analyst):
    table = tables.submitted_table(round_, analyst)
    count = table.counts.get(item__code="focal_point", option__code="yes")
    same = {
        "tabulation": table, "kind": "option", "item": count.item, "option": count.option,
        "k": 1, "n": 3, "base": 3, "raw": "1", "sheet": "s", "row": 1, "column": 1,
    }  # fmt: skip
    unit = TabulatedCount.objects.get(item__code="dedicated_unit", option__code="yes")
    for wrong in (
        {},  # once per cell and table
        {"item": unit.item, "option": None},
        {"item": unit.item, "option": unit.option, "k": 4},
        {"kind": "answered", "base": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            TabulatedCount.objects.create(**{**same, **wrong})


def test_a_table_of_counts_cannot_be_sent_for_one_respondent(round_, analyst):
    upload = rounds.checked(round_, rounds.entity(7), analyst, SOUND.encode(), "counts.csv")

    assert (upload.state, upload.refusal) == (Upload.State.REFUSED, "counts_of_many")


def test_a_table_with_errors_cannot_be_submitted(round_, analyst):
    upload = tables.checked_table(round_, analyst, SOUND.replace("2,3", "4,3", 1))

    with pytest.raises(actions.UploadHasErrors):
        actions.submit_upload(upload=upload, by=analyst)
