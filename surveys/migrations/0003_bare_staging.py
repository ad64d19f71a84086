import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0002_corrections'),
    ]

    # Django keeps a composite primary key in its own state only: no index is made, which is what is wanted here.
    operations = [
        migrations.AlterModelOptions(
            name='stagedanswer',
            options={'ordering': ['sheet', 'row', 'column', 'item']},
        ),
        migrations.RemoveField(
            model_name='stagedanswer',
            name='id',
        ),
        migrations.AddField(
            model_name='stagedanswer',
            name='pk',
            field=models.CompositePrimaryKey('upload_id', 'sheet', 'row', 'column', 'item', 'respondent', blank=True, editable=False, primary_key=True, serialize=False),
        ),
        migrations.AlterField(
            model_name='stagedanswer',
            name='column',
            field=models.IntegerField(),
        ),
        migrations.AlterField(
            model_name='stagedanswer',
            name='occurrence',
            field=models.SmallIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name='stagedanswer',
            name='row',
            field=models.IntegerField(),
        ),
        migrations.AlterField(
            model_name='stagedanswer',
            name='upload',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='staged_answers', to='surveys.upload'),
        ),
        migrations.AddIndex(
            model_name='stagedanswer',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['upload'], name='staged_answers_of_upload'),
        ),
    ]
