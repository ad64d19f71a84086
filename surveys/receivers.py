"""What surveys do when somebody signs in."""

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils.translation import get_language

from surveys.models import User


@receiver(user_logged_in, dispatch_uid="surveys.remember_language")
def remember_language(sender, *, user, request, **_) -> None:
    """The language in which somebody first signs in is that of letters, until another one is chosen."""
    if request is not None and request.resolver_match and not user.language:
        User.objects.filter(pk=user.pk, language="").update(language=get_language())
