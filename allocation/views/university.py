"""The university contact's page: one list across partnerships."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from allocation.models.university import read_needs, years_of
from partnerships.choices import MembershipRole


@require_GET
def university(request: HttpRequest) -> HttpResponse:
    """The newest year, unless another is named."""
    roles = {role for role, _office in request.user.role_pairs}
    if MembershipRole.UNIVERSITY_CONTACT not in roles:
        raise Http404
    years = years_of(request.user)
    named = request.GET.get("ar", "")
    year = next((one for one in years if str(one) == named), years[0] if years else None)
    context = {"year": year, "years": years, "universities": read_needs(request.user, year)}
    return render(request, "allocation/university.html", context)
