"""The measures once more, slow and plain: loops over rows, written from what the measures mean.

Nothing of the engine is used here but the name of what it returns. Numbers are Fractions.
"""

from dataclasses import replace
from fractions import Fraction

import pandas as pd

from indicators.engine import ComputedValue


def compute(definition, answers, roster):
    """The values of a definition, as a list in no special order."""
    values = []
    rows = [row._asdict() for row in answers.itertuples()]
    people = [person._asdict() for person in roster.itertuples()]
    for year in {person["year"] for person in people}:
        if year < definition.valid_from or (definition.valid_to and year > definition.valid_to):
            continue
        invited = [person for person in people if person["year"] == year and is_about(definition, person)]
        of_year = [row for row in rows if row["year"] == year]
        for breakdown in breakdowns(definition, invited):
            cell = [person for person in invited if all(person[d] == code for d, code in breakdown.items())]
            values += values_of(definition, year, breakdown, cell, of_year)
    return values


def is_about(definition, person):
    needed = dict(definition.only_groups)
    for grouping, weights in definition.weight_groups.items():
        needed[grouping] = [group for group in weights if group in needed.get(grouping, weights)]
    return all(person.get(grouping) in groups for grouping, groups in needed.items())


def values_of(definition, year, breakdown, cell, of_year):
    """One value, or one for each question, or for each option; of the top k those that fewer than k options exceed."""
    if definition.sub_questions:
        values = []
        for question in (definition.question, *definition.sub_questions):
            one = replace(definition, question=question, sub_questions=())
            of = {} if question == definition.question else {"sub_question": question}
            found = values_of(one, year, breakdown, cell, of_year) if question else []
            values += [replace(value, breakdown={**of, **value.breakdown}) for value in found]
        return values
    if definition.measure not in ("distribution", "chosen", "top_k"):
        return [value_of(definition, year, breakdown, cell, of_year)]
    values = []
    for option in definition.options:
        if definition.measure == "distribution":
            share = replace(definition, measure="share", counted=(option,))
        else:
            share = replace(
                definition, measure="share", question=f"{definition.question}.{option}", counted=("yes",)
            )
        value = value_of(share, year, breakdown, cell, of_year)
        values.append(replace(value, breakdown={"option": option, **breakdown}))
    if definition.measure != "top_k":
        return values
    shares = [value.value for value in values if value.value is not None]
    return [
        value
        for value in values
        if value.value is None or sum(share > value.value for share in shares) < definition.most
    ]


def breakdowns(definition, invited):
    found = [{}]
    for dimension in definition.by:
        for person in invited:
            code = None if dimension == "sub_question" else person.get(dimension)
            if not pd.isna(code) and {dimension: code} not in found:
                found.append({dimension: code})
    return found


def value_of(definition, year, breakdown, cell, of_year):
    above, below, entering, exclusions, numbers = Fraction(0), Fraction(0), 0, {}, []
    asked = [*definition.questions, definition.weight_question, *definition.only_answers]
    asked = [question for at, question in enumerate(asked) if question and question not in asked[:at]]
    unasked = [q for q in asked if not any(row["item"] == q for row in of_year)]
    answered = sum(1 for person in cell if person["answered"])
    for person in cell:
        if not person["answered"]:
            exclusions["no_response"] = exclusions.get("no_response", 0) + 1
        elif not unasked:
            outcome, weight = outcome_of(definition, person, of_year)
            if isinstance(outcome, str):
                exclusions[outcome] = exclusions.get(outcome, 0) + 1
            else:
                entering += 1
                above, below = above + outcome[0] * weight, below + outcome[1] * weight
                numbers.append((outcome[0], weight))
    head = (year, breakdown)
    tail = (len(cell), answered, entering, exclusions)

    def missing(state, reason, **parameters):
        return ComputedValue(*head, None, None, None, *tail, state, reason, parameters)

    if not cell:
        return missing("insufficient", "nobody_concerned")
    if answered == 0:
        return missing("insufficient", "nobody_answered", invited=len(cell))
    if unasked:
        return missing("not_asked", "not_asked", questions=unasked)
    if entering == 0:
        return missing("insufficient", "no_usable_answer", answered=answered)
    if "respondent" not in breakdown and entering < definition.minimum_respondents:
        return missing(
            "insufficient", "insufficient", respondents=entering, minimum=definition.minimum_respondents
        )
    if definition.measure in ("count", "total"):
        return ComputedValue(*head, above, None, above, *tail)
    if below == 0:
        return missing("insufficient", "zero_denominator", respondents=entering)
    if definition.measure == "mean":
        return ComputedValue(*head, above, None, above / below, *tail)
    if definition.measure == "median":
        return ComputedValue(*head, None, None, middle(numbers), *tail)
    if above > below:
        return missing("broken", "part_exceeds_whole", numerator=str(above), denominator=str(below))
    low, high = extremes(definition, cell, of_year) if bounded(definition, breakdown) else (None, None)
    return ComputedValue(*head, above, below, above / below * 100, *tail, low=low, high=high)


def middle(numbers):
    """Each number as often as it weighs, in tenths; then the middle one, or half way between the two."""
    ones = sorted(number for number, weight in numbers for _ in range(int(weight * 10)))
    return (ones[(len(ones) - 1) // 2] + ones[len(ones) // 2]) / 2


def outcome_of(definition, person, of_year):
    """What a respondent adds above and below the line, or the kind under which he or she is left out; the weight."""
    mine = [row for row in of_year if row["respondent"] == person["respondent"]]
    kinds = [why_outside(mine, question, options) for question, options in definition.only_answers.items()]
    weight = Fraction(1)
    for grouping, weights in definition.weight_groups.items():
        weight = Fraction(weights[person[grouping]])
    if definition.weight_question:
        given = number(definition, mine, definition.weight_question)
        kinds.append(given if isinstance(given, str) else None)
        weight = Fraction(0) if isinstance(given, str) else given[0]
    last = next((kind for kind in reversed(kinds) if kind), None)
    return last or PERSONS[definition.measure](definition, mine), weight


def why_outside(mine, question, options):
    rows = list(occurrences(mine, question).values())
    if any(row["option"] in options for row in rows):
        return None
    return kind_of(rows[0]) if pd.isna(rows[0]["option"]) else "outside"


def bounded(definition, breakdown):
    return definition.measure == "share" and "respondent" not in breakdown and not definition.weight_question


def extremes(definition, cell, of_year):
    """The share once with a no and once with a yes for everybody who has an answer that we do not know."""
    lowest, highest, of = Fraction(0), Fraction(0), Fraction(0)
    for person in cell:
        mine = [row for row in of_year if row["respondent"] == person["respondent"]]
        outcome, weight = (
            outcome_of(definition, person, of_year) if person["answered"] else ("no_response", None)
        )
        if weight is None:
            weight = next((Fraction(w[person[g]]) for g, w in definition.weight_groups.items()), Fraction(1))
        if outcome in ("not_shown", "not_applicable", "outside"):
            continue
        of += weight
        if isinstance(outcome, str) or is_undecided(definition, mine):
            highest += weight
        else:
            lowest, highest = lowest + outcome[0] * weight, highest + outcome[0] * weight
    return lowest / of * 100, highest / of * 100


def is_undecided(definition, mine):
    rows = occurrences(mine, definition.question).values()
    staying = [kind_of(row) for row in rows if definition.out.get(kind_of(row)) == "stays"]
    known = any(not pd.isna(row["option"]) for row in rows)
    return not known and bool(set(staying) & {"blank", "do_not_know", "refused"})


def occurrences(mine, question):
    """occurrence -> row; a question that the submission says nothing about was left blank."""
    rows = {row["occurrence"]: row for row in mine if row["item"] == question}
    return dict(sorted(rows.items())) or {1: {"option": None, "number": None, "absence": "blank"}}


def kind_of(row):
    return "blank" if row is None or pd.isna(row["absence"]) else row["absence"]


def choice(definition, mine):
    kinds, stays = [], False
    for row in occurrences(mine, definition.question).values():
        if row["option"] in definition.counted:
            return Fraction(1), Fraction(1)
        if not pd.isna(row["option"]) or definition.out.get(kind_of(row)) == "stays":
            stays = True
        else:
            kinds.append(kind_of(row))
    return (Fraction(0), Fraction(1)) if stays else kinds[0]


def number(definition, mine, question=None):
    rows = occurrences(mine, question or definition.question).values()
    given = [Fraction(str(row["number"])) for row in rows if not pd.isna(row["number"])]
    return (sum(given), Fraction(0)) if given else kind_of(next(iter(rows)))


def averaged(definition, mine):
    given = number(definition, mine)
    return given if isinstance(given, str) else (given[0], Fraction(1))


def pair(definition, mine):
    parts = occurrences(mine, definition.numerator)
    wholes = occurrences(mine, definition.denominator)
    above, below, both, kinds = Fraction(0), Fraction(0), False, []
    for occurrence in sorted({*parts, *wholes}):
        part, whole = parts.get(occurrence), wholes.get(occurrence)
        if whole is None or pd.isna(whole["number"]):
            kinds.append(kind_of(whole))
        elif part is None or pd.isna(part["number"]):
            kinds.append(kind_of(part))
        else:
            both = True
            above, below = above + Fraction(str(part["number"])), below + Fraction(str(whole["number"]))
    return (above, below) if both else kinds[0]


PERSONS = {
    "share": choice,
    "count": choice,
    "total": number,
    "ratio_of_totals": pair,
    "mean": averaged,
    "median": averaged,
}
