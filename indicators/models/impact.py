"""What would change before anybody decides it: worked out beforehand, for a sender or a reviewer to look at."""

from django.db import models
from django.db.models import F, Func
from django.db.models.lookups import Exact


class Impact(models.Model):
    """Which values and reconciliation states of its round would change: by an upload that nobody has submitted yet, or by
    an older version, a submission or a table of counts, if it counted again. One for each of them, replaced when redone.

    `content` holds "values": one {code, version, year, breakdown, before, after} for each value that would differ,
    before or after being None where there is none, and "figures": {code, before, after} with state and difference
    of each published figure that would agree otherwise. `input_hash` tells whether other answers began to count
    meanwhile.
    """

    upload = models.OneToOneField("surveys.Upload", models.CASCADE, related_name="impact", null=True)
    submission = models.OneToOneField("surveys.Submission", models.CASCADE, related_name="impact", null=True)
    tabulation = models.OneToOneField("surveys.Tabulation", models.CASCADE, related_name="impact", null=True)
    input_hash = models.CharField(max_length=64)
    content = models.JSONField()
    made = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Exact(
                    Func(
                        F("upload"),
                        F("submission"),
                        F("tabulation"),
                        function="num_nonnulls",
                        output_field=models.IntegerField(),
                    ),
                    1,
                ),
                name="impact_of_one_thing",
            )
        ]

    def __str__(self):
        return f"Impact of {getattr(self, self.of)}"

    @property
    def of(self) -> str:
        """What it is the impact of: the name of the field that leads there."""
        return next(
            name for name in ("upload", "submission", "tabulation") if getattr(self, f"{name}_id") is not None
        )
