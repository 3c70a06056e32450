"""Forms as an agent types them, for the tests of households."""

from __future__ import annotations

from dataclasses import replace

from guichet.contexte import Contexte
from guichet.fiches.dossier.dossier import Dossier
from guichet.fiches.familles.foyer import Membre
from guichet.fiches.socle.saisies import SaisieFamille, SaisieMembre
from guichet.services import familles
from guichet.services.dossier import dossiers

SOPHIE = SaisieMembre(
    role="responsable",
    civilite="Mme",
    nom="Léger-Martin",
    prenom="Sophie",
    naissance="4/5/1988",
    courriel="sophie.leger@orange.fr",
    mobile="06 12 34 56 78",
    qualite="mère",
    autorite_parentale=True,
)
KARIM = SaisieMembre(
    role="responsable", civilite="M.", nom="Martin", prenom="Karim", mobile="+33 6 98 76 54 32", qualite="père"
)
LEA = SaisieMembre(
    role="enfant", civilite="F", nom="Martin", prenom="Léa", naissance="12/03/2018", ecole="Victor-Hugo", classe="CE1"
)
ODILE = SaisieMembre(
    role="contact", nom="Léger", prenom="Odile", mobile="0601020304", qualite="grand-mère", peut_chercher=True
)
LEGER = SaisieFamille(
    adresse="12, rue des Lilas", code_postal="78999", ville="Clairval-sur-Seine", membres=(SOPHIE, KARIM, LEA, ODILE)
)
MOREAU = SaisieFamille(
    adresse="3, avenue Foch",
    code_postal="75016",
    ville="Paris",
    membres=(SaisieMembre(nom="Moreau", prenom="Denis", mobile="0733445566", courriel="denis@moreau.fr"),),
)


def dossier(ctx: Contexte, saisie: SaisieFamille = LEGER, **champs: object) -> Dossier:
    """Create a household and read it back."""
    return dossiers.lire(ctx, familles.creer(ctx, replace(saisie, **champs), malgre_doublons=True))


def nomme(d: Dossier, prenom: str) -> Membre:
    """The member of that first name."""
    return next(m for m in (*d.responsables, *d.enfants, *d.contacts) if m.prenom == prenom)


def journal(ctx: Contexte, code: str) -> list[tuple[str, str]]:
    """Type and content of the acts of a household, oldest first."""
    with ctx.lecture() as s:
        return s.lignes("SELECT type, contenu FROM journal WHERE objet = :code ORDER BY seq", {"code": code})
