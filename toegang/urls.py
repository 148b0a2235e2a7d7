from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from toegang import views

# The part of allauth that this product uses, by name; accounts are given, so nobody signs up or adds addresses.
urlpatterns = [
    path("account/verder/", views.verder, name="verder"),
    path("account/inloggen/", account.login, name="account_login"),
    path("account/uitloggen/", account.logout, name="account_logout"),
    path("account/uitgezet/", account.account_inactive, name="account_inactive"),
    path("account/aanmelden/", account.signup, name="account_signup"),
    path("account/nog-een-keer/", account.reauthenticate, name="account_reauthenticate"),
    path("account/wachtwoord/wijzigen/", account.password_change, name="account_change_password"),
    path("account/wachtwoord/instellen/", account.password_set, name="account_set_password"),
    path("account/wachtwoord/vergeten/", account.password_reset, name="account_reset_password"),
    path("account/wachtwoord/verstuurd/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^account/wachtwoord/nieuw/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/wachtwoord/opgeslagen/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/twee-stappen/", mfa.index, name="mfa_index"),
    path("account/twee-stappen/inloggen/", mfa.authenticate, name="mfa_authenticate"),
    path("account/twee-stappen/nog-een-keer/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/twee-stappen/app/aan/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/twee-stappen/app/uit/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/twee-stappen/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/twee-stappen/codes/nieuw/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/twee-stappen/codes/ophalen/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
