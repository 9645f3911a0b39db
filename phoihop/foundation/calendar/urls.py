from django.urls import path

from phoihop.foundation.calendar import views

app_name = "calendar"

urlpatterns = [
    path("", views.days, name="list"),
    path("computation/", views.compute, name="compute"),
    path("days/", views.add, name="add"),
    path("days/<int:pk>/withdrawal/", views.withdraw, name="withdraw"),
]
