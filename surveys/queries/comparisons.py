"""What a file is compared with: the numbers of the last round, and those of others."""

from collections import defaultdict

from surveys.comparing import Comparisons
from surveys.models import Answer, Correction, Membership, Round, Submission
from surveys.questionnaires import Questionnaire


def comparisons_for(round_: Round, questionnaire: Questionnaire) -> Comparisons:
    """Counted numbers for the questions that declare thresholds; nothing where none does. At most six queries."""
    jumps, outliers, groupings = set(), set(), set()
    for code, item in questionnaire.items.items():
        if item.question.jump:
            jumps.add(code)
        if item.question.outlier:
            outliers.add(code)
            groupings.add(item.question.outlier.grouping)
    if not jumps | outliers:
        return Comparisons()
    earlier = Round.objects.filter(
        survey=round_.survey_id, illustrative=round_.illustrative, data_year__lt=round_.data_year
    )
    last = earlier.order_by("-data_year").first()
    before = _numbers(last, jumps | outliers) if last else {}
    here = _numbers(round_, outliers)
    return Comparisons(
        year=last.data_year if last else None,
        before={code: before[code] for code in jumps & before.keys()},
        others={code: here.get(code) or before.get(code, {}) for code in outliers},
        groups=_groups(round_, groupings - {""}),
    )


def _numbers(round_: Round, items: set[str]) -> dict[str, dict[str, float]]:
    """Numbers that count, corrected ones as they were corrected: item -> respondent -> number."""
    counted = Answer.objects.filter(
        submission__round=round_,
        submission__state=Submission.State.APPROVED,
        item__code__in=items,
        occurrence=1,
    )
    applied = Correction.objects.applied_to(counted).values_list("answer", "number")
    corrected = dict(applied)
    numbers: dict[str, dict[str, float]] = defaultdict(dict)
    columns = ("pk", "item__code", "submission__respondent__code", "number")
    for answer, item, respondent, number in counted.values_list(*columns):
        counts = corrected.get(answer, number)
        if counts is not None:
            numbers[item][respondent] = float(counts)
    return dict(numbers)


def _groups(round_: Round, groupings: set[str]) -> dict[str, dict[str, str]]:
    """The group of each invited respondent by grouping, in the data year."""
    found: dict[str, dict[str, str]] = {grouping: {} for grouping in groupings}
    members = Membership.objects.filter(
        group__grouping__code__in=groupings, respondent__invitations__round=round_
    ).values_list("group__grouping__code", "respondent__code", "group__code", "from_year", "to_year")
    for grouping, respondent, group, first, last in members:
        if (first or 0) <= round_.data_year <= (last or round_.data_year):
            found[grouping][respondent] = group
    return found
