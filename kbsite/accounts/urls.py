"""Addresses below admin/ that Django's admin does not have."""

from django.urls import path

from kbsite.accounts.views import (
    letters,
    locked,
    login,
    passkey_login,
    passkeys,
    reset,
    second_factor,
    sessions,
    your_login,
)

app_name = "accounts"

urlpatterns = [
    path("unlock/<str:token>/", locked.unlock, name="unlock"),
    path("login/code/", login.second_step, name="second_step"),
    path("login/code/passkey/", passkey_login.second_step, name="passkey_second_step"),
    path(
        "login/code/passkey/options/", passkey_login.second_step_options, name="passkey_second_step_options"
    ),
    path("login/passkey/", passkey_login.PasskeyLoginView.as_view(), name="passkey_login"),
    path("login/passkey/options/", passkey_login.login_options, name="passkey_login_options"),
    path("your-login/", your_login.your_login, name="your_login"),
    path("your-login/letters/", letters.letters, name="letters"),
    path("your-login/sessions/<int:row_id>/end/", sessions.end, name="end_session"),
    path("your-login/sessions/end-others/", sessions.end_others, name="end_other_sessions"),
    path("your-login/second-factor/", second_factor.set_up, name="second_factor_set_up"),
    path("your-login/second-factor/qr-code.svg", second_factor.qr_code, name="qr_code"),
    path("your-login/second-factor/codes/", second_factor.new_codes, name="new_codes"),
    path("your-login/second-factor/remove/", second_factor.remove, name="remove_second_factor"),
    path("your-login/passkeys/add/", passkeys.add, name="add_passkey"),
    path("your-login/passkeys/add/options/", passkeys.add_options, name="add_passkey_options"),
    path("your-login/passkeys/<int:row_id>/", passkeys.change, name="passkey"),
    path("your-login/passkeys/<int:row_id>/remove/", passkeys.remove, name="remove_passkey"),
    path("password_reset/sent/", reset.LetterSentView.as_view(), name="reset_sent"),
    path("password_reset/done/", reset.NewPasswordDoneView.as_view(), name="reset_done"),
    path("password_reset/<str:uidb64>/<str:token>/", reset.NewPasswordView.as_view(), name="reset_confirm"),
]
