"""What a file that nobody has submitted yet would change: worked out beforehand, for its sender to look at."""

from django.db import models


class Impact(models.Model):
    """Which values and reconciliation states of its round an upload would change. One per upload, replaced when redone.

    `content` holds "values": one {code, version, year, breakdown, before, after} for each value that would differ,
    before or after being None where there is none, and "figures": {code, before, after} with state and difference
    of each published figure that would agree otherwise. `input_hash` tells whether other answers began to count
    meanwhile.
    """

    upload = models.OneToOneField("surveys.Upload", models.CASCADE, related_name="impact")
    input_hash = models.CharField(max_length=64)
    content = models.JSONField()
    made = models.DateTimeField()

    def __str__(self):
        return f"Impact of {self.upload}"
