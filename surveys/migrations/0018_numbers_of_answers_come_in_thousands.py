"""A session takes a thousand numbers of answers from the sequence at once, and leaves gaps: one by one they were a
twentieth of the time that it takes to save a file."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [('surveys', '0017_inserts_are_audited_together')]

    operations = [
        migrations.RunSQL(
            'ALTER TABLE surveys_answer ALTER COLUMN id SET CACHE 1000',
            'ALTER TABLE surveys_answer ALTER COLUMN id SET CACHE 1',
        )
    ]
