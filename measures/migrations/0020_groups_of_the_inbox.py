from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("measures", "0019_calls_are_prepared")]

    operations = [
        migrations.AddIndex(
            model_name="needsreport",
            index=models.Index(
                fields=[
                    "call",
                    "kind",
                    "status",
                    "case_worker",
                    "sent_owner_nok",
                    "sent_university_nok",
                    "partnership",
                ],
                name="groups_of_the_inbox",
            ),
        ),
    ]
