"""Settings a règlement may already state and that no part of the program reads yet: each with the issue that will.

A setting acts or does not exist: whatever is not here changes an answer of the program (tests/services/offre/reglages).
"""

from __future__ import annotations

_JOURNEE = (
    "The day at the counter and the portal both ways: appointments, hours, arrivals, what the parent sees, "
    "school enrolment"
)
_CAISSE = "A till that can be trusted: payments, receipts, close, end-of-day reports"

EN_ATTENTE = {
    "portail.france_connect": _JOURNEE,
    "portail.mode_emploi": _JOURNEE,
    "sites.courriel": _JOURNEE,
    "sites.sur_rendez_vous": _JOURNEE,
    "sites.sans_rendez_vous_admis": _JOURNEE,
    # Read by Site.plages and guichet.regles.comptoir.echeances.admis, which nobody asks yet who comes in.
    "sites.dernier_acces_minutes": _JOURNEE,
    "paiement.en_ligne": _CAISSE,
    "paiement.prestataire": _CAISSE,
    "paiement.verrou_minutes": _CAISSE,
    "paiement.prelevement": _CAISSE,
    "paiement.facture_electronique": _CAISSE,
}
"""Path of the setting, lists without their rank → title of the issue that will read it."""
