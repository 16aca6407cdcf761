from django.urls import path

from accounts.views import account, entrance, home, workspaces

urlpatterns = [
    path("", home.home, name="home"),
    path("account/", account.account_detail, name="account_detail"),
    path("account/login/", entrance.sign_in, name="account_login"),
    path("account/signup/", entrance.sign_up, name="account_signup"),
    path("w/<str:workspace_code>/", workspaces.workspace_detail, name="workspace_detail"),
]
