from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What a stale form gets: a plain word and a way on, not a bare 403."""
    return render(request, "403_csrf.html", {"reason": reason}, status=403)
