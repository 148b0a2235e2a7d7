"""The anchor: a plain Django page of 50 rows with a session, a login, three queries and an ordinary template."""

from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from comakers.models import CoMaker

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATE = Engine().from_string((Path(__file__).parent / "anker.html").read_text())
TEXT = "Wij willen dat de kinderen hier weer buiten kunnen spelen zonder dat wij uit het raam hoeven te kijken. " * 3


@login_required
def page(request: HttpRequest) -> HttpResponse:
    """Show fifty rows."""
    context = {"rows": list(CoMaker.objects.order_by("pk")[:50]), "user": request.user, "text": TEXT}
    return HttpResponse(TEMPLATE.render(Context(context)))


urlpatterns = [path("anker/", page)]
