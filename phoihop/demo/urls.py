from django.urls import path

from phoihop.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.sign_in, name="sign_in"),
    path("<int:account>/", views.sign_in_as, name="sign_in_as"),
]
