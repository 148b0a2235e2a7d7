from django.urls import path

from overzichten.links import views

urlpatterns = [
    path("t/<slug:slug>/personen/<int:nummer>/link/", views.link, name="link"),
    path("t/<slug:slug>/personen/<int:nummer>/link/sturen/", views.sturen, name="link_sturen"),
    path("t/<slug:slug>/personen/<int:nummer>/link/tonen/", views.tonen, name="link_tonen"),
    path("t/<slug:slug>/personen/<int:nummer>/link/intrekken/", views.intrekken, name="link_intrekken"),
    path("t/<slug:slug>/personen/<int:nummer>/wissen/", views.wissen, name="persoon_wissen"),
]
