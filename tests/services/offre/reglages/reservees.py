"""What the program answers when children are booked, moved, absent or wait: each a function of one trial."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from guichet.erreurs import ErreurMetier
from guichet.fiches.reservations.planning import Demande
from guichet.services import reservations
from guichet.services.comptoir import taches
from guichet.services.listes import releves
from guichet.services.reservations import absences, inscriptions
from tests.services.guichet_identifiants import colonne, installer
from tests.services.offre.reglages.villes import Essai

PROCHE = date(2026, 11, 23)
"""Past its fifteen days on the day of the tests."""
REPORT = date(2026, 11, 30)
"""Its fifteen days end on Sunday 15 November, the day before the tests."""
LOIN = date(2026, 12, 7)
NOEL = date(2026, 12, 21)


def _inscrire(e: Essai, personne: int, famille: int, **autres: Any) -> Any:
    (activite_id,) = colonne(e.ctx, "SELECT id FROM activite ORDER BY id LIMIT 1")
    return inscriptions.inscrire(
        e.ctx,
        personne_id=personne,
        famille_id=famille,
        activite_id=activite_id,
        du=e.ctx.aujourdhui(),
        au=date(2027, 7, 2),
        **autres,
    )


def _lea(e: Essai) -> int:
    """Léa, seven years old, at Molière, registered without a document; her id."""
    with e.ctx.ecriture() as s:
        s.ordre(
            "INSERT INTO scolarite (personne_id, annee, ecole, classe) VALUES (:p, 2026, 'Molière', 'CE1')",
            {"p": e.foyer.lea},
        )
    _inscrire(e, e.foyer.lea, e.foyer.famille, pieces=())
    return e.foyer.lea


def _unite(e: Essai, code: str) -> int:
    (unite,) = colonne(e.ctx, f"SELECT id FROM unite WHERE code = '{code}'")
    return int(unite)


def sejours(e: Essai) -> Any:
    """How many registrations a child who turns eight in March is given, and for which days."""
    lea = _lea(e)
    return colonne(e.ctx, "SELECT du, au FROM inscription WHERE personne_id = :p ORDER BY du", p=lea)


def verdicts(e: Essai) -> Any:
    """What becomes of one child's demands: near, on a moved limit, far, alone, together, in the holidays."""
    try:
        lea = _lea(e)
    except ErreurMetier as refus:
        return refus.message
    repas, gouter = _unite(e, "repas"), _unite(e, "gouter")
    lots = [[Demande(lea, jour, repas)] for jour in (PROCHE, REPORT, LOIN, NOEL)]
    lots += [[Demande(lea, LOIN, gouter)], [Demande(lea, LOIN, repas), Demande(lea, LOIN, gouter)]]
    return [[(x.issue, x.motif, x.regle, x.rang) for x in reservations.apercu(e.ctx, lot).lignes] for lot in lots]


def places(e: Essai) -> Any:
    """`guichet places`: what is left that day, of each age band too."""
    (code,) = colonne(e.ctx, "SELECT code FROM activite")
    return reservations.places_du_jour(e.ctx, code, LOIN)


def annulation(e: Essai) -> Any:
    """A meal two weeks and a half ahead, taken back ten days later."""
    lea = _lea(e)
    demande = Demande(lea, LOIN, _unite(e, "repas"))
    reservations.enregistrer(e.ctx, demandes=[demande], attendu=None)
    e.horloge.avancer(days=10)
    retrait = Demande(lea, LOIN, demande.unite_id, annuler=True)
    return [(x.issue, x.motif, x.regle) for x in reservations.apercu(e.ctx, [retrait]).lignes]


def absence(e: Essai) -> Any:
    """Two meals missed: told today, then with a certificate the day after them."""
    lea = _lea(e)
    repas = _unite(e, "repas")
    lendemain = LOIN + timedelta(days=1)
    demandes = [Demande(lea, jour, repas) for jour in (LOIN, lendemain)]
    reservations.enregistrer(e.ctx, demandes=demandes, attendu=None)
    vues = [absences.apercu(e.ctx, personne_id=lea, du=LOIN, au=lendemain)]
    e.horloge.avancer(days=23)
    vues.append(absences.apercu(e.ctx, personne_id=lea, du=LOIN, au=lendemain, certificat_le=e.ctx.aujourdhui()))
    return [[(x.etat, x.facturee, x.motif, x.regle) for x in vue.lignes] for vue in vues]


def attente(e: Essai) -> Any:
    """One place, freed: who is called first, and until when; an outsider asked before a resident."""
    lea = _lea(e)
    repas = _unite(e, "repas")
    reservations.enregistrer(e.ctx, demandes=[Demande(lea, LOIN, repas)], attendu=None)
    for code, residence in (("30001", "exterieur"), ("30002", "commune")):
        autre = installer(e.ctx, code, nom=f"Foyer {residence}")
        with e.ctx.ecriture() as s:
            s.ordre("UPDATE famille SET residence = :r WHERE id = :f", {"r": residence, "f": autre.famille})
        _inscrire(e, autre.lea, autre.famille)
        with e.ctx.ecriture() as s:
            s.ordre("UPDATE inscription SET etat = 'active' WHERE personne_id = :p", {"p": autre.lea})
        reservations.enregistrer(e.ctx, demandes=[Demande(autre.lea, LOIN, repas)], attendu=None)
        e.horloge.avancer(minutes=1)
    ordre = [(x.enfant, x.rang) for x in releves.attente(e.ctx, du=LOIN, au=LOIN)]
    reservations.enregistrer(e.ctx, demandes=[Demande(lea, LOIN, repas, annuler=True)], attendu=None)
    return ordre, [t.echeance for t in taches.lister(e.ctx)]


def rythme(e: Essai) -> Any:
    """A rhythm whose activity is called by its sign."""
    try:
        return reservations.demandes(e.ctx, personne_id=e.foyer.lea, rythme="APPS lundi")
    except ErreurMetier as refus:
        return refus.message
