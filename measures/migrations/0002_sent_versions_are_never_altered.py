from django.db import migrations

from rekom.kit.append_only import refuse_update


class Migration(migrations.Migration):
    dependencies = [("measures", "0001_calls_reports_and_measures")]

    operations = [
        refuse_update("measures_transition"),
        refuse_update("measures_sentversion"),
    ]
