from django.db import migrations


def let_analysts_correct(apps, schema_editor):
    """A group of analysts that was made before corrections were gets the permission that new ones are made with.

    Done twice it changes nothing more; groups of other names, and whatever else this one holds, stay as they are.
    """
    groups = apps.get_model("auth", "Group").objects.filter(name="analyst")
    if not groups.exists():
        return
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="surveys", model="correction"
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename="add_correction", defaults={"name": "Can add correction"}
    )
    for group in groups:
        group.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('surveys', '0011_required_reminders_and_earlier_days'),
    ]

    operations = [migrations.RunPython(let_analysts_correct, migrations.RunPython.noop)]
