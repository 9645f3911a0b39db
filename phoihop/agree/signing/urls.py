"""Nouns of a signing, mounted under /signings/."""

from django.urls import path

from phoihop.agree.signing.views import ceremony, certificates, signings, slots

app_name = "signing"
urlpatterns = [
    path("", signings.index, name="list"),
    path("certificates/", certificates.index, name="certificates"),
    path("certificates/registration/", certificates.registration, name="registration"),
    path("certificates/specimens/", certificates.specimens, name="specimens"),
    path("certificates/<int:pk>/withdrawal/", certificates.withdrawal, name="withdrawal"),
    path("new/<int:version>/", signings.new, name="new"),
    path("<int:pk>/", signings.show, name="show"),
    path("<int:pk>/screen/", signings.screen, name="screen"),
    path("<int:pk>/paper.pdf", signings.paper, name="paper"),
    path("<int:pk>/consolidated/", signings.consolidated, name="consolidated"),
    path("<int:pk>/arrangement/", signings.arrangement, name="arrangement"),
    path("<int:pk>/opening/", signings.opening, name="opening"),
    path("<int:pk>/stopping/", signings.stopping, name="stopping"),
    path("<int:pk>/witnesses/", ceremony.witness, name="witness"),
    path("<int:pk>/witnesses/<int:witness>/presence/", ceremony.presence, name="presence"),
    path("<int:pk>/photos/", ceremony.photos, name="photos"),
    path("<int:pk>/attestation/", ceremony.attestation, name="attestation"),
    path("<int:pk>/changes/", ceremony.changes, name="changes"),
    path("<int:pk>/changes/<int:change>/removal/", ceremony.change_removal, name="change_removal"),
    path("<int:pk>/places/<int:slot>/signature/", slots.signature, name="signature"),
    path("<int:pk>/places/<int:slot>/hand-back/", slots.hand_back, name="hand_back"),
    path("<int:pk>/places/<int:slot>/remote/", slots.remote, name="remote"),
    path("<int:pk>/places/<int:slot>/device/", slots.device, name="device"),
    path("<int:pk>/places/<int:slot>/demo/", slots.demo, name="demo"),
    path("<int:pk>/places/<int:slot>/abandonment/", slots.abandonment, name="abandonment"),
    path("<int:pk>/places/<int:slot>/number/", slots.number, name="number"),
    path("<int:pk>/places/<int:slot>/substitution/", slots.substitution, name="substitution"),
    path("<int:pk>/places/<int:slot>/refusal/", slots.refusal, name="refusal"),
    path("<int:pk>/places/<int:slot>/receipt/", slots.receipt, name="receipt"),
]
