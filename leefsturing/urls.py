"""All addresses; each app brings its own."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from leefsturing.gezondheid import gezondheid

urlpatterns: list[URLPattern | URLResolver] = [
    path("beheer/", admin.site.urls),
    path("gezondheid/", gezondheid, name="gezondheid"),
    path("", include("toegang.urls")),
    path("", include("trajecten.urls")),
    path("", include("berichten.urls")),
    path("", include("pijlers.urls")),
    path("", include("comakers.urls")),
    path("", include("streefbeelden.urls")),
    path("", include("kruispunten.urls")),
    path("", include("ketens.urls")),
    path("", include("plannen.urls")),
    path("", include("overzichten.urls")),
]
