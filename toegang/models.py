from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from leefsturing.lib.persoonsgegevens import Soort


class GebruikerManager(BaseUserManager["Gebruiker"]):
    """Makes accounts; the e-mail address is the login."""

    def create_user(self, email: str, naam: str = "", password: str | None = None, **extra: Any) -> "Gebruiker":
        """A new account; without a password only the reset mail lets in."""
        gebruiker = self.model(email=email.strip().lower(), naam=naam or email, **extra)
        gebruiker.set_password(password)
        gebruiker.save(using=self._db)
        return gebruiker

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> "Gebruiker":
        """A beheerder of the whole installation."""
        return self.create_user(email, password=password, is_staff=True, is_superuser=True, **extra)

    def get_by_natural_key(self, username: str | None) -> "Gebruiker":
        """Finds an account whatever the capitals."""
        return self.get(email__iexact=username)


class Gebruiker(AbstractBaseUser, PermissionsMixin):
    """Een gebruiker: iemand met een account; het e-mailadres is de inlognaam."""

    email = models.EmailField(_("e-mailadres"), unique=True)
    naam = models.CharField(_("naam"), max_length=120)
    is_active = models.BooleanField(_("actief"), default=True)
    is_staff = models.BooleanField(_("beheerder"), default=False)
    mag_traject_maken = models.BooleanField(_("mag een traject beginnen"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[GebruikerManager] = GebruikerManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["naam"]
    privacy = {"email": Soort.PERSOON, "naam": Soort.PERSOON, "password": Soort.PERSOON}

    class Meta:
        verbose_name = _("gebruiker")
        verbose_name_plural = _("gebruikers")
        constraints = [models.UniqueConstraint(Lower("email"), name="geen_twee_accounts_met_hetzelfde_adres")]

    def __str__(self) -> str:
        return self.naam

    def get_full_name(self) -> str:
        """The name, for Django's and allauth's own pages."""
        return self.naam

    @property
    def heeft_wachtwoord(self) -> bool:
        """Whether a password was ever set: an invitation was answered."""
        return self.has_usable_password()

    def get_short_name(self) -> str:
        """The first word of the name."""
        return self.naam.split(" ")[0]


class Logregel(models.Model):
    """Een logregel: wie deed of zag wat, wanneer; alleen codes en nummers, zodat niets gewist hoeft te worden.

    Actor and traject are plain values: the line stays when a person is erased.
    """

    op = models.DateTimeField(auto_now_add=True)
    actor = models.CharField(max_length=40)
    werkwoord = models.CharField(max_length=60)
    onderwerp = models.CharField(max_length=80, blank=True)
    traject_nummer = models.BigIntegerField(null=True, blank=True)

    alleen_toevoegen = True
    privacy = dict.fromkeys(("actor", "werkwoord", "onderwerp"), Soort.NEUTRAAL)

    class Meta:
        indexes = [models.Index(fields=["traject_nummer", "-id"], name="logregel_per_traject")]

    def __str__(self) -> str:
        return f"{self.op:%Y-%m-%d %H:%M} {self.actor} {self.werkwoord} {self.onderwerp}"
