from rekom.kit.errors import DomainError


class ChangedMeanwhile(DomainError):
    """Somebody changed the report after the page that was sent had been opened."""
