from django.db import models


class BasisOmission(models.Model):
    """A row of the workbook that was left out of a basis, as it stood, and why. Never altered."""

    basis = models.ForeignKey(
        "allocation.Basis", on_delete=models.CASCADE, related_name="omissions"
    )
    row = models.PositiveIntegerField()  # its number in the sheet
    text = models.CharField(max_length=250)
    reason = models.CharField(max_length=200)

    class Meta:
        ordering = ["basis", "row"]
        constraints = [
            models.UniqueConstraint(fields=["basis", "row"], name="one_omission_per_basis_and_row"),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="what_is_left_out_of_a_basis_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.text
