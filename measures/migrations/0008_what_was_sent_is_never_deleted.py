from django.db import migrations

from rekom.kit.append_only import refuse_delete

# A draft that was begun, perhaps withdrawn, and never sent is no record: it may go, and its trail with it.
OF_WHAT_WAS_SENT = (
    "OLD.from_status <> '' AND NOT (OLD.from_status = 'draft' AND OLD.to_status = 'withdrawn')"
)


class Migration(migrations.Migration):
    dependencies = [("measures", "0007_confirmations")]

    operations = [
        refuse_delete("measures_sentversion"),
        refuse_delete("measures_transition", when=OF_WHAT_WAS_SENT),
    ]
