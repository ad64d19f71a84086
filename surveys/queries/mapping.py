"""What the mapping page shows: each column with its proposal, and the texts that are no answer yet."""

from dataclasses import dataclass, field

from django.utils.translation import get_language, gettext, gettext_noop

from surveys.absences import LABELS, OFFERED
from surveys.encodings import CHOICES
from surveys.mappings import LEFT_OUT, RESPONDENT
from surveys.models import Upload
from surveys.numerals import DECIMAL_MARKS
from surveys.placing import EARLIER
from surveys.questionnaires import Item, Questionnaire
from surveys.spreadsheets import cell_address
from surveys.wording import for_reader

NEVER_SHOWN = "not_shown"
BLANK = "blank"

LAYOUTS = {
    "template": gettext_noop("the template of this round"),
    "table": gettext_noop("a table with one row per respondent"),
    "other_table": gettext_noop("a table with headings of its own"),
    "long_table": gettext_noop("a long table with one row per answer"),
    "counts_long": gettext_noop("a long table of counts"),
    "counts_cross": gettext_noop("a table of counts with answers down and groups across"),
    "qualtrics": gettext_noop("an export of Qualtrics"),
    "surveymonkey": gettext_noop("an export of SurveyMonkey"),
    "limesurvey": gettext_noop("an export of LimeSurvey"),
    "kobo": gettext_noop("an export of KoboToolbox"),
    "ms_forms": gettext_noop("an export of Microsoft Forms"),
}


@dataclass(frozen=True)
class Choice:
    """A line of a list to choose from."""

    value: str
    label: str


@dataclass(frozen=True)
class Line:
    """A column, or a text among the answers, with what is proposed or decided for it.

    `name` is that of its field; `chosen` the value that stands there; `by` how it was found; `score` from 0 to
    100; `settled` whether nobody has to decide anything.
    """

    name: str
    place: str
    text: str
    chosen: str
    by: str
    score: float
    settled: bool
    question: str = ""
    times: int = 0
    choices: list[Choice] = field(default_factory=list)


@dataclass(frozen=True)
class MappingPage:
    """Everything on the page. `books` are the tool's own columns, which may say who answers.

    `earlier` are columns placed as in an earlier file with other headings; `taken_over` whether there was one.
    """

    open: list[Line]
    earlier: list[Line]
    settled: list[Line]
    books: list[Line]
    answers: list[Line]
    targets: list[Choice]
    contacts: int
    taken_over: bool


def unplaced_in(upload: Upload) -> dict[str, int]:
    """How many columns and texts of a file wait for a decision; no query."""
    columns = [each for each in upload.placing.get("columns", ()) if each["asked"] and not _settled(each)]
    return {"columns": len(columns), "answers": len(upload.placing.get("answers", ()))}


def layout_name(upload: Upload) -> str:
    """What the file was recognized as, in words."""
    return gettext(LAYOUTS.get(upload.layout, upload.layout)) if upload.layout else ""


def encodings_for(upload: Upload) -> tuple[str, ...]:
    """The encodings that the sender may choose; none for a spreadsheet, whose letters are certain."""
    return CHOICES if upload.encoding else ()


def decimal_marks_for(upload: Upload) -> tuple[str, ...]:
    """The signs before decimals of which the sender may choose, where numbers ask for it. One query at most."""
    asked = upload.chosen_decimal_mark or upload.issues.filter(code="ambiguous_number").exists()
    return DECIMAL_MARKS if asked else ()


def mapping_page(upload: Upload, questionnaire: Questionnaire) -> MappingPage:
    """The page out of what the worker found; no query."""
    columns = list(enumerate(upload.placing.get("columns", ())))
    lines = [(each, _column(number, each)) for number, each in columns]
    return MappingPage(
        open=[line for each, line in lines if each["asked"] and not line.settled],
        earlier=[line for _, line in lines if line.by == EARLIER],
        settled=[line for _, line in lines if line.settled and line.by != EARLIER],
        books=[line for each, line in lines if not each["asked"] and not line.settled],
        answers=[
            _answer(number, each, questionnaire)
            for number, each in enumerate(upload.placing.get("answers", ()))
        ],
        targets=_targets(questionnaire),
        contacts=upload.placing.get("contacts", 0),
        taken_over=bool(upload.placing.get("earlier")),
    )


def _settled(column: dict) -> bool:
    return column["by"] not in {"", "nearest"}


def _column(number: int, column: dict) -> Line:
    return Line(
        name=f"column-{number}",
        place=cell_address("", column["row"], column["column"]),
        text=column["heading"],
        chosen=column["target"],
        by=column["by"],
        score=column["score"],
        settled=_settled(column),
    )


def _answer(number: int, answer: dict, questionnaire: Questionnaire) -> Line:
    item = questionnaire.items.get(answer["item"])
    question = questionnaire.questions.get(answer["item"].split(".")[0])
    options = (item.question.choices if item else question.options) if question else ()
    language = get_language()
    choices = [
        Choice(option.code, for_reader(option.text, language)) for option in options if not option.closed
    ]
    if item:
        choices += [Choice(code, for_reader(LABELS[code], language)) for code in OFFERED]
        choices += [Choice(NEVER_SHOWN, gettext("The question was not shown"))]
    choices += [Choice(LEFT_OUT, gettext("No answer: leave it out"))]
    wording = item.text if item else question.text if question else {"en": answer["item"]}
    return Line(
        name=f"answer-{number}",
        place="",
        text=answer["text"],
        chosen=answer["target"],
        by="nearest" if answer["target"] else "",
        score=answer["score"],
        settled=False,
        question=for_reader(wording, language),
        times=answer["times"],
        choices=choices,
    )


def _name_of_part(item: Item, language: str) -> str:
    name = for_reader(item.text, language)
    return gettext("%(option)s (in words)") % {"option": name} if item.specified else name


def _targets(questionnaire: Questionnaire) -> list[Choice]:
    """What a column may be: who answers, nothing, a question, or a part of it that has answers of its own: an option
    of many, a row of a grid, the words beside an option."""
    language = get_language()
    targets = [
        Choice(RESPONDENT, gettext("Who answers")),
        Choice(LEFT_OUT, gettext("No answer: leave it out")),
    ]
    for question in questionnaire.questions.values():
        if not question.rows:
            targets.append(Choice(question.code, for_reader(question.text, language)))
        targets.extend(
            Choice(item.code, _name_of_part(item, language)) for item in question.items if item.part
        )
    return targets
