import django.db.models.deletion
from django.db import migrations, models

from rekom.kit.append_only import refuse_delete, refuse_update


class Migration(migrations.Migration):
    dependencies = [
        ("allocation", "0006_earlier_money_has_a_history"),
    ]

    operations = [
        migrations.CreateModel(
            name="BasisOmission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("row", models.PositiveIntegerField()),
                ("text", models.CharField(max_length=250)),
                ("reason", models.CharField(max_length=200)),
                (
                    "basis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="omissions",
                        to="allocation.basis",
                    ),
                ),
            ],
            options={
                "ordering": ["basis", "row"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("basis", "row"), name="one_omission_per_basis_and_row"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="what_is_left_out_of_a_basis_has_a_reason",
                    ),
                ],
            },
        ),
        refuse_update("allocation_basisomission"),
        refuse_delete("allocation_basisomission"),
    ]
