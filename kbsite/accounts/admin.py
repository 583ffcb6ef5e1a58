"""The libraries' own pages show the secrets of other people's factors, so they are taken away."""

from django.contrib import admin
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

for model in (StaticDevice, TOTPDevice):
    admin.site.unregister(model)
