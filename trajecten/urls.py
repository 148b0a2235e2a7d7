from django.urls import path

from trajecten.views import besluiten, besluitmomenten, categorieen, logboek, partijen, traject

urlpatterns = [
    path("nieuw/", traject.traject_nieuw, name="traject_nieuw"),
    path("t/<slug:slug>/instellingen/", traject.instellingen, name="instellingen"),
    path("t/<slug:slug>/instellingen/categorieen/", categorieen.categorieen, name="categorieen"),
    path("t/<slug:slug>/instellingen/categorieen/<int:nummer>/", categorieen.categorie, name="categorie"),
    path(
        "t/<slug:slug>/instellingen/categorieen/<int:nummer>/verplaatsen/",
        categorieen.categorie_verplaatsen,
        name="categorie_verplaatsen",
    ),
    path(
        "t/<slug:slug>/instellingen/categorieen/<int:nummer>/weghalen/",
        categorieen.categorie_weghalen,
        name="categorie_weghalen",
    ),
    path("t/<slug:slug>/partijen/", partijen.partijen, name="partijen"),
    path("t/<slug:slug>/partijen/nieuw/", partijen.partij_nieuw, name="partij_nieuw"),
    path("t/<slug:slug>/partijen/<int:nummer>/", partijen.partij, name="partij"),
    path("t/<slug:slug>/besluiten/", besluiten.besluiten, name="besluiten"),
    path("t/<slug:slug>/besluiten/nieuw/", besluiten.besluit_nieuw, name="besluit_nieuw"),
    path("t/<slug:slug>/besluiten/<int:nummer>/document/", besluiten.besluit_document, name="besluit_document"),
    path("t/<slug:slug>/besluitmomenten/nieuw/", besluitmomenten.besluitmoment_nieuw, name="besluitmoment_nieuw"),
    path("t/<slug:slug>/besluitmomenten/<int:nummer>/", besluitmomenten.besluitmoment, name="besluitmoment"),
    path(
        "t/<slug:slug>/besluitmomenten/<int:nummer>/besloten/",
        besluitmomenten.besluitmoment_besloten,
        name="besluitmoment_besloten",
    ),
    path(
        "t/<slug:slug>/besluitmomenten/<int:nummer>/afblazen/",
        besluitmomenten.besluitmoment_afblazen,
        name="besluitmoment_afblazen",
    ),
    path(
        "t/<slug:slug>/besluitmomenten/<int:nummer>/hervatten/",
        besluitmomenten.besluitmoment_hervatten,
        name="besluitmoment_hervatten",
    ),
    path("t/<slug:slug>/logboek/", logboek.logboek, name="logboek"),
]
