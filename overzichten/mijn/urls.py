from django.urls import path

from overzichten.mijn import binnen, gegevens, views

urlpatterns = [
    path("mijn/", views.mijn, name="mijn"),
    path("mijn/in/<str:token>/", binnen.mijn_in, name="mijn_in"),
    path("mijn/zonder-link/", binnen.zonder_link, name="mijn_zonder_link"),
    path("mijn/link-opnieuw/", binnen.link_opnieuw, name="mijn_link_opnieuw"),
    path("mijn/verder/", binnen.verder, name="mijn_verder"),
    path("mijn/weg/", binnen.weg, name="mijn_weg"),
    path("mijn/verslag/<int:nummer>/", views.verslag, name="mijn_verslag"),
    path("mijn/verslag/<int:nummer>/opmerking/", views.opmerking_maken, name="mijn_opmerking"),
    path("mijn/verslag/<int:nummer>/akkoord/", views.akkoord, name="mijn_akkoord"),
    path("mijn/opmerking/<int:nummer>/terug/", views.opmerking_terug, name="mijn_opmerking_terug"),
    path("mijn/keuzes/", views.keuzes, name="mijn_keuzes"),
    path("mijn/keuzes/alles/", views.kies_alles, name="mijn_kies_alles"),
    path("mijn/uitspraak/<int:nummer>/toestemming/", views.kies, name="mijn_kies"),
    path("mijn/spoor/", views.spoor, name="mijn_spoor"),
    path("mijn/gegevens/", gegevens.gegevens, name="mijn_gegevens"),
    path("mijn/gegevens/inzien/", gegevens.inzien, name="mijn_inzien"),
    path("mijn/gegevens/alles.json", gegevens.download, name="mijn_download"),
    path("mijn/stoppen/", gegevens.stoppen, name="mijn_stoppen"),
    path("mijn/gestopt/", gegevens.gestopt, name="mijn_gestopt"),
    path("mijn/plan/", views.laatste, name="mijn_laatste_plan"),
    path("t/<slug:slug>/comakers/<int:nummer>/spoor/", views.comaker_spoor, name="comaker_spoor"),
]
