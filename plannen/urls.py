from django.urls import path

from plannen import views

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
    path("mijn/plan/<uuid:uid>/", views.mijn_plan, name="mijn_plan"),
    path("mijn/plan/<uuid:uid>/pdf/", views.mijn_plan_pdf, name="mijn_plan_pdf"),
]
