from django.urls import path

from phoihop.foundation.agencies.views import account, administration, register

app_name = "agencies"
urlpatterns = [
    path("agencies/", register.index, name="index"),
    path("agencies/register.csv", register.export, name="export"),
    path("agencies/<int:pk>/", register.show, name="show"),
    path("agencies/new/", administration.found, name="found"),
    path("agencies/<int:pk>/name/", administration.rename, name="rename"),
    path("agencies/<int:pk>/code/", administration.code, name="code"),
    path("agencies/<int:pk>/end/", administration.end, name="end"),
    path("agencies/<int:pk>/posts/", administration.post, name="post"),
    path("agencies/posts/<int:pk>/tenures/", administration.tenure, name="tenure"),
    path("agencies/tenures/<int:pk>/end/", administration.tenure_end, name="tenure-end"),
    path("agencies/people/<int:pk>/account/", administration.account, name="open-account"),
    path("agencies/accounts/", administration.accounts, name="accounts"),
    path("agencies/accounts/<int:pk>/unlocking/", administration.unlocking, name="unlocking"),
    path("agencies/accounts/<int:pk>/closing/", administration.closing, name="closing"),
    path("agencies/accounts/<int:pk>/invitation/", administration.invitation, name="invitation"),
    path("account/", account.show, name="account"),
    path("account/post/", account.acting, name="acting"),
    path("account/delegations/", account.delegation, name="delegation"),
    path("account/delegations/<int:pk>/withdrawal/", account.withdrawal, name="withdrawal"),
]
