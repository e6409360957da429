from django.db import migrations

# The groups that the papers name (domain: fixed lists for choices), in the form's order.
GROUPS = [
    (
        "leaders",
        "Ledere i barnehage og skole",
        "Leiarar i barnehage og skule",
        "Leaders in kindergarten and school",
    ),
    (
        "team_leaders",
        "Gruppeledere, teamledere og pedagogiske ledere",
        "Gruppeleiarar, teamleiarar og pedagogiske leiarar",
        "Group, team and pedagogical leaders",
    ),
    ("all_staff", "Alle ansatte", "Alle tilsette", "All staff"),
    (
        "psychology_staff",
        "Ansatte i PP-tjenesten",
        "Tilsette i PP-tenesta",
        "Staff of the psychology service",
    ),
    (
        "support_team",
        "Samarbeidspartnere i laget rundt barnet",
        "Samarbeidspartnarar i laget rundt barnet",
        "Partners in the team around the child",
    ),
    (
        "assistants",
        "Assistenter og fagarbeidere",
        "Assistentar og fagarbeidarar",
        "Assistants and skilled workers",
    ),
]


def add(apps, schema_editor):
    target_group = apps.get_model("measures", "TargetGroup")
    for position, (code, nb, nn, en) in enumerate(GROUPS, 1):
        target_group.objects.get_or_create(
            code=code,
            defaults={"position": position, "name_nb": nb, "name_nn": nn, "name_en": en},
        )


class Migration(migrations.Migration):
    dependencies = [("measures", "0002_sent_versions_are_never_altered")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
