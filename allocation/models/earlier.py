from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from allocation.choices import LedgerKind
from allocation.models.frame import Frame
from allocation.querysets import LedgerEntryQuerySet
from partnerships.models import Network, Organisation


class LedgerEntry(models.Model):
    """Money from earlier years, as it was told: an amount, words, or neither when nothing was said.

    Nothing is computed from words.
    """

    frame = models.ForeignKey(Frame, on_delete=models.PROTECT, related_name="ledger")
    kind = models.CharField(max_length=12, choices=LedgerKind)
    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, null=True, blank=True, related_name="ledger"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="ledger"
    )
    amount_nok = models.PositiveBigIntegerField(null=True, blank=True)
    words = models.CharField(max_length=200, blank=True)

    objects = LedgerEntryQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["frame", "kind", "pk"]
        verbose_name_plural = "ledger entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=LedgerKind.values), name="ledger_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(network__isnull=False, organisation__isnull=True)
                | Q(network__isnull=True, organisation__isnull=False),
                name="earlier_money_is_of_one_network_or_university",
            ),
            models.CheckConstraint(
                condition=Q(amount_nok__isnull=True) | Q(amount_nok__gte=0, words=""),
                name="earlier_money_is_an_amount_or_words",
            ),
            models.UniqueConstraint(
                fields=["frame", "kind", "network"], name="one_entry_per_network"
            ),
            models.UniqueConstraint(
                fields=["frame", "kind", "organisation"], name="one_entry_per_university"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network or self.organisation}: {self.words or self.amount_nok}"
