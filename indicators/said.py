"""What documents say of the parts and the resources of a framework, as a release keeps it."""

from collections import defaultdict

from indicators.models import SystemFact


def said_of_frameworks() -> dict[str, list[dict]]:
    """framework -> what is said of one part of it or on one topic, the newest first. One query."""
    about = SystemFact.objects.filter(system__framework__isnull=False)
    rows = about.exclude(node__isnull=True, topic="").order_by("-as_of", "position")
    said = defaultdict(list)
    fields = ("node__code", "topic", "as_of", "document", "paragraph", "words", "system__code")
    for row in rows.values("system__framework__code", *fields):
        said[row.pop("system__framework__code")].append(
            {"node": row.pop("node__code"), "system": row.pop("system__code"), **row}
        )
    return said
