"""The operator's console for reference data. It carries no journey: it knows neither our permissions
nor our services."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from partnerships.models import (
    CountyGovernor,
    Municipality,
    Network,
    NetworkAlias,
    NetworkMember,
    Organisation,
    OrganisationName,
    Partnership,
    PartnershipOwner,
    PartnershipUniversity,
    Scheme,
)
from rekom.kit.templatetags.ui import masked_account

# The console's own log-in has no rate limit; ours has.
admin.site.login = secure_admin_login(admin.site.login)


class NeverDeleted(admin.ModelAdmin):
    """Reports, minutes and letters point at these rows."""

    def has_delete_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False


@admin.register(CountyGovernor)
class CountyGovernorAdmin(NeverDeleted):
    list_display = ["name", "organisation_number", "written_form"]


@admin.register(Scheme)
class SchemeAdmin(NeverDeleted):
    list_display = ["position", "code", "name_nb", "valid_from", "valid_to"]


@admin.register(Municipality)
class MunicipalityAdmin(NeverDeleted):
    list_display = ["number", "name", "official_name", "county_governor"]
    list_filter = ["county_governor"]
    list_select_related = ["county_governor"]
    search_fields = ["number", "name", "official_name"]
    autocomplete_fields = ["organisation"]


class OrganisationNameInline(admin.TabularInline):
    model = OrganisationName
    extra = 0


@admin.register(Organisation)
class OrganisationAdmin(NeverDeleted):
    list_display = ["name", "short_name", "kind", "organisation_number", "written_form"]
    list_filter = ["kind", "written_form"]
    search_fields = ["name", "short_name", "organisation_number", "names__name"]
    autocomplete_fields = ["parent"]
    # Two of the payee's own people change the account, and an operator is not one who reads it.
    exclude = ["bank_account", "payment_reference"]
    readonly_fields = ["account"]
    inlines = [OrganisationNameInline]

    @admin.display(description=_("account number"))
    def account(self, organisation: Organisation) -> str:
        return masked_account(organisation.bank_account) or "–"


class NetworkAliasInline(admin.TabularInline):
    model = NetworkAlias
    extra = 0


class NetworkMemberInline(admin.TabularInline):
    model = NetworkMember
    autocomplete_fields = ["organisation"]
    extra = 0


@admin.register(Network)
class NetworkAdmin(NeverDeleted):
    list_display = ["name", "county_governor"]
    list_filter = ["county_governor"]
    list_select_related = ["county_governor"]
    search_fields = ["name", "aliases__name"]
    inlines = [NetworkAliasInline, NetworkMemberInline]


class PartnershipOwnerInline(admin.TabularInline):
    model = PartnershipOwner
    autocomplete_fields = ["organisation"]
    extra = 0


class PartnershipUniversityInline(admin.TabularInline):
    model = PartnershipUniversity
    autocomplete_fields = ["organisation", "sub_unit"]
    extra = 0


@admin.register(Partnership)
class PartnershipAdmin(NeverDeleted):
    list_display = ["name", "county_governor", "lead_owner", "network"]
    list_filter = ["county_governor"]
    list_select_related = ["county_governor", "lead_owner", "network"]
    search_fields = ["name", "lead_owner__name"]
    autocomplete_fields = ["lead_owner", "network"]
    inlines = [PartnershipOwnerInline, PartnershipUniversityInline]
