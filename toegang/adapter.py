from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


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
