"""Users, and for whom they may answer."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.models.audit import audited


class UserByEmailManager(UserManager):
    """Makes users who are known by their e-mail address alone."""

    def _create_user(self, email, password, **fields):
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_user(self, email, password=None, **fields):
        fields.setdefault("is_staff", False)
        fields.setdefault("is_superuser", False)
        return self._create_user(email, password, **fields)

    def create_superuser(self, email, password=None, **fields):
        return self._create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})


class User(AbstractUser):
    """A person who signs in with an e-mail address.

    What a user may do comes from groups of permissions (analyst, drafter) and, for a focal point, from
    representations: somebody with no group and no representation may do what the public may.
    `language` is that of letters and workbooks: the one of the first sign-in, until the user chooses another.
    """

    username = None
    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, blank=True)

    objects = UserByEmailManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    def __str__(self):
        return self.get_full_name() or self.email


class RepresentationQuerySet(models.QuerySet):
    def in_force(self, on=None):
        """Those that hold on a day (today unless told)."""
        day = on or timezone.localdate()
        return self.filter(
            models.Q(from_day__isnull=True) | models.Q(from_day__lte=day),
            models.Q(to_day__isnull=True) | models.Q(to_day__gte=day),
        )


@audited()
class Representation(models.Model):
    """That a user answers a survey for a respondent: decides what a focal point sees and sends."""

    class Role(models.TextChoices):
        FOCAL_POINT = "focal_point", _("Focal point")
        DEPUTY = "deputy", _("Deputy")

    user = models.ForeignKey(User, models.CASCADE, related_name="representations")
    respondent = models.ForeignKey("surveys.Respondent", models.CASCADE, related_name="representations")
    survey = models.ForeignKey("surveys.Survey", models.CASCADE, related_name="representations")
    role = models.CharField(max_length=20, choices=Role, default=Role.FOCAL_POINT)
    from_day = models.DateField(null=True, blank=True)
    to_day = models.DateField(null=True, blank=True)

    objects = RepresentationQuerySet.as_manager()

    class Meta:
        ordering = ["user", "survey", "respondent"]
        verbose_name = _("representation")
        constraints = [
            models.UniqueConstraint(fields=["user", "respondent", "survey"], name="representation_once"),
        ]

    def __str__(self):
        return f"{self.user} for {self.respondent} in {self.survey}"
