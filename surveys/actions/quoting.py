"""Tags on answers in words, and quotes out of them."""

from django.db import transaction
from django.utils import timezone

from surveys.actions.refusals import (
    NamedByDeclaration,
    NothingSaid,
    NotInTheText,
    QuotedAlready,
    WordsDoNotCount,
)
from surveys.models import Answer, Quote, Submission, Tag, Tagging, User
from surveys.queries.texts import texts_that_count
from surveys.quoting import passage_in


def tag_answer(*, answer: Answer, name: str, by: User) -> Tag:
    """Say what an answer is about; a tag that is there already stays. Raises NothingSaid without a name."""
    name = " ".join(name.replace("\x00", "").split())
    if not name:
        raise NothingSaid
    with transaction.atomic():
        tag, _ = Tag.objects.get_or_create(name__iexact=name, defaults={"name": name, "made_by": by})
        if not _taggings(answer, tag).exists():
            Tagging.objects.get_or_create(answer=answer, tag=tag, defaults={"by": by})
    return tag


def untag_answer(*, answer: Answer, tag: Tag) -> None:
    """Take a tag from an answer, in every version; a tag that no answer has any more is gone too."""
    with transaction.atomic():
        _taggings(answer, tag).delete()
        if not tag.taggings.exists():
            tag.delete()


def _taggings(answer: Answer, tag: Tag):
    return tag.taggings.filter(
        answer__submission__round=answer.submission.round_id,
        answer__submission__respondent=answer.submission.respondent_id,
        answer__item__code=answer.item.code,
        answer__occurrence=answer.occurrence,
    )


def quote_answer(*, answer: Answer, passage: str, note: str = "", by: User) -> Quote:
    """Keep a passage of an answer, exactly as it stands in the text that counts.

    Raises WordsDoNotCount for a version that does not count, NotInTheText, and QuotedAlready.
    """
    with transaction.atomic():
        # A correction and a later version wait for this lock: the passage stands in what counts when it is kept.
        Submission.objects.select_for_update(of=["self"]).get(pk=answer.submission_id)
        counting = texts_that_count().filter(pk=answer.pk).first()
        if counting is None:
            raise WordsDoNotCount
        found = passage_in(counting.counts_as, passage.replace("\x00", ""))
        if not found:
            raise NotInTheText
        if answer.quotes.filter(passage=found).exists():
            raise QuotedAlready
        return Quote.objects.create(
            answer=answer, passage=found, note=note.replace("\x00", "").strip(), made_by=by
        )


def set_permission(*, quote: Quote, permission: str, by: User) -> Quote:
    """Note whether the respondent allows to be named. Raises NamedByDeclaration where the survey declares it."""
    with transaction.atomic():
        locked = Quote.objects.select_for_update(of=["self"]).get(pk=quote.pk)
        if locked.declared:
            raise NamedByDeclaration
        locked.permission, locked.permission_by = permission, by
        locked.permission_since = timezone.now()
        locked.save(update_fields=["permission", "permission_by", "permission_since"])
    return locked


def discard_quote(*, quote: Quote) -> None:
    """Let a quote go; the audit trail keeps that it was there."""
    quote.delete()
