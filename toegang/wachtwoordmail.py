"""The mail with which somebody chooses a new password; made and sent by the worker, its secret kept nowhere."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from toegang.models import Gebruiker
from werk.models import Taak
from werk.services import plan_taak

TAAKSOORT = "account.wachtwoordmail"


def plan_wachtwoordmail(gebruiker: Gebruiker) -> None:
    """Plans the mail; asking ten times in a row gives one mail."""
    plan_taak(soort=TAAKSOORT, onderwerp=str(gebruiker.pk))


def wachtwoord_adres(gebruiker: Gebruiker) -> str:
    """Where ``gebruiker`` chooses a password without having one; valid for PASSWORD_RESET_TIMEOUT."""
    delen = {"uidb36": user_pk_to_url_str(gebruiker), "key": default_token_generator.make_token(gebruiker)}
    return settings.BASIS_URL + reverse("account_reset_password_from_key", kwargs=delen)


def verstuur(taak: Taak) -> None:
    """Handler of the work ``account.wachtwoordmail``; an account that is gone or switched off gets nothing."""
    gebruiker = Gebruiker.objects.filter(pk=int(taak.onderwerp), is_active=True).first()
    if gebruiker is None:
        return
    with translation.override("nl"):
        context = {
            "gebruiker": gebruiker,
            "adres": wachtwoord_adres(gebruiker),
            "dagen": settings.PASSWORD_RESET_TIMEOUT // 86400,
            "site": settings.BASIS_URL,
            "huisstijl": settings.HUISSTIJL,
        }
        mail = EmailMultiAlternatives(
            subject=_("Kies een nieuw wachtwoord"),
            body=render_to_string("toegang/wachtwoordmail.txt", context),
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[gebruiker.email],
            headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
        )
        mail.attach_alternative(render_to_string("toegang/wachtwoordmail.html", context), "text/html")
    mail.send()
