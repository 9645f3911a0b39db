from django.urls import path

from phoihop.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("desk/", views.show, name="show"),
    path("desk/export/", views.export, name="export"),
    path("rooms/<int:pk>/", views.room, name="room"),
]
