from django.db import migrations

# Constants that need no app to be read; a call keeps the rows that it got, whatever they become.
from measures.rules.criteria import CRITERIA, POINTS


def give_the_standard_set(apps, schema_editor):
    """To the calls that were made before calls had criteria."""
    call, criterion, point = (
        apps.get_model("measures", name) for name in ("Call", "AwardCriterion", "DiscussionPoint")
    )
    for each in call.objects.all():
        for place, row in enumerate(CRITERIA, 1):
            names = {f"name_{form}": text for form, text in vars(row.names).items()}
            criterion.objects.create(
                call=each,
                code=row.code,
                position=place,
                field=row.field,
                valid_from=each.opens_at.date(),
                **names,
            )
        for place, row in enumerate(POINTS, 1):
            names = {f"name_{form}": text for form, text in vars(row.names).items()}
            point.objects.create(
                call=each, code=row.code, position=place, about=str(row.about), **names
            )


class Migration(migrations.Migration):
    dependencies = [("measures", "0011_marks_comments_and_flags")]

    operations = [migrations.RunPython(give_the_standard_set, migrations.RunPython.noop)]
