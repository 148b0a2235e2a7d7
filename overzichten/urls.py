from django.urls import include, path

from overzichten.views import agenda, kerngroep, keuken, pijlers, raad, signalen, start, wel_en_niet

urlpatterns = [
    path("", start.trajecten, name="trajecten"),
    path("t/<slug:slug>/", keuken.keuken, name="keuken"),
    path("t/<slug:slug>/pijlers/", pijlers.pijlers, name="pijlers"),
    path("t/<slug:slug>/pijlers/<int:nummer>/", pijlers.pijler, name="pijler"),
    path("t/<slug:slug>/instellingen/kerngroep/", kerngroep.kerngroep, name="kerngroep"),
    path("t/<slug:slug>/instellingen/kerngroep/<int:nummer>/", kerngroep.kerngroeplid, name="kerngroeplid"),
    path("t/<slug:slug>/instellingen/kerngroep/<int:nummer>/weg/", kerngroep.kerngroeplid_weg, name="kerngroeplid_weg"),
    path(
        "t/<slug:slug>/instellingen/kerngroep/<int:nummer>/opnieuw/",
        kerngroep.kerngroeplid_opnieuw,
        name="kerngroeplid_opnieuw",
    ),
    path("t/<slug:slug>/dos-en-donts/", wel_en_niet.wel_en_niet, name="wel_en_niet"),
    path("t/<slug:slug>/raad/", raad.raad, name="raad"),
    path("t/<slug:slug>/agenda/", agenda.agenda, name="agenda"),
    path("t/<slug:slug>/agenda/adres/", agenda.agenda_adres, name="agenda_adres"),
    path("t/<slug:slug>/agenda/adres/weg/", agenda.agenda_adres_weg, name="agenda_adres_weg"),
    path("agenda/<str:token>.ics", agenda.agenda_ics, name="agenda_ics"),
    path("t/<slug:slug>/signalen/", signalen.signalen, name="signalen"),
    path("t/<slug:slug>/signalen/<int:nummer>/terzijde/", signalen.signaal_terzijde, name="signaal_terzijde"),
    path("t/<slug:slug>/signalen/<int:nummer>/terughalen/", signalen.signaal_terughalen, name="signaal_terughalen"),
    path("", include("overzichten.mijn.urls")),
    path("", include("overzichten.links.urls")),
    path("", include("overzichten.zoeken.urls")),
]
