"""Addresses of ateliers, their cards and promises, and the page of the invited."""

from django.urls import path

from kruispunten.views import ateliers, ideeen, uitnodigingen

urlpatterns = [
    path("t/<slug:slug>/ateliers/", ateliers.ateliers, name="ateliers"),
    path("t/<slug:slug>/ateliers/nieuw/", ateliers.atelier_nieuw, name="atelier_nieuw"),
    path("t/<slug:slug>/ateliers/<int:nummer>/", ateliers.atelier, name="atelier"),
    path("t/<slug:slug>/ateliers/<int:nummer>/wijzigen/", ateliers.atelier_wijzigen, name="atelier_wijzigen"),
    path("t/<slug:slug>/ateliers/<int:nummer>/afgelasten/", ateliers.atelier_afgelasten, name="atelier_afgelasten"),
    path(
        "t/<slug:slug>/ateliers/<int:nummer>/uitnodigen/", uitnodigingen.atelier_uitnodigen, name="atelier_uitnodigen"
    ),
    path("t/<slug:slug>/ateliers/<int:nummer>/versturen/", uitnodigingen.atelier_versturen, name="atelier_versturen"),
    path("t/<slug:slug>/ateliers/<int:nummer>/aanwezig/", uitnodigingen.atelier_aanwezig, name="atelier_aanwezig"),
    path("t/<slug:slug>/ateliers/<int:nummer>/erbij/", uitnodigingen.atelier_erbij, name="atelier_erbij"),
    path("t/<slug:slug>/ateliers/<int:nummer>/kaarten/", ideeen.idee_nieuw, name="idee_nieuw"),
    path("t/<slug:slug>/ideeen/<int:nummer>/", ideeen.idee, name="idee"),
    path("t/<slug:slug>/uitnodigingen/<int:nummer>/weg/", uitnodigingen.uitnodiging_weg, name="uitnodiging_weg"),
    path(
        "t/<slug:slug>/uitnodigingen/<int:nummer>/antwoord/",
        uitnodigingen.uitnodiging_antwoord,
        name="uitnodiging_antwoord",
    ),
    path("t/<slug:slug>/afspraken/<int:nummer>/gedaan/", ideeen.afspraak_gedaan, name="afspraak_gedaan"),
    path("mijn/atelier/<uuid:uid>/", uitnodigingen.mijn_atelier, name="mijn_atelier"),
    path("mijn/atelier/<uuid:uid>/agenda.ics", uitnodigingen.mijn_atelier_agenda, name="mijn_atelier_agenda"),
]
