"""What calls for attention when a family sits down: a word, a sign, and behind `!` why and what to do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from guichet.fiches.comptoir.taches import Alerte, FicheTache
from guichet.fiches.familles.foyer import FicheQuotient, Membre
from guichet.fiches.portail.comptes_portail import FicheCle, FicheComptePortail
from guichet.fiches.reservations.quinzaine import CaseQuinzaine
from guichet.formats import date_num, instant_court
from guichet.formats.mots import de
from guichet.formats.naissances import bornes
from guichet.regles.comptoir.echeances import EtatEcheance
from guichet.regles.garde.alertes import alertes_garde
from guichet.regles.offre.annee import annee_scolaire, libelle_annee
from guichet.regles.portail.alertes import alertes_cle, alertes_compte_portail
from guichet.regles.portail.mots import MotsPortail
from guichet.regles.reservations.absences_attendues import CertificatAttendu
from guichet.regles.reservations.alertes import alerte_certificat, alerte_pieces, alerte_place, alertes_attente
from guichet.regles.socle.courriel import domaine_a_probleme
from guichet.regles.socle.domaine import NatureTache, Residence

_ORDRE = {"refus": 0, "attention": 1, "info": 2}
_PREMIERE_ANNEE = 3
_DERNIERE_ANNEE = 11
"""School age at a guichet unique: from the calendar year of the third birthday to that of the eleventh (CM2)."""


@dataclass(frozen=True, slots=True)
class Faits:
    """What is known of a household, at one instant.

    Attributes:
        maintenant: local instant.
        quotient: latest index begun, in force or over; None when there never was one.
        comptes: accounts of the responsables.
        cles: latest Clé Enfance of each.
        taches: what is still to do.
        attentes: bookings of the two weeks ahead that wait for a place.
        unites: names of their units.
        certificats: absences a certificate would still change.
        pieces: documents the demands of a child wait for.
        presents: children of a shared custody who are in this household today, exceptions and holidays included.
        mots: what the town's portal calls things, and demands of a parent.
        compte_obligatoire: the town books through the portal only.
        cle_requise: parents make their own account there and link it by Clé Enfance.
        voir_pai: this agent may open the detail of a PAI.
        domaines_a_probleme: mail domains the town warns about.
    """

    maintenant: datetime
    responsables: Sequence[Membre]
    enfants: Sequence[Membre]
    quotient: FicheQuotient | None
    comptes: Sequence[FicheComptePortail]
    cles: Sequence[FicheCle]
    taches: Sequence[FicheTache]
    attentes: Sequence[CaseQuinzaine] = ()
    unites: Mapping[int, str] = field(default_factory=dict)
    certificats: Sequence[CertificatAttendu] = ()
    pieces: Mapping[int, Sequence[str]] = field(default_factory=dict)
    presents: Collection[int] = ()
    mots: MotsPortail = field(default_factory=MotsPortail)
    compte_obligatoire: bool = False
    cle_requise: bool = False
    voir_pai: bool = False
    domaines_a_probleme: Collection[str] = ()
    residence: str = Residence.COMMUNE
    """Whether the household lives in the town, where something tells."""


def alertes(faits: Faits) -> tuple[Alerte, ...]:
    """Every alert of a household, what blocks first, then what is due, then what is good to know."""
    trouvees = [
        *_sans_responsable(faits),
        *_taches(faits),
        *_reservations(faits),
        *_comptes(faits),
        *_residence(faits),
        *_quotient(faits),
        *(alerte for enfant in faits.enfants for alerte in _enfant(faits, enfant)),
        *alertes_garde(faits.enfants, faits.presents),
        *_courriel(faits),
    ]
    return tuple(sorted(trouvees, key=lambda alerte: _ORDRE[alerte.niveau]))


def _sans_responsable(faits: Faits) -> Iterator[Alerte]:
    if not faits.responsables:
        yield Alerte(
            code="sans_responsable",
            niveau="refus",
            texte="plus de responsable",
            explication=(
                "Le seul responsable de ce foyer est décédé : plus personne ne répond des enfants ni ne reçoit les "
                "factures. Les réservations sont gardées. Voyez un superviseur, puis ajoutez le tuteur ou le parent "
                "qui prend la suite (F6) : il paiera."
            ),
        )


def _taches(faits: Faits) -> Iterator[Alerte]:
    for tache in faits.taches:
        if tache.nature == NatureTache.RESPONSABLE_MANQUANT:
            continue  # said by the household itself, as long as it is so
        if tache.nature == NatureTache.PAI_A_TRANSMETTRE:
            yield Alerte(
                code="pai_a_transmettre",
                niveau="attention",
                texte=tache.detail,
                explication=(
                    f"{tache.famille} change d’école : la nouvelle doit avoir le PAI avant le premier repas. Une fois "
                    "remis, notez-le ici (Entrée) ou depuis « À traiter » (o)."
                ),
                objet=tache.tache_id,
            )
            continue
        if tache.nature == NatureTache.PLACE_LIBEREE:
            yield alerte_place(tache, faits.maintenant)
            continue
        limite = instant_court(tache.echeance.astimezone(faits.maintenant.tzinfo))
        retard = tache.urgence == EtatEcheance.EN_RETARD.value
        yield Alerte(
            code="identifiants_en_retard" if retard else "identifiants_dus",
            niveau="refus" if retard else "attention",
            texte="identifiants en retard" if retard else "identifiants à envoyer",
            detail=f"{'dus depuis le' if retard else 'avant le'} {limite}",
            explication=(
                f"{tache.famille} a demandé ses identifiants oubliés : la commune promet un envoi en "
                f"{faits.mots.oubli_heures}\u00a0h ouvrées, soit le {limite} au plus tard. Émettez un nouveau mot de "
                "passe, jamais l’ancien."
            ),
        )


def _residence(faits: Faits) -> Iterator[Alerte]:
    if faits.residence == Residence.INCONNUE:
        yield Alerte(
            code="residence_inconnue",
            niveau="attention",
            texte="commune à confirmer",
            explication=(
                "Rien dans l’adresse ne dit si ce foyer habite la commune : demandez-le, puis corrigez la ville ou "
                "répondez à « Résidence » (Entrée sur l’adresse). D’ici là, il n’a ni le tarif des habitants ni "
                "celui de l’extérieur, et passe avec l’extérieur là où les habitants passent d’abord."
            ),
        )


def _reservations(faits: Faits) -> Iterator[Alerte]:
    prenoms = {e.personne_id: e.prenom for e in faits.enfants}
    yield from (alerte_certificat(c, prenoms[c.personne_id]) for c in faits.certificats)
    yield from (alerte_pieces(pieces, prenoms[enfant], enfant) for enfant, pieces in faits.pieces.items())
    yield from alertes_attente(faits.attentes, faits.unites, prenoms)


def _comptes(faits: Faits) -> Iterator[Alerte]:
    for compte in faits.comptes:
        yield from alertes_compte_portail(compte, faits.maintenant, faits.mots)
    if faits.responsables and not faits.comptes and faits.compte_obligatoire:
        yield Alerte(
            code="sans_compte",
            niveau="attention",
            texte="aucun compte portail",
            explication=(
                "Cette commune réserve par le portail, et aucun responsable n’y a de compte : "
                "proposez de l’ouvrir maintenant (g), ou faites la démarche à sa place au guichet."
            ),
        )
    relies = {cle.personne_id for cle in faits.cles}
    for cle in faits.cles:
        yield from alertes_cle(cle, faits.maintenant, faits.mots)
    if faits.responsables and faits.cle_requise and faits.enfants and not relies:
        yield Alerte(
            code="sans_cle",
            niveau="attention",
            texte=f"{faits.mots.cle_enfance} jamais remise",
            explication=(
                f"Sans {faits.mots.cle_enfance}, le compte créé par le parent ne voit pas ses enfants : "
                "remettez-en une après avoir vu une pièce d’identité."
            ),
        )


def _quotient(faits: Faits) -> Iterator[Alerte]:
    jour = faits.maintenant.date()
    quotient = faits.quotient
    if quotient is None:
        yield Alerte(
            code="qf_absent",
            niveau="attention",
            texte="QF absent",
            detail="tarif maximal",
            explication=(
                "Aucun quotient familial n’est connu : le tarif le plus élevé s’applique. "
                "Demandez l’attestation de la CAF ou l’avis d’imposition."
            ),
        )
    elif quotient.au is not None and quotient.fini(jour):
        fin = date_num(quotient.au)
        yield Alerte(
            code="qf_expire",
            niveau="attention",
            texte="QF expiré",
            detail=f"depuis le {fin}",
            explication=(
                f"Le dernier quotient familial valait jusqu’au {fin} : le tarif le plus élevé s’applique "
                "depuis. Demandez l’attestation à jour."
            ),
        )


def _enfant(faits: Faits, enfant: Membre) -> Iterator[Alerte]:
    jour = faits.maintenant.date()
    if enfant.pai:
        yield Alerte(
            code="pai",
            niveau="attention",
            texte=f"PAI {enfant.prenom}",
            explication=(
                f"{enfant.prenom} a un projet d’accueil individualisé : "
                + (
                    "son détail s’ouvre depuis la fiche de l’enfant, et chaque ouverture est notée."
                    if faits.voir_pai
                    else "son détail est réservé aux agents qui en décident, demandez à un superviseur."
                )
            ),
            objet=enfant.personne_id,
        )
    annee = annee_scolaire(jour)
    ne = bornes(enfant.nee)
    age_scolaire = ne is None or (_PREMIERE_ANNEE <= annee - ne[0].year <= _DERNIERE_ANNEE)
    if not enfant.ecole and age_scolaire:
        yield Alerte(
            code="sans_ecole",
            niveau="attention",
            texte=f"{enfant.prenom} sans école",
            detail=libelle_annee(annee),
            explication=(
                f"L’école {de(enfant.prenom)} en {libelle_annee(annee)} n’est pas connue : "
                "sans elle, ni cantine ni accueil ne peuvent être réservés au bon endroit (F2)."
            ),
            objet=enfant.personne_id,
        )


def _courriel(faits: Faits) -> Iterator[Alerte]:
    if faits.responsables and not any(r.courriel for r in faits.responsables):
        yield Alerte(
            code="sans_courriel",
            niveau="info",
            texte="sans courriel",
            explication=(
                "Aucun responsable n’a donné d’adresse de courriel : tout se fait sur papier et au guichet. "
                + (
                    "Le portail en demande une : remettez ses identifiants au guichet (g)."
                    if faits.mots.courriel_obligatoire
                    else "Le portail n’en exige pas : un compte s’ouvre sans elle."
                )
            ),
            objet=faits.responsables[0].personne_id,
        )
    for responsable in faits.responsables:
        avertissement = domaine_a_probleme(responsable.courriel, faits.domaines_a_probleme)
        if avertissement:
            yield Alerte(
                code="courriel_a_probleme",
                niveau="info",
                texte=f"courriel {de(responsable.prenom)} à risque",
                detail=responsable.courriel.rpartition("@")[2],
                explication=avertissement,
                objet=responsable.personne_id,
            )
