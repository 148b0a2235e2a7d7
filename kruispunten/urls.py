from django.urls import URLPattern, URLResolver, path

from kruispunten import atelierurls
from kruispunten.views import combinaties, initiatieven, kansen, kruispunten, mijn_initiatief, vraagstukken

K = "t/<slug:slug>/kruispunten"
KRUISPUNT, COMBINATIE = f"{K}/<int:nummer>", f"{K}/combinaties/<int:nummer>"
VRAAGSTUK, INITIATIEF = f"{K}/vraagstukken/<int:nummer>", f"{K}/initiatieven/<int:nummer>"
KANS = f"{K}/kansen/<int:nummer>"

urlpatterns: list[URLPattern | URLResolver] = [
    *atelierurls.urlpatterns,
    path(f"{K}/", kruispunten.kruispunten, name="kruispunten"),
    path(f"{K}/nieuw/", kruispunten.kruispunt_nieuw, name="kruispunt_nieuw"),
    path(f"{KRUISPUNT}/", kruispunten.kruispunt, name="kruispunt"),
    path(f"{KRUISPUNT}/wijzigen/", kruispunten.kruispunt_wijzigen, name="kruispunt_wijzigen"),
    path(f"{KRUISPUNT}/staat/", kruispunten.kruispunt_staat, name="kruispunt_staat"),
    path(f"{KRUISPUNT}/opbergen/", kruispunten.kruispunt_opbergen, name="kruispunt_opbergen"),
    path(f"{KRUISPUNT}/terughalen/", kruispunten.kruispunt_terughalen, name="kruispunt_terughalen"),
    path(f"{KRUISPUNT}/combinatie-erbij/", combinaties.combinatie_nieuw, name="combinatie_nieuw"),
    path(f"{COMBINATIE}/", combinaties.combinatie, name="combinatie"),
    path(f"{COMBINATIE}/opbergen/", combinaties.combinatie_opbergen, name="combinatie_opbergen"),
    path(f"{COMBINATIE}/terughalen/", combinaties.combinatie_terughalen, name="combinatie_terughalen"),
    path(f"{K}/vraagstukken/", vraagstukken.vraagstukken, name="vraagstukken"),
    path(f"{K}/vraagstukken/nieuw/", vraagstukken.vraagstuk_nieuw, name="vraagstuk_nieuw"),
    path(f"{VRAAGSTUK}/", vraagstukken.vraagstuk, name="vraagstuk"),
    path(f"{VRAAGSTUK}/kruispunt/", vraagstukken.vraagstuk_kruispunt, name="vraagstuk_kruispunt"),
    path(f"{VRAAGSTUK}/opbergen/", vraagstukken.vraagstuk_opbergen, name="vraagstuk_opbergen"),
    path(f"{VRAAGSTUK}/terughalen/", vraagstukken.vraagstuk_terughalen, name="vraagstuk_terughalen"),
    path(f"{K}/initiatieven/", initiatieven.initiatieven, name="initiatieven"),
    path(f"{K}/initiatieven/nieuw/", initiatieven.initiatief_nieuw, name="initiatief_nieuw"),
    path(f"{INITIATIEF}/", initiatieven.initiatief, name="initiatief"),
    path(f"{INITIATIEF}/wijzigen/", initiatieven.initiatief_wijzigen, name="initiatief_wijzigen"),
    path(f"{INITIATIEF}/opbergen/", initiatieven.initiatief_opbergen, name="initiatief_opbergen"),
    path(f"{INITIATIEF}/terughalen/", initiatieven.initiatief_terughalen, name="initiatief_terughalen"),
    path(f"{K}/kansen/", kansen.kansen, name="kansen"),
    path(f"{KANS}/oppakken/", kansen.kans_oppakken, name="kans_oppakken"),
    path(f"{KANS}/wegleggen/", kansen.kans_wegleggen, name="kans_wegleggen"),
    path(f"{KANS}/terughalen/", kansen.kans_terughalen, name="kans_terughalen"),
    path("mijn/initiatief/", mijn_initiatief.mijn_initiatief, name="mijn_initiatief"),
    path("mijn/initiatief/<int:nummer>/", mijn_initiatief.mijn_initiatief_wijzigen, name="mijn_initiatief_wijzigen"),
]
