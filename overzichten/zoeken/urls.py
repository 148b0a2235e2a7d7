from django.urls import path

from overzichten.zoeken import views

urlpatterns = [path("t/<slug:slug>/zoeken/", views.zoeken, name="zoeken")]
