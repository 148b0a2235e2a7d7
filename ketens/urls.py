from django.urls import path

from ketens.views import ateliers, ketens, projecten, schakels, trekker

T = "t/<slug:slug>"
PROJECT = f"{T}/projecten/<int:nummer>"

KETEN = f"{T}/ketens/<int:nummer>"
MIJN = "mijn/project/<int:nummer>"

urlpatterns = [
    path(f"{T}/ateliers/<int:nummer>/sluiten/", ateliers.atelier_sluiten, name="atelier_sluiten"),
    path(f"{MIJN}/", trekker.mijn_project, name="mijn_project"),
    path(f"{MIJN}/hoe/", trekker.hoe, name="mijn_project_hoe"),
    path(f"{MIJN}/wijzigen/", trekker.wijzigen, name="mijn_project_wijzigen"),
    path(f"{MIJN}/mens-erbij/", trekker.mens_erbij, name="mijn_mens_erbij"),
    path(f"{MIJN}/keten/", trekker.drager_erbij, name="mijn_drager_erbij"),
    path("mijn/mijlpalen/<int:nummer>/gehaald/", trekker.mijlpaal, name="mijn_mijlpaal_gehaald"),
    path(f"{T}/projecten/", projecten.projecten, name="projecten"),
    path(f"{T}/projecten/nieuw/", projecten.project_nieuw, name="project_nieuw"),
    path(f"{T}/projecten/koppelen/", projecten.project_koppelen, name="project_koppelen"),
    path(f"{PROJECT}/", projecten.project, name="project"),
    path(f"{PROJECT}/wijzigen/", projecten.project_wijzigen, name="project_wijzigen"),
    path(f"{PROJECT}/staat/", projecten.project_staat, name="project_staat"),
    path(f"{PROJECT}/voortgang/", projecten.project_voortgang, name="project_voortgang"),
    path(f"{PROJECT}/mijlpaal-erbij/", projecten.mijlpaal_nieuw, name="mijlpaal_nieuw"),
    path(f"{PROJECT}/mens-erbij/", projecten.meedoener_nieuw, name="meedoener_nieuw"),
    path(f"{T}/mijlpalen/<int:nummer>/gehaald/", projecten.mijlpaal_gehaald, name="mijlpaal_gehaald"),
    path(f"{T}/meedoeners/<int:nummer>/gestopt/", projecten.meedoener_gestopt, name="meedoener_gestopt"),
    path(f"{T}/ketens/", ketens.ketens, name="ketens"),
    path(f"{T}/ketens/nieuw/", ketens.keten_nieuw, name="keten_nieuw"),
    path(f"{T}/ketens/beeld/", ketens.ketens_beeld, name="ketens_beeld"),
    path(f"{KETEN}/", ketens.keten, name="keten"),
    path(f"{KETEN}/wijzigen/", ketens.keten_wijzigen, name="keten_wijzigen"),
    path(f"{KETEN}/opbergen/", ketens.keten_opbergen, name="keten_opbergen"),
    path(f"{KETEN}/schakel-erbij/", schakels.schakel_nieuw, name="schakel_nieuw"),
    path(f"{T}/schakels/<int:nummer>/", schakels.schakel, name="schakel"),
    path(f"{T}/schakels/<int:nummer>/weg/", schakels.schakel_weg, name="schakel_weg"),
    path(f"{T}/schakels/<int:nummer>/inbreng-erbij/", schakels.inbreng_nieuw, name="inbreng_nieuw"),
    path(f"{T}/inbreng/<int:nummer>/", schakels.inbreng, name="inbreng"),
    path(f"{T}/inbreng/<int:nummer>/weg/", schakels.inbreng_weg, name="inbreng_weg"),
]
