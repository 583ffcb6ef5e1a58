"""Addresses below admin/ that Django's admin does not have."""

from django.urls import path

from kbsite.accounts.views import locked, login, reset, second_factor, sessions, your_login

app_name = "accounts"

urlpatterns = [
    path("unlock/<str:token>/", locked.unlock, name="unlock"),
    path("login/code/", login.second_step, name="second_step"),
    path("your-login/", your_login.your_login, name="your_login"),
    path("your-login/sessions/<int:row_id>/end/", sessions.end, name="end_session"),
    path("your-login/sessions/end-others/", sessions.end_others, name="end_other_sessions"),
    path("your-login/second-factor/", second_factor.set_up, name="second_factor_set_up"),
    path("your-login/second-factor/qr-code.svg", second_factor.qr_code, name="qr_code"),
    path("your-login/second-factor/codes/", second_factor.new_codes, name="new_codes"),
    path("your-login/second-factor/remove/", second_factor.remove, name="remove_second_factor"),
    path("password_reset/sent/", reset.LetterSentView.as_view(), name="reset_sent"),
    path("password_reset/done/", reset.NewPasswordDoneView.as_view(), name="reset_done"),
    path("password_reset/<str:uidb64>/<str:token>/", reset.NewPasswordView.as_view(), name="reset_confirm"),
]
