from django.urls import path

from toegang import views

urlpatterns = [path("account/verder/", views.verder, name="verder")]
