from django.urls import path

from phoihop.agree.programmes import views

app_name = "programmes"
urlpatterns = [
    path("frameworks/", views.index, name="index"),
    path("frameworks/new/", views.new, name="new"),
    path("frameworks/<int:pk>/", views.show, name="show"),
    path("frameworks/<int:pk>/correction/", views.correction, name="correction"),
    path("frameworks/<int:pk>/end/", views.drop, name="drop"),
    path("frameworks/<int:pk>/programmes/", views.new_programme, name="new_programme"),
    path("frameworks/<int:pk>/citations/", views.cite, name="cite"),
    path("frameworks/<int:pk>/citations/<int:citation>/removal/", views.stop_citing, name="stop_citing"),
    path("programmes/<int:pk>/parties/", views.add_party, name="add_party"),
    path("programmes/<int:pk>/parties/<int:party>/removal/", views.remove_party, name="remove_party"),
    path("programmes/<int:pk>/parties/<int:party>/focal-point/", views.focal_point, name="focal_point"),
    path("legal-bases/", views.register, name="register"),
    path("legal-bases/new/", views.new_basis, name="new_basis"),
    path("legal-bases/<int:pk>/end/", views.end_basis, name="end_basis"),
]
