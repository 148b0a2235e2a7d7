from django.urls import path

from pijlers import views

# The pages that show evidence (all pijlers, one pijler) stand in overzichten, above the uitspraken.
urlpatterns = [
    path("t/<slug:slug>/pijlers/nieuw/", views.pijler_nieuw, name="pijler_nieuw"),
    path("t/<slug:slug>/pijlers/vaststellen/", views.pijlers_vaststellen, name="pijlers_vaststellen"),
    path("t/<slug:slug>/pijlers/<int:nummer>/verwoorden/", views.pijler_verwoorden, name="pijler_verwoorden"),
    path("t/<slug:slug>/pijlers/<int:nummer>/duiden/", views.pijler_duiden, name="pijler_duiden"),
    path("t/<slug:slug>/pijlers/<int:nummer>/plaats/", views.pijler_plaats, name="pijler_plaats"),
    path("t/<slug:slug>/pijlers/<int:nummer>/vervallen/", views.pijler_vervallen, name="pijler_vervallen"),
    path("t/<slug:slug>/pijlers/<int:nummer>/terughalen/", views.pijler_terughalen, name="pijler_terughalen"),
    path("t/<slug:slug>/pijlers/<int:nummer>/effecten/nieuw/", views.effect_nieuw, name="effect_nieuw"),
    path("t/<slug:slug>/effecten/<int:nummer>/", views.effect, name="effect"),
    path("t/<slug:slug>/effecten/<int:nummer>/metingen/nieuw/", views.meting_nieuw, name="meting_nieuw"),
    path("t/<slug:slug>/metingen/<int:nummer>/", views.meting, name="meting"),
]
