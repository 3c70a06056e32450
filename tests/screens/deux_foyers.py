"""A child of separated parents: two households whose every word tells which one it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from guichet.fiches.dossier.dossier import Dossier
from guichet.fiches.socle.saisies import SaisieFamille, SaisieMembre
from tests.bases import DEPART
from tests.screens.familles_essai import autre_poste, installer, relire

MERE = SaisieFamille(
    adresse="4 rue des Lilas",
    complement="Bâtiment Mésange",
    code_postal="78999",
    ville="Clairval-sur-Seine",
    membres=(
        SaisieMembre(nom="Léger", prenom="Sophie", mobile="0612345678", courriel="sophie@orange.fr"),
        SaisieMembre(nom="Nkosi", prenom="Karim", mobile="0677889900", qualite="beau-parent"),
        SaisieMembre(role="enfant", nom="Léger", prenom="Léa", naissance="12/04/2019", ecole="Molière", classe="CE1"),
        SaisieMembre(role="contact", nom="Zidane", prenom="Odile", mobile="0655443322", urgence=True),
    ),
)
PERE = SaisieFamille(
    adresse="99 quai Secret",
    complement="Escalier Corbeau",
    code_postal="78000",
    ville="Versailles",
    membres=(
        SaisieMembre(nom="Moreau", prenom="Paul", mobile="0799112233", courriel="paul@cache.fr"),
        SaisieMembre(role="contact", nom="Vasseur", prenom="Berthe", mobile="0788776655", urgence=True),
    ),
)
QUOTIENTS = {"mere": 74_100, "pere": 987_400}

SECRETS = {
    "mere": (
        "lilas", "mésange", "clairval-sur-seine 78999", "sophie", "karim", "nkosi", "odile", "zidane",
        "06 12 34 56 78", "06 77 88 99 00", "06 55 44 33 22", "orange.fr", "741 ",
    ),
    "pere": (
        "quai secret", "corbeau", "versailles", "78000", "paul", "moreau", "berthe", "vasseur",
        "07 99 11 22 33", "07 88 77 66 55", "cache.fr", "9 874", "9874",
    ),
}  # fmt: skip
"""Address, people, telephones, mails and income of each household; debts come with the invoices."""


@dataclass(frozen=True)
class DeuxFoyers:
    """The two dossiers, as they were before anything was shared."""

    mere: Dossier
    pere: Dossier

    @property
    def lea(self) -> int:
        """The child."""
        return self.mere.enfants[0].personne_id


def separes(fichier: Path) -> DeuxFoyers:
    """Two households with their income, and the child's right to the canteen asked by the mother."""
    from models import Inscription, Quotient

    mere, pere = installer(fichier, MERE), installer(fichier, PERE)
    ctx = autre_poste(fichier)
    with ctx.ecriture() as s:
        for qui, dossier in (("mere", mere), ("pere", pere)):
            s.add(
                Quotient(
                    famille_id=dossier.famille.famille_id, valeur_centimes=QUOTIENTS[qui], source="CAF",
                    mois=date(2026, 10, 1), du=date(2026, 10, 1),
                )
            )  # fmt: skip
        activite, groupe = s.lignes(
            "SELECT a.id, g.id FROM activite a JOIN groupe g ON g.activite_id = a.id "
            "WHERE a.code = 'restauration' AND g.ecole IN ('', 'Molière') ORDER BY g.ecole DESC, g.id"
        )[0]
        s.add(
            Inscription(
                personne_id=mere.enfants[0].personne_id, famille_id=mere.famille.famille_id, activite_id=activite,
                groupe_id=groupe, du=date(2026, 9, 1), au=date(2027, 7, 3), etat="active", demandee_le=DEPART,
                complete_le=DEPART,
            )
        )  # fmt: skip
    ctx.base.fermer()
    return DeuxFoyers(relire(fichier, mere.famille.code), relire(fichier, pere.famille.code))


def fuites(texte: str, qui: str) -> list[str]:
    """What of a household's own is in a text."""
    plat = " ".join(texte.replace("\u00a0", " ").replace("\u202f", " ").casefold().split())
    return [secret for secret in SECRETS[qui] if secret in plat]
