from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from toegang.wachtwoordmail import plan_wachtwoordmail


class AccountAdapter(DefaultAccountAdapter):
    """allauth as this product uses it: accounts are given, nobody signs up by oneself."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Closed."""
        return False

    def get_user_search_fields(self) -> list[str]:
        """The admin finds accounts by address and name."""
        return ["email", "naam"]

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There are no user names."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leaves wrong passwords to axes; ``login_failed`` is about the codes of the second step, per account."""

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """Writes the mail down for the worker: the answer takes as long for a known address as for an unknown one."""
        if user.is_active:
            plan_wachtwoordmail(user)

    def send_account_already_exists_mail(self, email: str) -> None:
        """Never asked for: signing up is closed."""


def inlognaam(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> str | None:
    """Whose password is tried, for the count of wrong ones; None when nobody is named.

    Without this the counter finds no name in what allauth hands it, and all accounts at one address share one count.
    """
    gegeven = (credentials or {}).get("email") or (credentials or {}).get("username")
    naam = gegeven or (request.POST.get("login") if request is not None else None)
    return str(naam).strip().lower()[:254] if naam else None
