from django.urls import path

from phoihop.foundation.notices import views

app_name = "notices"

urlpatterns = [
    path("", views.show, name="list"),
    path("reading/", views.read_all, name="read_all"),
    path("<int:pk>/reading/", views.read, name="read"),
    path("preference/", views.preference, name="preference"),
]
