"""Files that the browser saves under a name of our own: never shown in place, never guessed at."""

from urllib.parse import quote

from django.http import HttpResponse

PDF = "application/pdf"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_response(content: bytes, name: str, content_type: str = PDF) -> HttpResponse:
    """``name`` ends as the kind of file does, and may hold any letter."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = attachment(name)
    return response


def attachment(name: str) -> str:
    """The header that gives a file its name, for an answer that is made another way."""
    return f"attachment; filename*=UTF-8''{quote(name)}"
