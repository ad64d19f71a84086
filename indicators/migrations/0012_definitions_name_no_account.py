from django.db import migrations

ANALYST = "analyst"


def name_the_role(apps, schema_editor):
    """Who wrote and checked what was made on a page stands beside it; the definition itself is read by everybody."""
    for version in apps.get_model("indicators", "IndicatorVersion").objects.filter(author__isnull=False):
        for key in ("author", "checker"):
            if key in version.definition:
                version.definition[key] = ANALYST
        version.save(update_fields=["definition"])


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0011_published_definitions_keep_their_content'),
    ]

    operations = [
        migrations.RunPython(name_the_role, migrations.RunPython.noop),
    ]
