"""`guichet dossier CODE`: the whole family, as the screen shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guichet.cli.cadre.appel import Appel
from guichet.cli.cadre.application import GUICHET, application
from guichet.cli.cadre.options import CODE, commande
from guichet.cli.cadre.sortie import Bloc, affichee

if TYPE_CHECKING:
    from collections.abc import Sequence

    from guichet.fiches.dossier.dossier import Dossier
    from guichet.fiches.familles.foyer import Membre
    from guichet.fiches.reservations.quinzaine import CaseQuinzaine


@commande(application, "dossier", "Montrer le dossier d’une famille.", panneau=GUICHET)
def dossier(appel: Appel, code: CODE) -> None:
    """Show a family; who looked is written in the access log, as the screen does."""
    from guichet.services.comptoir import passages
    from guichet.services.dossier import dossiers

    ctx = appel.contexte()
    lu = dossiers.lire(ctx, code)
    passages.consulter(ctx, lu.famille.famille_id, "dossier")
    appel.montrer(_donnees(lu), lambda: _blocs(lu))


def _donnees(lu: Dossier) -> dict[str, Any]:
    from dataclasses import fields

    from guichet.regles.socle.code_famille import affiche

    lus = {champ.name: getattr(lu, champ.name) for champ in fields(lu)}
    return {"code_famille": affiche(lu.famille.code), **lus, "quinzaine": _quinzaine(lu)}


def _quinzaine(lu: Dossier) -> dict[str, Any]:
    q = lu.quinzaine
    cases = [case._asdict() for case in q.cases]
    return {"du": q.lundi, "au": q.au, "unites": q.unites, "cases": cases, "sans_ecole": q.sans_ecole}


def _blocs(lu: Dossier) -> Sequence[Bloc]:
    return [
        _foyer(lu),
        Bloc("À voir", rangees=[(a.texte, a.detail) for a in lu.alertes], colonnes=("Alerte", "Détail")),
        *(_membres("Responsables", lu.responsables), _membres("Enfants", lu.enfants)),
        _membres("Contacts", lu.contacts),
        _semaines(lu),
        _comptes(lu),
        Bloc("Démarches", rangees=[(affichee(a.le), a.libelle) for a in lu.demarches], colonnes=("Le", "Fait")),
    ]


def _foyer(lu: Dossier) -> Bloc:
    from guichet.formats import euros, mois_court
    from guichet.regles.socle.code_famille import affiche
    from guichet.regles.socle.domaine import LIBELLES, EnvoiFactures, Residence

    f, q = lu.famille, lu.quotient
    adresse = ", ".join(
        morceau for morceau in (f.adresse, f.complement, f"{f.code_postal} {f.ville}".strip()) if morceau
    )
    paires = [
        ("Famille", lu.nom),
        ("Code", affiche(f.code)),
        ("Adresse", adresse),
        ("Résidence", LIBELLES[Residence(f.residence)]),
        ("Factures", LIBELLES[EnvoiFactures(f.envoi_factures)]),
        ("Quotient", f"{euros(q.valeur_centimes)} ({mois_court(q.mois)}, {q.source})" if q else "aucun en vigueur"),
    ]
    if lu.passage:
        paires.append(("Passage", f"n° {lu.passage.passage_id} {lu.passage.etat}, {lu.passage.poste}"))
    if lu.champs_manquants:
        paires.append(("À compléter", ", ".join(lu.champs_manquants)))
    return Bloc("", paires=paires)


def _membres(titre: str, membres: Sequence[Membre]) -> Bloc:
    from guichet.formats import telephone
    from guichet.formats.naissances import dite

    def detail(m: Membre) -> str:
        joindre = [telephone(n) for n in (m.mobile, m.fixe) if n] + ([m.courriel] if m.courriel else [])
        ecole = f"{m.ecole} {m.classe}".strip()
        droits = [
            mot
            for mot, vrai in (
                ("autorité parentale", m.autorite_parentale),
                ("payeur", m.payeur),
                ("peut venir chercher", m.peut_chercher),
                ("urgence", m.urgence),
                ("PAI", m.pai),
            )
            if vrai
        ]
        foyer = f"aussi dans le foyer {m.autre_foyer}" if m.autre_foyer else ""
        return " · ".join(morceau for morceau in (*joindre, ecole, m.regimes, foyer, *droits) if morceau)

    return Bloc(
        titre,
        colonnes=("Lien", "Qui", "Né le", "Joindre, école, droits"),
        rangees=[(str(m.lien_id), f"{m.nom.upper()} {m.prenom}", dite(m.nee), detail(m)) for m in membres],
    )


def _semaines(lu: Dossier) -> Bloc:
    """In words, a row a child, a unit and a state: a screen reader has no use for a grid."""
    from guichet.formats import JOURS, jour_court

    q = lu.quinzaine
    titre = f"Deux semaines, du {jour_court(q.lundi)} au {jour_court(q.au)}"
    if not q.cases:
        # Nothing is said of what a family without children has not booked.
        vide = "aucune : « guichet reserver » en pose"
        if q.prochaine is not None:
            vide = f"aucune avant le {jour_court(q.prochaine)}"
        return Bloc(titre, paires=[("Réservations", vide)] if lu.enfants else ())
    unites = {u.unite_id: u.nom for u in q.unites}
    rangees: dict[tuple[str, str, str], list[str]] = {}
    for enfant in lu.enfants:
        for case in (c for c in q.cases if c.personne_id == enfant.personne_id):
            etat = _etat(case)
            cle = (enfant.prenom, unites[case.unite_id], etat)
            rangees.setdefault(cle, []).append(f"{JOURS[case.jour.weekday()][:2]} {case.jour.day}")
    return Bloc(
        titre,
        colonnes=("Enfant", "Quoi", "État", "Jours"),
        rangees=[(*cle, ", ".join(jours)) for cle, jours in rangees.items()],
    )


def _etat(case: CaseQuinzaine) -> str:
    """« réservée, majorée », « réservée, mais ailleurs »; a day given up too late is owed, whatever it became."""
    from guichet.fiches.reservations.planning import FERMEE
    from guichet.regles.reservations.dits.signes import DUE_DITE
    from guichet.regles.reservations.etats import LIBELLES_RESERVATION, EtatReservation

    if case.due:
        return DUE_DITE
    if case.etat == FERMEE:
        return "fermé"
    suites = ((case.majoree, ", majorée"), (case.ailleurs, ", mais ailleurs"))
    return LIBELLES_RESERVATION[EtatReservation(case.etat)] + "".join(mot for vrai, mot in suites if vrai)


def _comptes(lu: Dossier) -> Bloc:
    from guichet.regles.portail.compte_portail import LIBELLES, EtatComptePortail
    from guichet.regles.portail.etats_cle import LIBELLES_CLE
    from guichet.regles.socle.domaine import EtatCle

    rangees = [(c.personne, f"compte {c.identifiant}", LIBELLES[EtatComptePortail(c.etat)]) for c in lu.comptes]
    rangees += [(c.personne, "Clé Enfance", LIBELLES_CLE[EtatCle(c.etat)]) for c in lu.cles]
    return Bloc("Portail", colonnes=("Qui", "Quoi", "État"), rangees=rangees)
