"""The slip that ends a visit: what was done, what the parent has left to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.editions.socle.entete import entete
from guichet.editions.socle.phrases import jour
from guichet.formats import heure
from guichet.registres.comptoir import passages
from guichet.registres.dossier import lecture
from guichet.regles.socle import code_famille
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.base import Lecteur
    from guichet.contexte import Contexte
    from guichet.editions.comptoir.recapitulatif import DonneesPassage
    from guichet.impression import Edition
    from guichet.registres.socle.acte import Acte

_ENTETE = (
    "SELECT f.code, p.clos_le, a.prenom, a.nom FROM passage p "
    "JOIN famille f ON f.id = p.famille_id LEFT JOIN agent a ON a.identifiant = p.agent WHERE p.id = :id"
)
# Names of this household alone (rule 32).
_NOMS = (
    "SELECT p.nom FROM lien l JOIN personne p ON p.id = l.personne_id "
    "WHERE l.famille_id = :famille_id AND l.role = 'responsable' AND l.au IS NULL ORDER BY l.rang, l.id"
)
_COMPTES = (
    "SELECT c.expire_le FROM compte_portail c WHERE c.famille_id = :famille_id AND c.etat = 'emis' "
    "AND c.expire_le > :maintenant ORDER BY c.expire_le"
)
_CLES = (
    "SELECT c.expire_le FROM cle_enfance c WHERE c.famille_id = :famille_id AND c.etat = 'remise' "
    "AND c.expire_le > :maintenant ORDER BY c.expire_le"
)
_CGU = "SELECT 1 FROM compte_portail WHERE famille_id = :famille_id AND etat = 'active'"


def recapitulatif(ctx: Contexte, passage_id: int) -> Edition:
    """Compose the slip of a visit, open or closed.

    Raises:
        PassageInconnu; EditionImpossible.
    """
    from guichet.editions.comptoir.recapitulatif import pdf_passage, texte_passage
    from guichet.impression import Edition

    ctx.exiger(Droit.CONSULTER)
    d = _donnees(ctx, passage_id)
    return Edition(nom=f"passage-{d.code}", pdf=pdf_passage(d), texte=texte_passage(d))


def _donnees(ctx: Contexte, passage_id: int) -> DonneesPassage:
    from guichet.editions.comptoir.recapitulatif import DonneesPassage

    with ctx.lecture() as s:
        fiche = passages.lire(s, passage_id)
        ((code, clos_le, prenom, nom),) = s.lignes(_ENTETE, {"id": passage_id})
        noms = dict.fromkeys(ligne[0].upper() for ligne in s.lignes(_NOMS, {"famille_id": fiche.famille_id}))
        restes = _restes(s, ctx.acte(), fiche.famille_id)
    tete = entete(ctx.commune, ctx.site, ctx.aujourdhui())
    return DonneesPassage(
        commune=tete.commune,
        site_nom=tete.site_nom,
        site_adresse=tete.site_adresse,
        site_telephone=tete.site_telephone,
        site_horaires=tete.site_horaires,
        famille=" – ".join(noms),
        code=code_famille.affiche(code),
        # A parent answers to a first name and an initial, as the badge says.
        agent=f"{prenom} {nom[:1]}." if prenom else fiche.agent,
        ouvert_le=ctx.local(fiche.ouvert_le),
        clos_le=ctx.local(clos_le or ctx.maintenant()),
        presence=fiche.presence,
        actes=tuple((heure(ctx.local(fait.le)), fait.libelle) for fait in fiche.actes),
        restes=restes,
        formation=ctx.formation,
    )


def _restes(s: Lecteur, acte: Acte, famille_id: int) -> tuple[str, ...]:
    """What only the parent can do now, each with its limit."""
    champs = {"famille_id": famille_id, "maintenant": acte.le}
    portail = acte.commune.portail
    adresse = portail.adresse or portail.nom
    return (
        *(f"Activer votre compte sur {adresse} avant le {jour(fin)}." for (fin,) in s.lignes(_COMPTES, champs)),
        *(
            f"Saisir votre {portail.vocabulaire.cle_enfance} sur {adresse} avant le {jour(fin)}."
            for (fin,) in s.lignes(_CLES, champs)
        ),
        *(
            f"Accepter les conditions d’utilisation sur {adresse}, à votre prochaine connexion."
            for _ in s.lignes(_CGU, champs)
        ),
        *_quotient(s, acte, famille_id),
    )


def _quotient(s: Lecteur, acte: Acte, famille_id: int) -> tuple[str, ...]:
    """Without an index in force the family pays the highest tariff: only it can bring one (rule of the alerts)."""
    lu = lecture.quotient(s, famille_id, acte.jour)
    if lu is not None and not lu.fini(acte.jour):
        return ()
    manque = "n’est pas connu" if lu is None else "n’est plus à jour"
    return (f"Apporter une attestation de quotient familial : le vôtre {manque}, le tarif le plus élevé s’applique.",)
