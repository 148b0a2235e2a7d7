from django.urls import path

from plannen import views
from plannen.views import mijn, reacties

urlpatterns = [
    path("t/<slug:slug>/plan/", views.plan, name="plan"),
    path("t/<slug:slug>/plan/voorproef/", views.plan_voorproef, name="plan_voorproef"),
    path("t/<slug:slug>/plan/maken/", views.plan_maken, name="plan_maken"),
    path("t/<slug:slug>/plan/onderdelen/<slug:onderdeel>/", views.plan_onderdeel, name="plan_onderdeel"),
    path("t/<slug:slug>/plan/versies/<int:nummer>/", views.plan_versie, name="plan_versie"),
    path("t/<slug:slug>/plan/versies/<int:nummer>/pdf/", views.plan_pdf, name="plan_pdf"),
    path("t/<slug:slug>/plan/versies/<int:nummer>/archief/", views.plan_archief, name="plan_archief"),
    path("t/<slug:slug>/plan/versies/<int:nummer>/opnieuw/", views.plan_opnieuw, name="plan_opnieuw"),
    path("t/<slug:slug>/plan/versies/<int:nummer>/presenteren/", views.plan_presenteren, name="plan_presenteren"),
    path("t/<slug:slug>/plan/versies/<int:nummer>/vaststellen/", views.plan_vaststellen, name="plan_vaststellen"),
    path("mijn/plan/<uuid:uid>/", mijn.mijn_plan, name="mijn_plan"),
    path("t/<slug:slug>/plan/reacties/<int:nummer>/", reacties.plan_reactie, name="plan_reactie"),
    path("mijn/plan/<uuid:uid>/reactie/", mijn.mijn_plan_reactie, name="mijn_plan_reactie"),
    path("mijn/plan/<uuid:uid>/pdf/", mijn.mijn_plan_pdf, name="mijn_plan_pdf"),
]
