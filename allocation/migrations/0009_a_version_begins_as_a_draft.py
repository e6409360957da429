from django.db import migrations

from rekom.kit.append_only import refuse_insert


class Migration(migrations.Migration):
    dependencies = [("allocation", "0008_a_version_keeps_its_title_and_a_correction_its_reason")]

    operations = [
        # Else a row could come in as what only the forum and the approver make of it.
        refuse_insert(
            "allocation_division",
            when="NEW.status <> 'draft' OR NEW.adopted_by_id IS NOT NULL"
            " OR NEW.adopted_at IS NOT NULL OR NEW.adoption_reason <> ''",
            rule="begins_as_a_draft",
        ),
        # A network more is another division.
        refuse_insert(
            "allocation_divisionline",
            when="(SELECT status FROM allocation_division WHERE id = NEW.division_id) <> 'draft'",
            rule="is_added_to_a_draft_alone",
        ),
    ]
