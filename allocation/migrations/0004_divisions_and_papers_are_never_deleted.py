from django.db import migrations

from rekom.kit.append_only import refuse_delete


class Migration(migrations.Migration):
    dependencies = [("allocation", "0003_meetings_know_who_wrote")]

    operations = [
        refuse_delete("allocation_basisrow"),
        refuse_delete("allocation_division"),
        refuse_delete("allocation_divisionline"),
        refuse_delete("allocation_divisiontransition"),
        refuse_delete("allocation_document"),
        refuse_delete("allocation_minutes", when="OLD.status = 'approved'"),
    ]
