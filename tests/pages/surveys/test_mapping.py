"""Columns and answers that could not be placed, the encoding of a file, and files of several respondents."""

import io

import pytest
from django.urls import reverse

from surveys.models import Mapping, Upload
from surveys.queries import mapping_page
from tests.kept import keeping
from tests.surveys import rounds
from tests.surveys.test_question_kinds import kinds

HEADINGS = "Respondent ID,Custom Data 1,Email Address,cpd_total,Do you have a focal point?,Your notes"
ROWS = ["1,ENTITY-07,a@example.org,3,Jawohl,First", "2,ENTITY-08,b@example.org,4,No,Second"]


@keeping
def stage(entity_round):
    return entity_round


def export(*rows: str, headings: str = HEADINGS) -> bytes:
    return "\n".join([headings, *(rows or ROWS)]).encode()


def upload_of(stage, client, content: bytes | None = None, respondent=None, name="sent.csv") -> Upload:
    return rounds.work(rounds.receive(stage, respondent, client.user, content or export(), name))


def page(upload: Upload) -> str:
    return reverse("mapping", args=[upload.pk])


def field(upload: Upload, heading: str) -> str:
    columns = upload.placing["columns"]
    return f"column-{next(n for n, each in enumerate(columns) if each['heading'] == heading)}"


def confirm(client, upload: Upload, **fields: str) -> Upload:
    assert client.post(page(upload), fields).status_code == 302
    return rounds.work(upload)


def test_what_cannot_be_placed_is_said_and_proposed(stage, analyst):
    upload = upload_of(stage, analyst)
    said = analyst.get(reverse("upload", args=[upload.pk])).content.decode()
    shown = analyst.get(page(upload)).content.decode()

    assert "an export of SurveyMonkey" in said
    assert page(upload) in said
    assert "Do you have a focal point?" in shown
    assert "Nothing is read from it" in shown
    assert "a@example.org" not in shown + said


def test_a_column_may_be_a_row_of_a_grid_or_the_words_beside_an_option(stage):
    offered = {
        each.value: each.label for each in mapping_page(Upload(placing={"columns": []}), kinds()).targets
    }

    assert offered["forms.study"] == "How often: Study tours"
    assert offered["themes.other_text"] == "Themes: Other (in words)"
    assert offered["themes.other"] == "Themes: Other"
    assert "forms" not in offered


def test_a_confirmed_mapping_is_used_at_once_and_for_the_next_file(stage, analyst):
    upload = upload_of(stage, analyst)
    focal_point = field(upload, "Do you have a focal point?")
    upload = confirm(analyst, upload, **{focal_point: "focal_point", field(upload, "Your notes"): "remarks"})
    assert [each["text"] for each in upload.placing["answers"]] == ["Jawohl"]

    upload = confirm(analyst, upload, **{"answer-0": "yes"})
    answers = upload.staged_answers.filter(item="focal_point").order_by("respondent")
    assert [(each.respondent, each.option, each.raw) for each in answers] == [
        ("ENTITY-07", "yes", "Jawohl"),
        ("ENTITY-08", "no", "No"),
    ]
    again = upload_of(stage, analyst, export("1,ENTITY-09,c@example.org,5,Jawohl,Third"), name="next.csv")
    assert again.staged_answers.get(item="focal_point").option == "yes"
    assert Mapping.objects.get().confirmed_by == analyst.user


def test_an_export_with_one_more_column_takes_the_decisions_over_until_they_are_confirmed(stage, analyst):
    upload = upload_of(stage, analyst)
    fields = {
        field(upload, "Do you have a focal point?"): "focal_point",
        field(upload, "Your notes"): "remarks",
    }
    upload = confirm(analyst, upload, **fields)
    confirm(analyst, upload, **{"answer-0": "yes"})
    more = export("1,ENTITY-09,c@example.org,5,Jawohl,Third,x", headings=f"{HEADINGS},A new one")
    again = upload_of(stage, analyst, more, name="next.csv")
    said = analyst.get(reverse("upload", args=[again.pk])).content.decode()
    shown = analyst.get(page(again)).content.decode()

    assert again.staged_answers.get(item="focal_point").option == "yes"
    assert again.staged_answers.get(item="remarks").text == "Third"
    assert "placed as in an earlier file" in said
    assert "Columns placed as in an earlier file" in shown
    assert "an earlier file of this survey with other headings was used" in shown

    chosen = {f"column-{number}": each["target"] for number, each in enumerate(again.placing["columns"])}
    again = confirm(analyst, again, **chosen)
    assert again.staged_answers.get(item="focal_point").option == "yes"
    assert {each["by"] for each in again.placing["columns"] if each["target"] == "remarks"} == {"mapping"}
    assert "earlier" not in again.placing
    assert (
        "placed as in an earlier file" not in analyst.get(reverse("upload", args=[again.pk])).content.decode()
    )


def test_a_decision_can_be_taken_back(stage, analyst):
    upload = upload_of(stage, analyst)
    notes = field(upload, "Your notes")
    upload = confirm(analyst, upload, **{notes: "remarks"})
    assert upload.staged_answers.filter(item="remarks").exists()

    upload = confirm(analyst, upload, **{field(upload, "Your notes"): ""})
    assert not upload.staged_answers.filter(item="remarks").exists()


def test_what_nobody_offered_is_refused(stage, analyst):
    upload = upload_of(stage, analyst)
    analyst.post(page(upload), {field(upload, "Your notes"): "no_such_item"})

    assert not Mapping.objects.exists()
    upload.refresh_from_db()
    assert upload.state == Upload.State.NEEDS_REVIEW


def test_a_focal_point_places_the_columns_of_their_own_file_only(
    stage, focal_point, other_focal_point, nobody
):
    content = export("1,ENTITY-07,a@example.org,3,No,First")
    upload = upload_of(stage, focal_point, content, respondent=rounds.entity(7))

    assert focal_point.get(page(upload)).status_code == 200
    assert other_focal_point.get(page(upload)).status_code == 403
    assert nobody.get(page(upload)).status_code == 302


def test_contacts_are_nowhere_in_the_database(stage, analyst):
    upload = upload_of(stage, analyst)
    kept = [upload.placing, upload.counts, *upload.issues.values_list("value", "parameters")]

    assert "example.org" not in str(kept)
    assert not upload.staged_answers.filter(raw__contains="example.org").exists()


def test_an_export_without_a_respondent_is_of_whom_it_is_sent_for(stage, focal_point):
    content = export("1,a@example.org,3", headings="Respondent ID,Email Address,cpd_total")
    upload = upload_of(stage, focal_point, content, respondent=rounds.entity(7))

    assert set(upload.staged_answers.values_list("respondent", flat=True)) == {"ENTITY-07"}


def test_the_access_code_names_the_respondent(stage, analyst):
    code = stage.invitations.get(respondent=rounds.entity(8)).access_code
    upload = upload_of(stage, analyst, f"Access code,cpd_total\n{code},4\n".encode())

    assert upload.staged_answers.get(item="cpd_total").respondent == "ENTITY-08"


def test_another_encoding_is_chosen_and_the_file_checked_again(stage, analyst):
    content = "code,cpd_total,remarks\nENTITY-07,3,Côte d’Ivoire\n".encode("mac_roman")
    upload = upload_of(stage, analyst, content)
    address = reverse("choose-encoding", args=[upload.pk])
    assert analyst.get(address).status_code == 405

    analyst.post(address, {"encoding": "cp1252"})
    assert rounds.work(upload).staged_answers.get(item="remarks").text != "Côte d’Ivoire"
    analyst.post(address, {"encoding": "mac_roman"})
    upload = rounds.work(upload)
    assert upload.staged_answers.get(item="remarks").text == "Côte d’Ivoire"
    assert (upload.encoding, upload.counts["encoding_assumed"]) == ("mac_roman", False)

    analyst.post(address, {"encoding": "rot13"})
    upload.refresh_from_db()
    assert upload.chosen_encoding == "mac_roman"


def test_an_encoding_that_does_not_fit_can_be_chosen_again(stage, analyst):
    upload = upload_of(stage, analyst, "code,cpd_total,remarks\nENTITY-07,3,é\n".encode("cp1252"))
    address = reverse("choose-encoding", args=[upload.pk])
    analyst.post(address, {"encoding": "utf-8"})
    upload = rounds.work(upload)
    assert (upload.state, upload.refusal) == (Upload.State.REFUSED, "unknown_encoding")
    assert address in analyst.get(reverse("upload", args=[upload.pk])).content.decode()

    analyst.post(address, {"encoding": "cp1252"})
    assert rounds.work(upload).staged_answers.get(item="remarks").text == "é"


def test_the_sender_says_how_numbers_are_written(stage, focal_point, other_focal_point, nobody):
    content = b'code,cpd_total\nENTITY-07,"1,448"\n'
    upload = upload_of(stage, focal_point, content, respondent=rounds.entity(7))
    address, shown = reverse("choose-decimal-mark", args=[upload.pk]), reverse("upload", args=[upload.pk])
    assert upload.issues.filter(code="ambiguous_number").exists()
    assert address in focal_point.get(shown).content.decode()
    assert focal_point.get(address).status_code == 405
    assert other_focal_point.post(address, {"mark": "."}).status_code == 403
    assert nobody.post(address, {"mark": "."}).status_code == 302

    focal_point.post(address, {"mark": ";"})
    upload.refresh_from_db()
    assert (upload.state, upload.chosen_decimal_mark) == (Upload.State.NEEDS_REVIEW, "")

    focal_point.post(address, {"mark": "."})
    upload = rounds.work(upload)
    assert upload.staged_answers.get(item="cpd_total").number == 1448
    assert not upload.issues.filter(code="ambiguous_number").exists()
    assert 'value="." selected' in focal_point.get(shown).content.decode()


def test_a_file_without_such_numbers_asks_nothing_about_them(stage, analyst):
    upload = upload_of(stage, analyst)
    address = reverse("choose-decimal-mark", args=[upload.pk])

    assert address not in analyst.get(reverse("upload", args=[upload.pk])).content.decode()


def test_nothing_of_a_discarded_file_stays(stage, analyst):
    upload = upload_of(stage, analyst)
    analyst.post(reverse("discard-upload", args=[upload.pk]))
    upload.refresh_from_db()

    assert upload.placing == {}


class TestSeveralRespondents:
    def test_an_analyst_sends_and_submits_one_file(self, stage, analyst):
        address = reverse("send-for-several", args=[stage.pk])
        round_page = analyst.get(reverse("round", args=["unossc_entity", 2022])).content.decode()
        assert address in round_page

        file = io.BytesIO(b"code,cpd_total,results_reported\nENTITY-07,3,Yes\nENTITY-08,4,No\n")
        file.name = "all.csv"
        analyst.post(address, {"file": file})
        upload = rounds.work(Upload.objects.get())
        assert upload.respondent is None
        assert set(upload.counts["respondents"]) == {"ENTITY-07", "ENTITY-08"}
        assert analyst.get(reverse("upload", args=[upload.pk])).status_code == 200

    @pytest.mark.parametrize(("who", "status"), [("focal_point", 403), ("drafter", 403), ("nobody", 302)])
    def test_nobody_else_does(self, stage, who, status, request):
        client = request.getfixturevalue(who)

        assert client.get(reverse("send-for-several", args=[stage.pk])).status_code == status

    def test_a_closed_round_takes_nothing(self, stage, analyst):
        stage.state = "closed"
        stage.save()
        file = io.BytesIO(b"code,cpd_total\nENTITY-07,3\n")
        file.name = "all.csv"
        analyst.post(reverse("send-for-several", args=[stage.pk]), {"file": file})

        assert not Upload.objects.exists()


def test_a_file_of_which_nothing_is_placed_is_not_called_ready(stage, analyst):
    content = b"Respondent ID,Custom Data 1,Something else\n1,ENTITY-07,x\n"
    upload = rounds.checked(stage, None, analyst.user, content, "other.csv")
    upload.issues.all().delete()
    upload.counts |= {"issues": {}, "respondents": {}}
    upload.save()
    said = analyst.get(reverse("upload", args=[upload.pk])).content.decode()

    assert "No answers could be read in your workbook yet" in said
    assert reverse("submit-upload", args=[upload.pk]) not in said
