"""What the program answers at the counter of a town, about everything but bookings: each a function of one trial."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from guichet.cli.offre.communes import montree
from guichet.erreurs import ErreurMetier
from guichet.fiches.portail.identifiants import SecretsRemis
from guichet.regles.portail.etapes import etapes, fini, oublis
from guichet.regles.socle.domaine import Canal, PieceIdentite
from guichet.services.comptoir import taches
from guichet.services.dossier import dossiers
from guichet.services.familles import creer
from guichet.services.offre import activites, reglement
from guichet.services.portail import bordereaux, cles, identifiants
from guichet.services.socle import agents, entretien
from screens.familles.personnes import sections
from tests.services.guichet_identifiants import colonne, ville
from tests.services.offre.reglages.villes import AGENT, SECRET, Essai, commune
from tests.services.saisies import LEGER

CNI = PieceIdentite.CNI
TIRAGES = 300
PEU = 7
"""Letters, or digits, of a password of twelve that one draw in ten falls short of."""


def _remis(e: Essai, **autres: Any) -> SecretsRemis:
    return identifiants.emettre(e.ctx, famille_id=e.foyer.famille, personne_id=e.foyer.sophie, piece=CNI, **autres)


def _papier(e: Essai, remis: SecretsRemis) -> str:
    """The slip without its secrets, which differ at each draw."""
    texte = bordereaux.bordereau(e.ctx, remis).texte
    for secret, dit in ((remis.mot_de_passe, "secret"), (remis.cle_enfance, "clé")):
        if secret:
            nu = secret.replace("-", "")
            groupes = [nu[i : i + 4] for i in range(0, len(nu), 4)]
            for ecrit in (secret, nu, " · ".join(groupes), "-".join(groupes)):
                texte = texte.replace(ecrit, dit)
    return texte


def bordereau(e: Essai) -> str:
    return _papier(e, _remis(e))


def bordereau_cle(e: Essai) -> str:
    return _papier(e, cles.emettre(e.ctx, famille_id=e.foyer.famille, responsable_id=e.foyer.sophie, piece=CNI))


def proposition(e: Essai) -> str:
    """The login given where none is asked for."""
    return _remis(e).identifiant


def guichet(e: Essai) -> Any:
    """The identifiers screen: what is said of each adult, and how an account would be made."""
    vus = identifiants.etat(e.ctx, e.foyer.famille).responsables
    return [(r.mode, r.diagnostic, r.destinataire.avertissement_courriel) for r in vus]


def sans_adresse(e: Essai) -> str:
    """Karim has no mail address: handed his identifiers, or told to make his account himself."""
    try:
        return identifiants.emettre(e.ctx, famille_id=e.foyer.famille, personne_id=e.foyer.karim, piece=CNI).mode
    except ErreurMetier as refus:
        return refus.message


def alertes(e: Essai) -> Any:
    cles.emettre(e.ctx, famille_id=e.foyer.famille, responsable_id=e.foyer.sophie, piece=CNI, canal=Canal.COURRIER)
    return [(a.code, a.niveau, a.texte, a.explication) for a in dossiers.lire(e.ctx, e.foyer.code).alertes]


def a_completer(e: Essai) -> Any:
    with e.ctx.ecriture() as s:
        s.ordre("UPDATE personne SET courriel = ''")
    return dossiers.lire(e.ctx, e.foyer.code).champs_manquants


def bloque(e: Essai) -> Any:
    """« Où êtes-vous bloqué ? », « Qu’a perdu le parent ? »."""
    mots = e.ctx.commune.mots_portail
    return etapes(mots), fini(mots), oublis(mots)


def cgu(e: Essai) -> Any:
    compte = _remis(e).compte
    assert compte is not None
    identifiants.activer(e.ctx, compte.compte_id)
    dit = identifiants.etat(e.ctx, e.foyer.famille).responsables[0].diagnostic.phrase
    return dit, identifiants.accepter_cgu(e.ctx, compte.compte_id).cgu_version


def premiere_connexion(e: Essai) -> str:
    compte = _remis(e).compte
    assert compte is not None
    return identifiants.noter_connexion(e.ctx, compte.compte_id).etat


def envoi(e: Essai) -> bool:
    """Whether a password sent by mail is shown at the counter."""
    return _remis(e, canal=Canal.COURRIEL).mot_de_passe is None


def secrets(e: Essai) -> tuple[int, bool, bool]:
    """Length of a temporary password, and whether none of many has few letters, or few digits."""
    from guichet.registres.portail.emission import tirer

    tires = [tirer(e.ctx.acte()).clair for _ in range(TIRAGES)]
    lettres, chiffres = ([sum(map(sorte, mdp)) for mdp in tires] for sorte in (str.islower, str.isdecimal))
    return min(map(len, tires)), min(lettres) >= PEU, min(chiffres) >= PEU


def residence(e: Essai) -> Any:
    creer(e.ctx, LEGER, malgre_doublons=True)
    return colonne(e.ctx, "SELECT residence FROM famille ORDER BY id DESC LIMIT 1")


def fiche_enfant(e: Essai) -> Any:
    """The form of a child, with what each field proposes."""
    return sections(e.ctx, "enfant", {})


def oubli(e: Essai) -> Any:
    demandee = taches.demander_identifiants(e.ctx, famille_id=e.foyer.famille, personne_id=e.foyer.sophie)
    dossier = dossiers.lire(e.ctx, e.foyer.code)
    return [t.echeance for t in dossier.taches], demandee is not None


def montrer(e: Essai) -> Any:
    """`guichet communes montrer`."""
    return montree(e.ctx.commune)


def autre_fichier(e: Essai) -> str:
    """Another file of the same town, loaded over this one."""
    try:
        return str(
            reglement.charger(
                e.ctx, commune=commune({"resume": "relue"}), le=e.ctx.aujourdhui() + timedelta(days=1)
            ).changements[-1]
        )
    except ErreurMetier as refus:
        return refus.message


def activite(e: Essai) -> Any:
    """The activity as the counter lists it: never its rules, which would answer for themselves."""
    (premiere, *_) = activites.lister(e.ctx)
    fiche = activites.montrer(e.ctx, premiere.code)
    return fiche.code, fiche.nom, fiche.sigle, fiche.unites, fiche.groupes


def jours(e: Essai) -> Any:
    """Every place of every day opened."""
    return colonne(
        e.ctx,
        "SELECT g.code, u.code, o.jour, o.capacite, o.fermee FROM ouverture o JOIN groupe g ON g.id = o.groupe_id "
        "JOIN unite u ON u.id = o.unite_id ORDER BY 3, 1, 2",
    )


def consultations(e: Essai) -> int:
    """Who opened the dossier eight months ago: kept or forgotten."""
    with e.ctx.ecriture() as s:
        s.ordre(
            "INSERT INTO consultation (le, agent, poste, famille_id, objet) VALUES (:le, 'demo', 'poste', :f, 'dossier')",
            {"le": e.ctx.maintenant() - timedelta(days=240), "f": e.foyer.famille},
        )
    # A date is believed once a week was lived at it.
    e.horloge.avancer(days=8)
    return entretien.purger_consultations(e.ctx)


def essais(e: Essai) -> list[bool]:
    """Four wrong passwords, then the right one at once, twenty and fifty minutes later."""
    return [_admis(e, ("faux",) * 4, minutes) for minutes in (0, 20, 30)]


def _admis(e: Essai, faux: tuple[str, ...], minutes: int) -> bool:
    e.horloge.avancer(minutes=minutes)
    for secret in (*(faux if not minutes else ()), SECRET):
        try:
            agents.connecter(e.ctx, identifiant=AGENT.identifiant, mot_de_passe=secret)
        except ErreurMetier:
            continue
        return True
    return False


def mot_de_passe_agent(e: Essai) -> bool:
    try:
        agents.changer_mot_de_passe(
            e.ctx, identifiant=AGENT.identifiant, ancien=SECRET, nouveau="une porte verte et trois"
        )
    except ErreurMetier:
        return False
    return True


def verrouillage(e: Essai) -> float:
    """Seconds after which the workstation locks."""
    from guichet.depart import preparer

    fichier = e.ctx.base.adresse
    e.ctx.base.fermer()
    return preparer(fichier, "poste", None, horloge=e.horloge, secrets=e.ctx.secrets).inactivite_s


def par_courriel(e: Essai) -> Essai:
    """The same counter where accounts leave by mail."""
    return Essai(ville(e.ctx, modes_compte=("courriel",)), e.foyer, e.horloge)
