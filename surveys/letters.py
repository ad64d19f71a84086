"""Letters put into words: the first line of a template is the subject, and each letter holds the address of its page."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from surveys.models import Comment, Correction, Letter, Reminder, Submission, Tabulation


def composed(letter: Letter) -> EmailMessage | None:
    """The letter in the language of its reader; None where what it was about is not there any more."""
    about = _about(letter)
    if about is None:
        return None
    place, context = about
    with translation.override(letter.language or settings.LANGUAGE_CODE):
        for row in context.get("rows", []):
            row.address = settings.SITE_ADDRESS + reverse("submission", args=[row.pk])
        context["address"] = settings.SITE_ADDRESS + reverse(place[0], args=place[1:])
        text = render_to_string(f"surveys/mail/{letter.template}.txt", context)
    subject, body = text.strip().split("\n", 1)
    return EmailMessage(" ".join(subject.split()), body.strip() + "\n", None, [letter.address])


def _about(letter: Letter) -> tuple[tuple, dict] | None:
    if "reminder" in letter.about:
        return _about_reminder(letter.about["reminder"])
    if "tabulation" in letter.about:
        tables = Tabulation.objects.select_related("round__survey", "upload")
        found = tables.filter(pk=letter.about["tabulation"]).first()
        if found is None:
            return None
        return ("tabulation", found.pk), {"submission": found, "round": found.round, "respondent": None}
    return _about_submissions(letter.about)


def _about_reminder(key: int) -> tuple[tuple, dict] | None:
    rows = Reminder.objects.select_related("invitation__round__survey", "invitation__respondent")
    reminder = rows.filter(pk=key).first()
    if reminder is None:
        return None
    invitation = reminder.invitation
    of_reply = reminder.kind == Reminder.Kind.REPLY
    place = ("release-replies", reminder.release) if of_reply else ("workspace",)
    return place, {"reminder": reminder, "round": invitation.round, "respondent": invitation.respondent}


def _about_submissions(about: dict) -> tuple[tuple, dict] | None:
    rows = Submission.objects.select_related("round__survey", "respondent", "upload").order_by("pk")
    found = list(rows.filter(pk__in=about["submissions"]))
    if not found:
        return None
    first = found[0]
    context = {"submission": first, "round": first.round, "respondent": first.respondent, "rows": found}
    context["reason"] = about.get("reason", "")
    if keys := about.get("comments"):
        said = Comment.objects.select_related("answer__item", "author").filter(pk__in=keys)
        context["comments"] = list(said)
    if key := about.get("correction"):
        context["correction"] = Correction.objects.select_related("answer__item").get(pk=key)
    place = ("submission", first.pk) if len(found) == 1 else ("workspace",)
    return place, context
