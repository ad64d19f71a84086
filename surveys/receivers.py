"""What surveys do when somebody signs in, and when results may be replied to."""

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils.translation import get_language

from surveys import actions
from surveys.models import User
from surveys.signals import reply_opened


@receiver(user_logged_in, dispatch_uid="surveys.remember_language")
def remember_language(sender, *, user, request, **_) -> None:
    """The language in which somebody first signs in is that of letters, until another one is chosen."""
    if request is not None and request.resolver_match and not user.language:
        User.objects.filter(pk=user.pk, language="").update(language=get_language())


@receiver(reply_opened, dispatch_uid="surveys.write_of_replies")
def write_of_replies(sender, *, survey, respondents, release, until, **_) -> None:
    """Focal points are told that they may reply, each in the language of his or her letters."""
    actions.write_of_replies(survey=survey, respondents=respondents, release=release, until=until)
