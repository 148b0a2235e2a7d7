from django.urls import path

from berichten import views

urlpatterns = [
    path("t/<slug:slug>/berichten/", views.berichten, name="berichten"),
    path("t/<slug:slug>/berichten/<int:nummer>/", views.bericht, name="bericht"),
    path("t/<slug:slug>/berichten/<int:nummer>/opnieuw/", views.opnieuw, name="bericht_opnieuw"),
    path("t/<slug:slug>/berichten/<int:nummer>/aangekomen/", views.aangekomen, name="bericht_aangekomen"),
]
