"""/accounts/: only the pages of allauth that an office needs; nobody registers, and no e-mail is asked for."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

from chizi.site.signing import directory, views

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("password/", account.password_change, name="account_change_password"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("confirm/code/", factors.reauthenticate, name="mfa_reauthenticate"),
    path("confirm/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("code/", factors.authenticate, name="mfa_authenticate"),
    path("invitation/", views.invitation, name="invitation"),
    path("security/", views.security, name="mfa_index"),
    path("security/sessions/end/", views.end_one, name="end_session"),
    path("security/sessions/end-others/", views.end_others, name="end_other_sessions"),
    path("security/phone/on/", totp.activate_totp, name="mfa_activate_totp"),
    path("security/phone/off/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("security/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "security/recovery-codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    path("security/passkeys/", views.passkeys_are_listed_above, name="mfa_list_webauthn"),
    path("security/passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("security/passkeys/<int:pk>/rename/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("security/passkeys/<int:pk>/remove/", views.remove_passkey, name="mfa_remove_webauthn"),
    path("passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("oidc/<slug:provider_id>/", directory.begin, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/back/", directory.come_back, name="openid_connect_callback"),
]
