class DomainError(Exception):
    """A rule of the field was not met. The message is for the person who tried."""
