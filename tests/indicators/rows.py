"""Small rows for tests of what is computed, released and shown: a survey of entities with two questions."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from indicators.definitions import IndicatorDefinition
from indicators.models import (
    CrosswalkReason,
    Framework,
    Indicator,
    IndicatorCode,
    IndicatorVersion,
    Node,
    PublishedFigure,
)
from indicators.models.indicators import WORDINGS
from surveys.models import (
    Answer,
    Group,
    Grouping,
    Invitation,
    Item,
    Membership,
    Option,
    Questionnaire,
    Respondent,
    Round,
    Submission,
    Survey,
    Upload,
    User,
)
from surveys.wording import with_state

NOW = datetime(2023, 3, 1, 12, 0, tzinfo=UTC)
OUT = dict.fromkeys(("blank", "not_shown", "not_applicable", "do_not_know", "refused"), "leaves")


def text(english: str) -> dict:
    return with_state({"en": english, "zh": f"中 {english}"})


@dataclass
class World:
    """A survey of entities, its questions, a framework with two outcomes, and whoever sends."""

    survey: Survey
    questionnaire: Questionnaire
    items: dict
    options: dict
    sender: User
    nodes: dict
    groups: dict
    respondents: dict = field(default_factory=dict)


def world(*, attributable: bool = False) -> World:
    given = {"names": text("Survey of UN entities"), "owner": "UNOSSC", "respondent_kind": "entity"}
    survey, _ = Survey.objects.update_or_create(
        code="unossc_entity", defaults={**given, "attributable": attributable}
    )
    questionnaire = Questionnaire.objects.create(
        survey=survey, version="9", source_file="f.yaml", sha256="0" * 64, definition={}
    )
    items = {
        code: Item.objects.create(
            questionnaire=questionnaire, code=code, question=code, kind=kind, names=text(f"Question {code}"), position=at
        )
        for at, (code, kind) in enumerate(
            [("focal_point", "yes_no"), ("cpd_total", "whole_number"), ("cpd_with_sstc", "whole_number")]
        )
    }  # fmt: skip
    options = {
        code: Option.objects.create(item=items["focal_point"], code=code, names=text(code), position=at)
        for at, code in enumerate(("yes", "no"))
    }
    framework = Framework.objects.create(
        code="strategy-2020-2024", names=text("The strategy"), document="A/78/290"
    )
    nodes = {
        code: Node.objects.create(
            framework=framework, code=code, kind="outcome", names=text(f"Outcome {code} in full"),
            short_names=text(f"Outcome {code}"), position=int(code),
        )
        for code in ("1", "2")
    }  # fmt: skip
    grouping = Grouping.objects.create(code="entity_type", names=text("Type of entity"))
    groups = {
        code: Group.objects.create(grouping=grouping, code=code, names=text(f"The {code}s"), position=at)
        for at, code in enumerate(("fund", "agency"))
    }
    sender = User.objects.create_user("sender@example.org")
    return World(survey, questionnaire, items, options, sender, nodes, groups)


def respondent(world: World, code: str, group: str = "fund") -> Respondent:
    if code not in world.respondents:
        one, _ = Respondent.objects.get_or_create(
            kind="entity",
            code=code,
            defaults={"slug": code.lower(), "names": text(f"Name of {code}"), "fictional": True},
        )
        Membership.objects.create(respondent=one, group=world.groups[group])
        world.respondents[code] = one
    return world.respondents[code]


def round_of(world: World, year: int, codes, *, illustrative: bool = False) -> Round:
    """A round with one invitation for each code; every second one is an agency."""
    made, _ = Round.objects.update_or_create(
        survey=world.survey,
        data_year=year,
        illustrative=illustrative,
        defaults={"questionnaire": world.questionnaire, "state": "open"},
    )
    made.invitations.all().delete()
    for at, code in enumerate(codes):
        Invitation.objects.create(round=made, respondent=respondent(world, code, ("fund", "agency")[at % 2]))
    return made


def answered(world: World, round_: Round, code: str, **answers) -> Submission:
    """An approved submission; an answer is an option, a number, or an absence. Replaces an earlier one."""
    one = respondent(world, code)
    earlier = Submission.objects.filter(round=round_, respondent=one)
    earlier.filter(state="approved").update(state="superseded")
    upload = Upload.objects.create(
        round=round_, respondent=one, sender=world.sender, file_name=f"{code}.xlsx", size=1, sha256="a" * 64
    )
    submission = Submission.objects.create(
        round=round_, respondent=one, version=earlier.count() + 1, upload=upload, state="approved",
        submitted_by=world.sender, submitted=NOW, decided_by=world.sender, decided=NOW,
    )  # fmt: skip
    for row, (item, answer) in enumerate(answers.items(), start=2):
        Answer.objects.create(
            submission=submission, item=world.items[item], raw=str(answer), sheet="Answers", row=row, column=3,
            **_as_answer(world, answer),
        )  # fmt: skip
    return submission


def _as_answer(world: World, answer) -> dict:
    if isinstance(answer, int):
        return {"number": answer}
    if answer in world.options:
        return {"option": world.options[answer]}
    return {"absence": answer}


def defined(world: World, code: str, *, node: str = "1", number: int = 1, **more) -> Indicator:
    """An indicator with one published definition: the share of entities with a focal point unless told."""
    share = {"measure": "share", "question": "focal_point", "counted": ["yes"], "out": OUT, "survey": "unossc_entity",
             "minimum_respondents": "1", "by": ["respondent", "entity_type"], "unit": "percent"}  # fmt: skip
    common = {
        "code": code, "version": str(number), "nodes": [f"strategy-2020-2024/{node}"],
        "title": {"en": f"Title of {code}", "zh": f"题目 {code}"}, "short": {"en": f"Short {code}", "zh": "短"},
        "definition": {"en": f"What {code} is.", "zh": "定义"}, "rounding": "half_up_0",
        "source": {"document": "A/78/290", "paragraph": "27"}, "valid": {"from": "2019"}, "author": "UNOSSC",
    }  # fmt: skip
    definition = IndicatorDefinition.from_dict({**common, **(share if "measure" not in more else {}), **more})
    indicator, _ = Indicator.objects.get_or_create(code=code)
    indicator.nodes.add(world.nodes[node])
    for alias, breakdown in definition.published_codes.items():
        IndicatorCode.objects.get_or_create(code=alias, indicator=indicator, breakdown=dict(breakdown))
    wordings = {field: with_state(getattr(definition, word) or {}) for word, field in WORDINGS.items()}
    IndicatorVersion.objects.create(
        indicator=indicator, number=number, state="published", definition=definition.to_dict(), **wordings,
        content_hash=definition.content_hash(), from_year=definition.valid_from, to_year=definition.valid_to,
    )  # fmt: skip
    return indicator


def ratio(world: World, code: str = "BA.3", **more) -> Indicator:
    """Programme documents with SSTC content out of all of them."""
    given = {"measure": "ratio_of_totals", "numerator": "cpd_with_sstc", "denominator": "cpd_total", "out": OUT,
             "survey": "unossc_entity", "by": ["respondent"], "minimum_respondents": "1", "unit": "percent"}  # fmt: skip
    return defined(world, code, **{**given, **more})


def entered(world: World, code: str, **more) -> Indicator:
    """An indicator whose values are taken over as published."""
    return defined(world, code, **{"measure": "entered", "unit": "percent", **more})


def published(
    indicator: Indicator | None, value, *, code: str = "", year: int = 2022, **more
) -> PublishedFigure:
    at = PublishedFigure.objects.count() + 1
    reason = None
    if indicator is None or value is None:
        reason, _ = CrosswalkReason.objects.get_or_create(
            code="context", defaults={"words": text("Only context")}
        )
    given = {
        "code": code or f"figure-{at}", "document": "A/78/290", "paragraph": "27", "from_year": year, "to_year": year,
        "survey": "unossc_entity", "respondent_scope": text("UN entities"), "measure": text(f"Measure {at}"), "value": value,
        "qualifier": "exact" if value is not None else "", "unit": "percent", "position": at, "indicator": indicator,
        "reason": reason, "note": {} if value is not None else text("Too few answers."),
    }  # fmt: skip
    return PublishedFigure.objects.create(**{**given, **more})
