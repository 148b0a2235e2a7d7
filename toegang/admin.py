"""The admin is for accounts and for nothing else: a beheerder sees no content of any traject."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toegang.logboek import log
from toegang.models import Gebruiker
from toegang.wachtwoordmail import plan_wachtwoordmail

for model in (Group, EmailAddress, Authenticator, AccessAttempt, AccessFailureLog, AccessLog):
    if admin.site.is_registered(model):
        admin.site.unregister(model)

admin.site.site_header = admin.site.site_title = gettext_lazy("Beheer van Leefsturing")
admin.site.index_title = gettext_lazy("Accounts")
admin.site.site_url = "/"


def inloggen(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """One way in for everybody, the second step and the lock included; who is in but no beheerder gets a plain no."""
    if request.user.is_authenticated:
        reden = _("Dit kan alleen als beheerder.")
        return render(request, "403.html", {"reden": reden}, status=403)
    return redirect_to_login(request.GET.get("next") or reverse("admin:index"))


admin.site.login = inloggen  # type: ignore[method-assign]


@admin.register(Gebruiker)
class GebruikerAdmin(admin.ModelAdmin):
    """Accounts: give, name, switch off. Passwords are chosen by their owners through the mail."""

    fields = ("email", "naam", "is_active", "is_staff", "mag_traject_maken", "last_login", "created_at")
    readonly_fields = ("last_login", "created_at")
    list_display = ("naam", "email", "is_active", "is_staff", "mag_traject_maken", "last_login")
    list_filter = ("is_active", "is_staff", "mag_traject_maken")
    search_fields = ("email", "naam")
    ordering = ("naam", "pk")
    actions = ("stuur_wachtwoordmail",)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Every beheerder."""
        return bool(request.user.is_active and request.user.is_staff)

    has_add_permission = has_change_permission = has_view_permission

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Every beheerder."""
        return self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: what people did stays known; an account is switched off."""
        return False

    def save_model(self, request: HttpRequest, obj: Gebruiker, form: Any, change: bool) -> None:
        """A new account gets a mail to choose a password; each change is in the logboek."""
        obj.email = obj.email.strip().lower()
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        log(by=request.user, werkwoord="gebruiker.gewijzigd" if change else "gebruiker.gemaakt", onderwerp=obj)
        if not change:
            plan_wachtwoordmail(obj)

    @admin.action(description=gettext_lazy("Stuur een mail om een wachtwoord te kiezen"))
    def stuur_wachtwoordmail(self, request: HttpRequest, queryset: QuerySet[Gebruiker]) -> None:
        """For who lost the mail."""
        wie = list(queryset.filter(is_active=True))
        for gebruiker in wie:
            plan_wachtwoordmail(gebruiker)
        messages.success(request, _("%(n)s mails staan klaar.") % {"n": len(wie)})
