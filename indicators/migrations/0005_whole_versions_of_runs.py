from django.db import migrations, models

ALL_WERE_WHOLE = """
    INSERT INTO indicators_run_whole (run_id, indicatorversion_id)
    SELECT run_id, indicatorversion_id FROM indicators_run_versions
"""


class Migration(migrations.Migration):
    dependencies = [("indicators", "0004_values_of_those_in_both")]

    operations = [
        migrations.AddField(
            "run",
            "whole",
            models.ManyToManyField(related_name="whole_in", to="indicators.indicatorversion"),
        ),
        migrations.RunSQL(ALL_WERE_WHOLE, migrations.RunSQL.noop),
    ]
