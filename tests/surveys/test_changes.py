from decimal import Decimal

from surveys.changes import Said, count, kind_of, lines

TWELVE, THIRTEEN = Said(number=Decimal(12)), Said(number=Decimal(13))
BLANK, UNKNOWN = Said(absence="blank"), Said(absence="do_not_know")
NAMES = {"documents": {"en": "Documents"}, "events": {"en": "Events"}}


def test_what_changed():
    assert kind_of(TWELVE, TWELVE) == "same"
    assert kind_of(THIRTEEN, TWELVE) == "changed"
    assert kind_of(UNKNOWN, TWELVE) == "changed"
    assert kind_of(TWELVE, None) == "new"
    assert kind_of(None, TWELVE) == "gone"


def test_a_blank_is_no_answer_on_either_side():
    assert kind_of(BLANK, TWELVE) == "gone"
    assert kind_of(TWELVE, BLANK) == "new"
    assert kind_of(BLANK, None) == "same"
    assert kind_of(Said(absence="not_shown"), BLANK) == "same"


def test_a_number_is_the_same_however_many_zeros_it_is_written_with():
    assert kind_of(Said(number=Decimal("12.000000")), Said(number=Decimal("12"))) == "same"


def test_lines_stand_in_the_order_of_the_questionnaire_and_unknown_items_last():
    now = {("events", 1): TWELVE, ("documents", 1): TWELVE}
    before = {("asked_last_year", 1): TWELVE, ("documents", 1): THIRTEEN}
    found = lines(now, before, NAMES)

    assert [(line.item, line.kind) for line in found] == [
        ("documents", "changed"),
        ("events", "new"),
        ("asked_last_year", "gone"),
    ]
    assert found[2].names == {"en": "asked_last_year"}
    assert count(found) == {"changed": 1, "new": 1, "gone": 1, "same": 0}
