"""Definitions as drafts: made and edited by one person, checked by another, published, and computed."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from indicators.actions import COMPUTE
from indicators.definitions import IndicatorDefinition
from indicators.fitting import misfits_of
from indicators.models import Indicator, IndicatorCode, IndicatorVersion, Node
from indicators.models.indicators import WORDINGS
from indicators.vocabulary import ANALYST
from surveys import frames, jobs
from surveys.declarations import DeclarationError, read_yaml
from surveys.wording import keeping_states

State = IndicatorVersion.State


class CannotBeDone(Exception):
    """The step does not fit the state of the version, or the person. `code` says why, see `indicators.words`."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Mistake:
    """What is wrong in the text of a draft: a sentence, the key, and its line where that is known."""

    message: str
    key: str = ""
    line: int | None = None


class WrongText(Exception):
    """The text is no definition, or one that does not fit. Carries every mistake that was found."""

    def __init__(self, mistakes: list[Mistake]):
        super().__init__("; ".join(mistake.message for mistake in mistakes))
        self.mistakes = mistakes


def begin_draft(*, indicator: Indicator, by) -> IndicatorVersion:
    """A draft of the next version, to begin with the same as the newest. The open draft, if there is one."""
    with transaction.atomic():
        locked = Indicator.objects.select_for_update().get(pk=indicator.pk)
        newest = locked.versions.order_by("-number").first()
        if newest.state != State.PUBLISHED:
            return newest
        definition = _unchecked(replace(newest.as_definition(), version=newest.number + 1))
        columns = _columns(definition, newest)
        return IndicatorVersion.objects.create(
            indicator=locked, number=newest.number + 1, author=by, **columns
        )


def edit_draft(*, version: IndicatorVersion, text: str, by) -> IndicatorVersion:
    """Replace a draft by what the text declares. Raises WrongText, and CannotBeDone for a published version.

    A version that was checked is a draft again: the check was one of another text. What the text says of author and
    check does not count: who edits and who checks is kept beside it.
    """
    definition = _unchecked(definition_of(version, text))
    with transaction.atomic():
        locked = _open(version)
        for name, value in _columns(definition, locked).items():
            setattr(locked, name, value)
        locked.state, locked.author, locked.checker = State.DRAFT, by, None
        locked.save()
        return locked


def tried(version: IndicatorVersion, text: str) -> IndicatorDefinition:
    """What the text declares for a draft, of which nothing is kept. Raises WrongText, and CannotBeDone for a published
    version."""
    if version.state == State.PUBLISHED:
        raise CannotBeDone("published")
    return _unchecked(definition_of(version, text))


def check_draft(*, version: IndicatorVersion, by) -> IndicatorVersion:
    """Say that the draft is right; whoever wrote it cannot. Raises CannotBeDone."""
    with transaction.atomic():
        locked = _open(version)
        if locked.author_id == by.pk:
            raise CannotBeDone("own_draft")
        definition = replace(
            IndicatorDefinition.from_dict(locked.definition),
            checker=ANALYST,
            reviewed=f"{timezone.now():%Y-%m-%d}",
        )
        locked.definition, locked.state, locked.checker = definition.to_dict(), State.CHECKED, by
        locked.save()
        return locked


def publish_version(*, version: IndicatorVersion, by) -> IndicatorVersion:
    """Let a checked version count: places and codes follow it, and its rounds are computed anew in the worker.

    Raises CannotBeDone unless it was checked. Releases that are there stay as they are.
    """
    with transaction.atomic():
        locked = _open(version)
        if locked.state != State.CHECKED:
            raise CannotBeDone("not_checked")
        locked.state, locked.published, locked.publisher = State.PUBLISHED, timezone.now(), by
        locked.save(update_fields=["state", "published", "publisher"])
        definition = locked.as_definition()
        _follow(locked.indicator, definition)
        for round_ in _rounds_touched(definition):
            jobs.enqueue(COMPUTE, round_.pk, by=by)
        return locked


def discard_draft(*, version: IndicatorVersion) -> None:
    """Let an unpublished version go. Raises CannotBeDone for one that is published."""
    with transaction.atomic():
        _open(version).delete()


def definition_of(version: IndicatorVersion, text: str) -> IndicatorDefinition:
    """The definition that the text declares for this version. Raises WrongText with keys and lines."""
    file = f"{version.indicator.code}.yaml"
    try:
        content = read_yaml(text, file=file)
        definition = IndicatorDefinition.from_dict(content, file=file)
    except DeclarationError as error:
        raise WrongText([Mistake(error.message, error.path, error.line)]) from error
    mistakes = [
        Mistake(message, key, getattr(content, "lines", {}).get(key))
        for key, message in _misfits(version, definition)
    ]
    if mistakes:
        raise WrongText(mistakes)
    return definition


def overtaken(version: IndicatorVersion) -> list[IndicatorVersion]:
    """Published versions that hold in a year in which this one holds too, and give way to it in that year."""
    others = version.indicator.versions.filter(state=State.PUBLISHED, number__lt=version.number)
    return [other for other in others if _overlap(version, other)]


def rounds_of(definition: IndicatorDefinition) -> list:
    """The rounds that the definition reads, in the order of their years."""
    rounds = apps.get_model("surveys", "Round").objects.filter(
        survey__code=definition.survey, data_year__gte=definition.valid_from
    )
    if definition.valid_to is not None:
        rounds = rounds.filter(data_year__lte=definition.valid_to)
    return list(rounds.select_related("survey", "questionnaire").order_by("data_year", "illustrative"))


def _rounds_touched(definition: IndicatorDefinition) -> list:
    """The rounds that the definition reads, and those after them: their changes are told from these."""
    read = rounds_of(definition)
    return list({one.pk: one for round_ in read for one in (round_, *frames.later_rounds(round_))}.values())


def rounds_beside(version: IndicatorVersion, definition: IndicatorDefinition) -> list:
    """The rounds that a draft reads, and those of which the versions in force have values that it would leave."""
    published = version.indicator.versions.filter(state=State.PUBLISHED)
    of_all = {round_.pk: round_ for one in published for round_ in rounds_of(one.as_definition())}
    of_all |= {round_.pk: round_ for round_ in rounds_of(definition)}
    return sorted(of_all.values(), key=lambda round_: (round_.data_year, round_.illustrative, round_.pk))


def _unchecked(definition: IndicatorDefinition) -> IndicatorDefinition:
    """The same as something that an analyst wrote and nobody has checked."""
    return replace(definition, author=ANALYST, checker=None, reviewed=None, unchecked=None)


def _misfits(version: IndicatorVersion, definition: IndicatorDefinition) -> Iterable[tuple[str, str]]:
    code = version.indicator.code
    if definition.code != code:
        yield "code", f"has to be {code}: a draft is of one indicator"
    if definition.version != version.number:
        yield "version", f"has to be {version.number}, the next number of this indicator"
    known = {f"{node.framework.code}/{node.code}" for node in Node.objects.select_related("framework")}
    for node in definition.nodes:
        if node not in known:
            yield "nodes", f"no framework has a node “{node}”"
    taken = IndicatorCode.objects.exclude(indicator=version.indicator)
    for alias in taken.filter(code__in=definition.published_codes).values_list("code", flat=True):
        yield "aliases", f"the code {alias} belongs to another indicator"
    rounds = rounds_of(definition) if definition.questions else []
    if definition.questions and not rounds:
        yield "survey", f"no round of “{definition.survey}” lies in the years for which this is valid"
    yield from misfits_of(definition, {round_.questionnaire for round_ in rounds})


def _columns(definition: IndicatorDefinition, before: IndicatorVersion) -> dict:
    """What a version keeps of its definition. Translations that were there before keep who has read them."""
    wordings = {
        field: keeping_states(getattr(definition, word) or {}, getattr(before, field))
        for word, field in WORDINGS.items()
    }
    return {
        **wordings,
        "definition": definition.to_dict(),
        "content_hash": definition.content_hash(),
        "from_year": definition.valid_from,
        "to_year": definition.valid_to,
    }


def _open(version: IndicatorVersion) -> IndicatorVersion:
    versions = IndicatorVersion.objects.select_for_update(of=["self"]).select_related("indicator")
    locked = versions.get(pk=version.pk)
    if locked.state == State.PUBLISHED:
        raise CannotBeDone("published")
    return locked


def _follow(indicator: Indicator, definition: IndicatorDefinition) -> None:
    """What stays the same through all versions takes its nodes and codes from the newest one."""
    nodes = Node.objects.select_related("framework")
    indicator.nodes.set([node for node in nodes if f"{node.framework.code}/{node.code}" in definition.nodes])
    for code, breakdown in definition.published_codes.items():
        IndicatorCode.objects.update_or_create(
            code=code, defaults={"indicator": indicator, "breakdown": dict(breakdown)}
        )


def _overlap(one: IndicatorVersion, other: IndicatorVersion) -> bool:
    def last(version: IndicatorVersion) -> int:
        return version.to_year or 9999

    return (one.from_year or 0) <= last(other) and (other.from_year or 0) <= last(one)
