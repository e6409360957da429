"""The short sections of a needs report: one page, one form, one service each."""

import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from measures.choices import Section
from measures.content import ReportContent
from measures.forms.common_answers import CommonAnswersForm
from measures.forms.parties import PartiesForm
from measures.forms.sections import CodeterminationForm, ContactForm, ScopeForm
from measures.models import NeedsReport, read_content
from measures.services import counting, writing
from measures.services.answers import (
    codetermination_values,
    common_values,
    contacts_values,
    parties_values,
    scope_values,
)
from measures.services.common_answers import save_common_answers
from measures.services.merging import Marks, WrittenByTwo, marks
from measures.views.conflicts import conflict_in_report, sent_marks
from measures.views.doors import (
    Told,
    arrangeable_report,
    own_payees,
    report_with_own_part,
    visible_report,
    writable_report,
)
from rekom.kit import error_summary
from rekom.kit.errors import DomainError

methods = require_http_methods(["GET", "POST"])


@methods
def contacts(request: HttpRequest, pk: int) -> HttpResponse:
    report = writable_report(request, pk, Section.CONTACTS)

    def build(content: ReportContent) -> list[Any]:
        return [
            ContactForm(request.POST or None, payee=payee, content=content)
            for payee in content.payees
        ]

    def save(forms: list[Any], seen: Marks) -> None:
        payees = [form.value() for form in forms]
        writing.save_contacts(report=report, payees=payees, by=request.user, seen=seen)

    return _section_page(
        request,
        report,
        values=lambda content: contacts_values(
            content.payees, [scheme.code for scheme in content.schemes]
        ),
        build=build,
        save=save,
        template="measures/contacts.html",
        after="measures:parties",
    )


@methods
def own_contacts(request: HttpRequest, pk: int) -> HttpResponse:
    """A university's contact person, reference and earlier money, for its own people to write."""
    report = report_with_own_part(request, pk, Section.CONTACTS)

    def build(content: ReportContent) -> list[Any]:
        return [
            ContactForm(request.POST or None, payee=payee, content=content)
            for payee in own_payees(request, report, content)
        ]

    def save(forms: list[Any], seen: Marks) -> None:
        payees = [form.value() for form in forms]
        writing.save_own_contacts(report=report, payees=payees, by=request.user, seen=seen)

    return _section_page(
        request,
        report,
        values=lambda content: contacts_values(
            own_payees(request, report, content), [scheme.code for scheme in content.schemes]
        ),
        build=build,
        save=save,
        template="measures/own_contacts.html",
        after="measures:own_part",
    )


@methods
def common_answers(request: HttpRequest, pk: int) -> HttpResponse:
    report = arrangeable_report(request, pk)

    def save(forms: list[Any], seen: Marks) -> None:
        save_common_answers(
            report=report, answers=forms[0].cleaned_data, by=request.user, seen=seen
        )

    return _section_page(
        request,
        report,
        values=common_values,
        build=lambda content: [CommonAnswersForm(request.POST or None, content=content)],
        save=save,
        template="measures/common_answers.html",
        after="measures:report",
    )


@methods
def parties(request: HttpRequest, pk: int) -> HttpResponse:
    report = writable_report(request, pk, Section.PARTIES)

    def build(content: ReportContent) -> list[Any]:
        form = PartiesForm(request.POST or None, content=content)
        return [form, *form.rows()]

    def save(forms: list[Any], seen: Marks) -> None:
        writing.save_parties(report=report, by=request.user, seen=seen, **forms[0].answers())

    return _section_page(
        request,
        report,
        values=parties_values,
        build=build,
        save=save,
        template="measures/parties.html",
        after="measures:scope",
    )


@methods
def scope(request: HttpRequest, pk: int) -> HttpResponse:
    report = writable_report(request, pk, Section.SCOPE)

    def save(forms: list[Any], seen: Marks) -> None:
        writing.save_scope(report=report, units=forms[0].value(), by=request.user, seen=seen)

    return _section_page(
        request,
        report,
        values=lambda content: scope_values(content.units),
        build=lambda content: [ScopeForm(request.POST or None, content=content)],
        save=save,
        template="measures/scope.html",
        after="measures:report",
    )


@require_POST
def scope_fetch(request: HttpRequest, pk: int) -> HttpResponse:
    report = writable_report(request, pk, Section.SCOPE)
    try:
        counting.fetch_units(report=report, by=request.user)
    except DomainError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("The empty fields are filled from the register."))
    return redirect("measures:scope", pk)


@methods
def codetermination(request: HttpRequest, pk: int) -> HttpResponse:
    report = writable_report(request, pk, Section.CODETERMINATION)

    def build(content: ReportContent) -> list[Any]:
        form = CodeterminationForm(request.POST or None, content=content)
        return [form, *form.participants]

    def save(forms: list[Any], seen: Marks) -> None:
        writing.save_codetermination(
            report=report, answers=forms[0].value(), by=request.user, seen=seen
        )

    return _section_page(
        request,
        report,
        values=lambda content: codetermination_values(content.codetermination),
        build=build,
        save=save,
        also=_participants,
        template="measures/codetermination.html",
        after="measures:check",
    )


def _participants(forms: list[Any], content: ReportContent) -> list[str]:
    """The stored rows in words, where somebody has written others at the same time."""
    people = content.codetermination.participants
    if all(form.is_valid() for form in forms) and forms[0].value().participants == people:
        return []
    return [", ".join(filter(None, (each.role, each.name, each.union))) for each in people]


def _section_page(
    request: HttpRequest,
    report: NeedsReport,
    *,
    values: Callable[[ReportContent], dict[str, Any]],
    build: Callable[[ReportContent], list[Any]],
    save: Callable[[list[Any], Marks], None],
    template: str,
    after: str,
    also: Callable[[list[Any], ReportContent], list[str]] = lambda forms, content: [],
) -> HttpResponse:
    """Show the section, or save it and go on; a colleague's newer answers are shown beside one's own."""
    content = read_content(report)
    forms = build(content)
    told, conflict = "", None
    seen = sent_marks(request) if request.method == "POST" else marks(values(content))
    if request.method == "POST" and all(form.is_valid() for form in forms):
        try:
            save(forms, seen)
            messages.success(request, _("Saved."))
            return redirect(after, report.pk)
        except WrittenByTwo as error:
            report = visible_report(request, report.pk)
            content = read_content(report)
            forms = build(content)
            rows = also(forms, content) if "participants" in error.stored else []
            conflict = conflict_in_report(forms, report, error.stored, by=request.user, also=rows)
            seen |= marks(error.stored)
        except DomainError as error:
            told = str(error)
    has_errors = bool(told or conflict) or any(form.errors for form in forms)
    context = {
        "report": report,
        "content": content,
        "form": forms[0],
        "forms": forms,
        "seen": json.dumps(seen),
        "conflict": conflict,
        "told": told,
        "wrong": [Told(*line) for line in error_summary.lines(*forms)],
        "has_errors": has_errors,
    }
    return render(request, template, context, status=422 if has_errors else 200)
