"""What a worker does beside the site (``manage.py db_worker``)."""

from django_tasks import task

from measures.services.exporting import write_file


@task()
def write_inbox_file(key: int) -> None:
    write_file(key)
