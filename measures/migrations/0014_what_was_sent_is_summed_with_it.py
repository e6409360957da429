from django.conf import settings
from django.db import migrations, models


def add_up(apps, schema_editor):
    """The last version that was sent of each report, added from its lines."""
    report_of, version_of, scheme_of = (
        apps.get_model(*names)
        for names in (
            ("measures", "NeedsReport"),
            ("measures", "SentVersion"),
            ("partnerships", "Scheme"),
        )
    )
    schemes = dict(scheme_of.objects.values_list("code", "pk"))
    versions = version_of.objects.order_by("report", "number")
    # The later version of a report comes last, and stays.
    for report, content in versions.values_list("report", "content").iterator(100):
        kinds = {payee["key"]: payee["kind"] for payee in content["payees"]}
        sums = {"owner": 0, "university": 0}
        for line in (line for measure in content["measures"] for line in measure["lines"]):
            if line["kind"] == "grant" and line["payee"] in kinds:
                sums[kinds[line["payee"]]] += line["quantity"] * line["unit_price_nok"]
        report_of.objects.filter(pk=report).update(
            sent_owner_nok=sums["owner"],
            sent_university_nok=sums["university"],
            sent_measures=len(content["measures"]),
        )
        codes = {measure["scheme"] for measure in content["measures"]}
        report_of(pk=report).sent_schemes.set([schemes[code] for code in codes])


class Migration(migrations.Migration):
    dependencies = [
        ("measures", "0013_sums_are_added_from_an_index"),
        ("partnerships", "0005_saved_views_and_absences"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="needsreport",
            name="sent_measures",
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="needsreport",
            name="sent_owner_nok",
            field=models.PositiveBigIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="needsreport",
            name="sent_schemes",
            field=models.ManyToManyField(
                blank=True, editable=False, related_name="+", to="partnerships.scheme"
            ),
        ),
        migrations.AddField(
            model_name="needsreport",
            name="sent_university_nok",
            field=models.PositiveBigIntegerField(blank=True, editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="needsreport",
            index=models.Index(
                fields=[
                    "partnership",
                    "call",
                    "kind",
                    "status",
                    "sent_owner_nok",
                    "sent_university_nok",
                ],
                name="sums_of_the_inbox",
            ),
        ),
        migrations.RunPython(add_up, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="needsreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["draft", "withdrawn"]),
                    models.Q(
                        ("sent_measures__isnull", False),
                        ("sent_owner_nok__isnull", False),
                        ("sent_university_nok__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="what_is_sent_has_its_sums",
            ),
        ),
    ]
