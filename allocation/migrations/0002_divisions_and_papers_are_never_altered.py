from django.db import migrations

from rekom.kit.append_only import refuse_update


class Migration(migrations.Migration):
    dependencies = [("allocation", "0001_frames_divisions_and_forum")]

    operations = [
        refuse_update("allocation_basisrow"),
        refuse_update("allocation_divisionline"),
        refuse_update("allocation_divisiontransition"),
        refuse_update("allocation_document"),
        # Of a division only its status moves, and its adoption is written once.
        refuse_update(
            "allocation_division",
            *(
                "post_id",
                "version",
                "pot_nok",
                "flat_percent",
                "flat_pot_nok",
                "basis_id",
                "rounding",
            ),
            *("parts_exact", "made_by_id", "made_at", "reason"),
        ),
        refuse_update("allocation_minutes", when="OLD.status = 'approved'"),
    ]
