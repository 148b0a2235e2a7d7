from django.urls import path

from ketens import views

urlpatterns = [
    path("t/<slug:slug>/projecten/", views.projecten, name="projecten"),
    path("t/<slug:slug>/projecten/nieuw/", views.project_nieuw, name="project_nieuw"),
    path("t/<slug:slug>/projecten/koppelen/", views.project_koppelen, name="project_koppelen"),
    path("t/<slug:slug>/projecten/<int:nummer>/", views.project, name="project"),
    path("t/<slug:slug>/projecten/<int:nummer>/wijzigen/", views.project_wijzigen, name="project_wijzigen"),
    path("t/<slug:slug>/projecten/<int:nummer>/staat/", views.project_staat, name="project_staat"),
    path("t/<slug:slug>/projecten/<int:nummer>/voortgang/", views.project_voortgang, name="project_voortgang"),
]
