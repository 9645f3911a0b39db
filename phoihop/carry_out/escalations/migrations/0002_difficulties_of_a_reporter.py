import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def hold(apps, schema_editor):
    """Turns written before the column: nothing had been passed on by then that is not on the difficulty itself."""
    difficulties = apps.get_model("escalations", "Difficulty").objects.filter(pk=OuterRef("difficulty"))
    turns = apps.get_model("escalations", "Turn").objects
    turns.filter(held_by=None).update(held_by=Subquery(difficulties.values("held_by_id")[:1]))


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial"), ("escalations", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="difficulty",
            index=models.Index(fields=["held_by", "state", "since_on"], name="difficulties_of_a_reporter"),
        ),
        migrations.AddField(
            model_name="turn",
            name="held_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"
            ),
        ),
        migrations.RunPython(hold, migrations.RunPython.noop),
    ]
