from django.db import migrations

from rekom.kit.append_only import refuse_update

DIVISION = "allocation_division"


class Migration(migrations.Migration):
    dependencies = [("allocation", "0007_what_is_left_out_of_a_basis")]

    operations = [
        refuse_update(
            DIVISION, "title", when="OLD.status <> 'draft'", rule="keeps_its_title_after_draft"
        ),
        refuse_update(
            DIVISION,
            *("adopted_by_id", "adopted_at", "adoption_reason"),
            when="OLD.adopted_at IS NOT NULL",
            rule="is_adopted_once",
        ),
        # What the forum did not recommend takes the place of what it did: a correction of it.
        refuse_update(
            DIVISION,
            "status",
            when="NEW.status = 'in_force' AND OLD.status NOT IN ('recommended', 'in_force')"
            " AND trim(NEW.adoption_reason) = ''",
            rule="needs_a_reason_after_the_forum",
        ),
    ]
