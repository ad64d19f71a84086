"""Entered series: values handed in by one person, confirmed or refused by another, replaced and withdrawn.

No release changes by any of it: the next one takes over what is in force by then.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from indicators.entering import Entry, Mistake, WrongEntries
from indicators.models import Indicator, Observation


class CannotBeDone(Exception):
    """The step does not fit the value, or the person. `code` says why, see `indicators.words`."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def enter(*, indicator: Indicator, entries: Iterable[Entry], by) -> list[Observation]:
    """Values that wait for a second person. One that waits at the same address already gives way to the new one.

    Raises WrongEntries where one of them is in force already, word for word: then none is kept.
    """
    entries = list(entries)
    with transaction.atomic():
        locked = Indicator.objects.select_for_update().get(pk=indicator.pk)
        in_force = {_address(one): one for one in locked.observations.in_force()}
        known = [one for one in entries if _same(in_force.get(one.address), one)]
        if known:
            raise WrongEntries([Mistake("known", "value", parameters={"year": one.year}) for one in known])
        now = timezone.now()
        addresses = {one.address for one in entries}
        for one in locked.observations.waiting():
            if _address(one) in addresses:
                _end(one, by=by, at=now)
        return Observation.objects.bulk_create(
            [
                Observation(
                    indicator=locked,
                    year=one.year,
                    breakdown=dict(sorted(one.breakdown.items())),
                    value=one.value,
                    qualifier=one.qualifier,
                    document=one.document,
                    paragraph=one.paragraph,
                    note=one.note,
                    author=by,
                    entered=now,
                )
                for one in entries
            ]
        )


def confirm(*, observation: Observation, by) -> Observation:
    """Say that a value is as its source has it; whoever entered it cannot. It takes the place of the one in force.

    Raises CannotBeDone.
    """
    with transaction.atomic():
        locked = _waiting(observation)
        if locked.author_id == by.pk:
            raise CannotBeDone("own_value")
        now = timezone.now()
        beside = locked.indicator.observations.in_force().filter(year=locked.year, breakdown=locked.breakdown)
        for before in beside:
            _end(before, by=by, at=now)
        locked.checker, locked.checked = by, now
        locked.save(update_fields=["checker", "checked"])
        return locked


def refuse(*, observation: Observation, by, words: str) -> Observation:
    """Send a waiting value back with a word why; whoever entered it takes it back so. Raises CannotBeDone."""
    with transaction.atomic():
        return _end(_waiting(observation), by=by, at=timezone.now(), words=words)


def withdraw(*, observation: Observation, by, words: str) -> Observation:
    """Let a value in force count no more, with a word why; releases that hold it keep it. Raises CannotBeDone."""
    with transaction.atomic():
        locked = _locked(observation)
        if locked.ended or not locked.checked:
            raise CannotBeDone("not_in_force")
        return _end(locked, by=by, at=timezone.now(), words=words)


def _end(observation: Observation, *, by, at, words: str = "") -> Observation:
    observation.ended_by, observation.ended, observation.ended_words = by, at, words
    observation.save(update_fields=["ended_by", "ended", "ended_words"])
    return observation


def _waiting(observation: Observation) -> Observation:
    locked = _locked(observation)
    if locked.ended or locked.checked:
        raise CannotBeDone("not_waiting")
    return locked


def _locked(observation: Observation) -> Observation:
    """The value, alone with its series until the transaction ends."""
    Indicator.objects.select_for_update().get(pk=observation.indicator_id)
    return Observation.objects.select_related("indicator").get(pk=observation.pk)


def _address(observation: Observation) -> tuple:
    return observation.year, tuple(sorted(observation.breakdown.items()))


def _same(observation: Observation | None, entry: Entry) -> bool:
    return observation is not None and all(
        getattr(observation, name) == getattr(entry, name)
        for name in ("value", "qualifier", "document", "paragraph", "note")
    )
