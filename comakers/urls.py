from django.urls import path

from comakers.views import comakers, gesprekken, herkomst, kernvraag, themas, uitspraken, verslagen

T = "t/<slug:slug>"
GESPREK = f"{T}/gesprekken/<int:nummer>"

urlpatterns = [
    path(f"{T}/comakers/", comakers.comakers, name="comakers"),
    path(f"{T}/comakers/nieuw/", comakers.comaker_nieuw, name="comaker_nieuw"),
    path(f"{T}/comakers/<int:nummer>/", comakers.comaker, name="comaker"),
    path(f"{T}/comakers/<int:nummer>/wijzigen/", comakers.comaker_wijzigen, name="comaker_wijzigen"),
    path(f"{T}/comakers/<int:nummer>/staat/", comakers.comaker_staat, name="comaker_staat"),
    path(f"{T}/comakers/<int:nummer>/gehoord/", comakers.comaker_gehoord, name="comaker_gehoord"),
    path(f"{T}/comakers/<int:nummer>/achterban/", comakers.achterbannen, name="achterban_nieuw"),
    path(f"{T}/achterbannen/<int:nummer>/weg/", comakers.achterban_weg, name="achterban_weg"),
    path(f"{T}/gesprekken/", gesprekken.gesprekken, name="gesprekken"),
    path(f"{T}/gesprekken/nieuw/", gesprekken.gesprek_nieuw, name="gesprek_nieuw"),
    path(f"{GESPREK}/", gesprekken.gesprek, name="gesprek"),
    path(f"{GESPREK}/wijzigen/", gesprekken.gesprek_wijzigen, name="gesprek_wijzigen"),
    path(f"{GESPREK}/staat/", gesprekken.gesprek_staat, name="gesprek_staat"),
    path(f"{GESPREK}/aantekeningen/", gesprekken.aantekeningen, name="aantekeningen"),
    path(f"{GESPREK}/knippen/", uitspraken.uitspraak_knippen, name="uitspraak_knippen"),
    path(f"{GESPREK}/belofte/", gesprekken.toezegging_nieuw, name="toezegging_nieuw"),
    path(f"{T}/toezeggingen/<int:nummer>/nagekomen/", gesprekken.toezegging_nagekomen, name="toezegging_nagekomen"),
    path(f"{GESPREK}/kernvraag/", kernvraag.kernvraag, name="kernvraag"),
    path(f"{GESPREK}/kernvraag/beeld-erbij/", kernvraag.afbeelding_nieuw, name="afbeelding_nieuw"),
    path(f"{T}/afbeeldingen/<int:nummer>/", kernvraag.afbeelding, name="afbeelding"),
    path(f"{T}/afbeeldingen/<int:nummer>/weg/", kernvraag.afbeelding_weg, name="afbeelding_weg"),
    path(f"{GESPREK}/verslag/", verslagen.verslag, name="verslag"),
    path(f"{GESPREK}/verslag/delen/", verslagen.verslag_delen, name="verslag_delen"),
    path(f"{GESPREK}/verslag/heropenen/", verslagen.verslag_heropenen, name="verslag_heropenen"),
    path(f"{GESPREK}/verslag/versies/", verslagen.verslag_versies, name="verslag_versies"),
    path(f"{GESPREK}/verslag/printen/", verslagen.verslag_print, name="verslag_print"),
    path(f"{T}/opmerkingen/<int:nummer>/overnemen/", verslagen.opmerking_overnemen, name="opmerking_overnemen"),
    path(
        f"{T}/opmerkingen/<int:nummer>/beantwoorden/", verslagen.opmerking_beantwoorden, name="opmerking_beantwoorden"
    ),
    path(f"{T}/themas/", themas.themas, name="themas"),
    path(f"{T}/themas/overzicht/", themas.thema_overzicht, name="thema_overzicht"),
    path(f"{T}/themas/nieuw/", themas.thema_nieuw, name="thema_nieuw"),
    path(f"{T}/themas/indelen/", themas.uitspraken_themas, name="uitspraken_themas"),
    path(f"{T}/themas/<int:nummer>/", themas.thema, name="thema"),
    path(f"{T}/themas/<int:nummer>/wijzigen/", themas.thema_wijzigen, name="thema_wijzigen"),
    path(f"{T}/themas/<int:nummer>/samenvoegen/", themas.thema_samenvoegen, name="thema_samenvoegen"),
    path(f"{T}/themas/<int:nummer>/losmaken/", themas.thema_losmaken, name="thema_losmaken"),
    path(f"{T}/uitspraken/<int:nummer>/", uitspraken.uitspraak, name="uitspraak"),
    path(f"{T}/uitspraken/<int:nummer>/terzijde/", uitspraken.uitspraak_terzijde, name="uitspraak_terzijde"),
    path(f"{T}/uitspraken/<int:nummer>/terug/", uitspraken.uitspraak_terug, name="uitspraak_terug"),
    path(f"{T}/herkomst/<slug:soort>/<int:nummer>/", herkomst.herkomst, name="herkomst"),
    path(f"{T}/herkomst/<slug:soort>/<int:nummer>/<int:koppeling>/weg/", herkomst.herkomst_weg, name="herkomst_weg"),
]
