import csv
import io

import openpyxl
import pytest
from django.utils import translation

from surveys import actions, listing
from surveys.attribution import attribution, line_of, lines_of, permission_of, to_copy
from surveys.models import Quote, Submission, Survey, Tag
from surveys.queries.quotes import find_quotes, quote_rows
from surveys.queries.texts import Sought, choices_for, find_texts, place_of, tags_of, texts_that_count
from surveys.quote_table import table_of
from surveys.quoting import passage_in
from tests.kept import keeping
from tests.surveys import rounds

TEXT = "A seed bank was shared.\nIt feeds three  villages in Équateur. Семенной фонд России. أَرض"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("It feeds three villages", "It feeds three  villages"),
        (" shared.\r\nIt feeds ", "shared.\nIt feeds"),
        (TEXT, TEXT),
        ("three villages in Equateur", ""),
        ("It feeds thr", ""),
        ("seed banks", ""),
        ("(a", ""),
        (" \n", ""),
    ],
)
def test_a_passage_stands_in_the_text_word_for_word(typed, found):
    assert passage_in(TEXT, typed) == found


def test_a_passage_of_chinese_begins_and_ends_anywhere():
    assert passage_in("种子库供三个村使用。", "供三个村") == "供三个村"


@keeping
def people(db):
    people = rounds.person("sender@example.org"), rounds.person("analyst@example.org")
    people[1].is_superuser = True
    people[1].save()
    return people


@keeping
def answer(people):
    counted = rounds.approved(rounds.entity_round(), rounds.entity(7), *people, remarks=TEXT)
    return counted.answers.get(item__code="remarks")


def corrected(answer, by, typed="A seed library was shared.", absence=""):
    return actions.correct_answer(
        answer=answer,
        by=by,
        expected=f"text:{answer.text}",
        typed=typed,
        absence=absence,
        reason="R",
        source="S",
    )


def quoted(answer, by, passage="It feeds three villages", **more) -> Quote:
    return actions.quote_answer(answer=answer, passage=passage, by=by, **more)


def found(user, **sought):
    return [row.counts_as for row in find_texts(user, Sought(**sought)) if row.item.code == "remarks"]


def test_texts_are_found_as_they_count(answer, people):
    analyst = people[1]
    for typed in ("equateur VILL", "Équateur vill", "семенной РОССИИ", "أرض"):
        assert found(analyst, q=typed) == [TEXT]
    assert found(analyst, q="seed bank") == [TEXT]
    correction = corrected(answer, analyst)
    assert found(analyst, q="bank") == []
    assert found(analyst, q="library") == ["A seed library was shared."]
    actions.undo_correction(correction=correction, by=analyst, reason="R")
    assert found(analyst, q="bank") == [TEXT]
    corrected(answer, analyst, typed="", absence="blank")
    assert found(analyst) == []


def test_texts_are_narrowed(answer, people):
    analyst = people[1]
    tag = actions.tag_answer(answer=answer, name=" Seeds ", by=analyst)
    right = {"survey": "unossc_entity", "year": 2022, "question": "remarks", "tag": tag.pk}
    right["respondent"] = answer.submission.respondent_id
    for name, value in right.items():
        assert found(analyst, **{name: value}) == [TEXT]
        assert found(analyst, **{name: f"{value}-other" if isinstance(value, str) else value + 1}) == []
    assert found(analyst, **right) == [TEXT]
    assert found(analyst, q="&|!:*") == []


def test_an_absence_that_was_corrected_to_a_text_is_one(people):
    counted = rounds.approved(rounds.entity_round(), rounds.entity(7), *people, remarks="")
    empty = counted.answers.get(item__code="remarks")
    actions.correct_answer(
        answer=empty, by=people[1], expected="absence:blank", typed="By letter", reason="R", source="S"
    )
    assert found(people[1]) == ["By letter"]


def test_tags_and_quotes_go_with_the_answer_into_a_later_version(answer, people):
    actions.tag_answer(answer=answer, name="Seeds", by=people[1])
    assert actions.tag_answer(answer=answer, name="seeds", by=people[1]).name == "Seeds"
    quote = quoted(answer, people[1])
    later = rounds.approved(answer.submission.round, rounds.entity(7), *people, remarks=f"{TEXT} More.")
    now = texts_that_count().get(submission=later, item__code="remarks")
    assert [str(tag) for tag in tags_of([now])[place_of(now)]] == ["Seeds"]
    (row,) = quote_rows([quote])
    assert (row.stands, row.answer.pk) == (True, now.pk)
    with pytest.raises(actions.WordsDoNotCount):
        quoted(answer, people[1], "A seed bank")
    actions.untag_answer(answer=now, tag=Tag.objects.get())
    assert not Tag.objects.exists()


def test_a_quote_stands_only_as_long_as_its_words_do(answer, people):
    quote = quoted(answer, people[1], note="For the annex")
    assert quote.passage == "It feeds three  villages"
    for passage, refusal in (
        ("Nobody said this", actions.NotInTheText),
        ("It feeds three villages", actions.QuotedAlready),
    ):
        with pytest.raises(refusal):
            quoted(answer, people[1], passage)
    corrected(answer, people[1])
    assert not quote_rows([quote])[0].stands
    with pytest.raises(actions.NotInTheText):
        quoted(answer, people[1], "A seed bank")
    assert quoted(answer, people[1], "A seed library").passage == "A seed library"


def test_only_answers_that_count_are_quoted(people):
    waiting = rounds.submitted(rounds.entity_round(), rounds.entity(7), people[0], remarks=TEXT)
    assert waiting.state == Submission.State.SUBMITTED
    with pytest.raises(actions.WordsDoNotCount):
        quoted(waiting.answers.get(item__code="remarks"), people[1])


def test_the_attribution_is_a_line_in_six_languages(answer, people):
    quote = quoted(answer, people[1])
    lines = lines_of(quote)
    assert set(lines) == {"ar", "zh-hans", "en", "fr", "ru", "es"}
    assert lines["en"] == "Entity 07, Survey of entities, 2022 [Illustrative data]"
    assert attribution(answer, "zh-hans") == "实体07，实体调查，2022年"
    assert len(set(lines.values())) == 6
    assert to_copy(quote, "en") == f"“{quote.passage}”\n— {lines['en']}"


def test_permission_is_asked_where_the_survey_does_not_declare_it(answer, people):
    quote = quoted(answer, people[1])
    assert permission_of(quote) == "allowed by the survey's declaration"
    with pytest.raises(actions.NamedByDeclaration):
        actions.set_permission(quote=quote, permission="asked", by=people[1])
    Survey.objects.update(attributable=False)
    quote = Quote.objects.get()
    assert line_of(quote, "en").endswith("[Permission to name the respondent: not asked]")
    for permission, named in (("asked", False), ("refused", False), ("allowed", True)):
        quote = actions.set_permission(quote=quote, permission=permission, by=people[1])
        assert quote.may_be_named == named
        assert [quote] == list(find_quotes(people[1], Sought(), permission))
        assert bool(find_quotes(people[1], Sought(), "may_be_named")) == named
    assert line_of(quote, "en").endswith("2022 [Illustrative data]")
    assert quote.permission_by == people[1]


def test_a_table_of_quotes_masks_formulas_and_leads_back(people):
    text = "=1+1 is what they say"
    counted = rounds.approved(rounds.entity_round(), rounds.entity(7), *people, remarks=text)
    quote = quoted(counted.answers.get(item__code="remarks"), people[1], text, note="+note")
    with translation.override("fr"):
        table = table_of(quote_rows([quote]), lambda path: f"https://example.org{path}", notes=True)
    heads, (row,) = table
    assert len(heads) == len(row) == 19
    assert row[-1] == f"https://example.org/fr/answers/{quote.answer_id}/text/"
    _heads, written = csv.reader(io.StringIO(listing.csv_bytes(table).decode("utf-8-sig")))
    assert written[0] == "'=1+1 is what they say"
    assert "'+note" in written
    assert written[1:7] == list(lines_of(quote).values())
    sheet = openpyxl.load_workbook(io.BytesIO(listing.xlsx_bytes(table, title="Citations"))).active
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["A2"].quotePrefix) == (text, "s", True)
    assert not sheet["B2"].quotePrefix


def test_the_audit_trail_keeps_what_became_of_a_quote(answer, people):
    quote = quoted(answer, people[1])
    actions.discard_quote(quote=quote)
    assert Quote.pgh_event_models["delete"].objects.filter(pgh_label="delete").count() == 1


def test_lists_take_few_queries(answer, people, django_assert_num_queries):
    quote = quoted(answer, people[1])
    actions.tag_answer(answer=answer, name="Seeds", by=people[1])
    with django_assert_num_queries(2):
        assert quote_rows([quote])[0].stands
    with django_assert_num_queries(2):  # what the words are without stop words, and who holds them
        assert found(people[1], q="seed")
    with django_assert_num_queries(6):
        choices = choices_for(people[1])
    assert [str(tag) for tag in choices.tags] == ["Seeds"]


def test_a_focal_point_chooses_among_the_tags_of_the_own_answers(answer, people):
    actions.tag_answer(answer=answer, name="Seeds", by=people[1])
    rounds.approved(answer.submission.round, rounds.entity(8), *people, remarks="Wells")
    for number, tags in ((7, ["Seeds"]), (8, [])):
        reader = rounds.person(f"reader-{number}@example.org", rounds.entity(number))
        assert [str(tag) for tag in choices_for(reader).tags] == tags
