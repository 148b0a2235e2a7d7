from django.urls import path

from ketens.views import projecten

urlpatterns = [
    path("t/<slug:slug>/projecten/", projecten.projecten, name="projecten"),
    path("t/<slug:slug>/projecten/nieuw/", projecten.project_nieuw, name="project_nieuw"),
    path("t/<slug:slug>/projecten/koppelen/", projecten.project_koppelen, name="project_koppelen"),
    path("t/<slug:slug>/projecten/<int:nummer>/", projecten.project, name="project"),
    path("t/<slug:slug>/projecten/<int:nummer>/wijzigen/", projecten.project_wijzigen, name="project_wijzigen"),
    path("t/<slug:slug>/projecten/<int:nummer>/staat/", projecten.project_staat, name="project_staat"),
    path("t/<slug:slug>/projecten/<int:nummer>/voortgang/", projecten.project_voortgang, name="project_voortgang"),
]
