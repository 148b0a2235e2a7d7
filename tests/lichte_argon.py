"""Argon2 as the product uses it, at its least cost; ``test_inloggen`` looks at the real settings."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class LichteArgon(Argon2PasswordHasher):
    """The same algorithm and the same form of hash."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
