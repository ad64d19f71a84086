from django.db import migrations
from django.db.models import OuterRef, Subquery


def name_the_questionnaire(apps, schema_editor):
    """Files that were checked before a round could change its questions answered those of their round.

    Done twice it changes nothing more.
    """
    rounds = apps.get_model("surveys", "Round").objects.filter(uploads=OuterRef("pk"))
    uploads = apps.get_model("surveys", "Upload").objects.filter(questionnaire=None, checked__isnull=False)
    uploads.update(questionnaire=Subquery(rounds.values("questionnaire")[:1]))


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0015_questionnaire_of_an_upload'),
    ]

    operations = [migrations.RunPython(name_the_questionnaire, migrations.RunPython.noop)]
