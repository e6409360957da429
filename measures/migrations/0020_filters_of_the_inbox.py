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
                    "submitted_at",
                    "may_send_until",
                ],
                name="groups_of_the_inbox",
            ),
        ),
        migrations.AddIndex(
            model_name="transition",
            index=models.Index(
                fields=["report", "at"],
                condition=models.Q(to_status="submitted") & ~models.Q(warnings=[]),
                name="sent_with_remarks",
            ),
        ),
    ]
