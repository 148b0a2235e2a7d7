from django.urls import path

from streefbeelden.views import positionering, streefbeeld, terugweg

P = "t/<slug:slug>/positionering"
ONTWIKKELING, KRACHT = f"{P}/ontwikkelingen/<int:nummer>", f"{P}/krachten/<int:nummer>"
S = "t/<slug:slug>/streefbeeld"
PUNT, STAP, PIJLER = f"{S}/punten/<int:nummer>", f"{S}/stappen/<int:nummer>", f"{S}/pijlers/<int:nummer>"

urlpatterns = [
    path(f"{P}/", positionering.positionering, name="positionering"),
    path(f"{P}/ontwikkelingen/nieuw/", positionering.ontwikkeling_nieuw, name="ontwikkeling_nieuw"),
    path(f"{ONTWIKKELING}/", positionering.ontwikkeling, name="ontwikkeling"),
    path(f"{ONTWIKKELING}/wijzigen/", positionering.ontwikkeling_wijzigen, name="ontwikkeling_wijzigen"),
    path(f"{ONTWIKKELING}/opbergen/", positionering.ontwikkeling_opbergen, name="ontwikkeling_opbergen"),
    path(f"{ONTWIKKELING}/terughalen/", positionering.ontwikkeling_terughalen, name="ontwikkeling_terughalen"),
    path(f"{P}/krachten/nieuw/", positionering.kracht_nieuw, name="kracht_nieuw"),
    path(f"{KRACHT}/", positionering.kracht, name="kracht"),
    path(f"{KRACHT}/wijzigen/", positionering.kracht_wijzigen, name="kracht_wijzigen"),
    path(f"{KRACHT}/opbergen/", positionering.kracht_opbergen, name="kracht_opbergen"),
    path(f"{KRACHT}/terughalen/", positionering.kracht_terughalen, name="kracht_terughalen"),
    path(f"{S}/", streefbeeld.streefbeeld, name="streefbeeld"),
    path(f"{S}/punten/nieuw/", streefbeeld.punt_nieuw, name="punt_nieuw"),
    path(f"{PUNT}/", streefbeeld.punt, name="punt"),
    path(f"{PUNT}/wijzigen/", streefbeeld.punt_wijzigen, name="punt_wijzigen"),
    path(f"{PUNT}/opbergen/", streefbeeld.punt_opbergen, name="punt_opbergen"),
    path(f"{PUNT}/terughalen/", streefbeeld.punt_terughalen, name="punt_terughalen"),
    path(f"{PUNT}/foto/", streefbeeld.punt_foto, name="punt_foto"),
    path(f"{PUNT}/foto-erbij/", streefbeeld.punt_beeld, name="punt_beeld"),
    path(f"{PUNT}/foto-weg/", streefbeeld.punt_beeld_weg, name="punt_beeld_weg"),
    path(f"{PIJLER}/verhaal/", streefbeeld.verhaal, name="verhaal"),
    path(f"{PIJLER}/verhaal/versies/", streefbeeld.verhaal_versies, name="verhaal_versies"),
    path(f"{S}/terug/", terugweg.terugweg, name="terugweg"),
    path(f"{S}/stappen/nieuw/", terugweg.stap_nieuw, name="stap_nieuw"),
    path(f"{STAP}/wijzigen/", terugweg.stap_wijzigen, name="stap_wijzigen"),
    path(f"{STAP}/opbergen/", terugweg.stap_opbergen, name="stap_opbergen"),
    path(f"{STAP}/terughalen/", terugweg.stap_terughalen, name="stap_terughalen"),
]
