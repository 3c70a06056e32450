"""`guichet famille …` about one person: how a member is typed, found, taken away or shared between two homes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from guichet.cli.cadre import saisie
from guichet.erreurs import UsageIncorrect

if TYPE_CHECKING:
    from guichet.cli.cadre.appel import Appel
    from guichet.fiches.dossier.dossier import Dossier
    from guichet.fiches.familles.doublons import Doublon
    from guichet.fiches.familles.foyer import Membre
    from guichet.fiches.socle.saisies import SaisieMembre

_FORME = "« civilite=Mme; nom=Léger; prenom=Sophie; mobile=0612345678 »"
FICHIER = Annotated[
    str, typer.Option(metavar="F.json|-", help="Lire la saisie dans un fichier JSON, ou sur l’entrée avec « - ».")
]
ADULTE = Annotated[list[str] | None, typer.Option(metavar="CHAMPS", help=f"Un responsable : {_FORME}.")]
ENFANT = Annotated[list[str] | None, typer.Option(metavar="CHAMPS", help="Un enfant, de la même façon.")]
CONTACT = Annotated[list[str] | None, typer.Option(metavar="CHAMPS", help="Une personne à joindre ou autorisée.")]
MALGRE = Annotated[
    bool, typer.Option("--malgre-doublons", help="Enregistrer même si quelqu’un de ressemblant est déjà connu.")
]
REPRENDRE = Annotated[
    str, typer.Option(metavar="NOM|N°", help="Reprendre quelqu’un qui a quitté ce foyer, avec ce qu’il y avait.")
]
MEMBRE = Annotated[
    str, typer.Option("--membre", metavar="NOM|LIEN", help="Personne : son prénom, son nom ou le numéro du lien.")
]

TEXTES = (
    "role", "civilite", "nom", "nom_naissance", "prenom", "naissance", "courriel", "mobile", "fixe", "regimes",
    "qualite", "ecole", "classe", "pai_detail",
)  # fmt: skip
OUI_NON = ("pai", "autorite_parentale", "payeur", "peut_chercher", "urgence")
SAISISSABLES = dict.fromkeys((*TEXTES, *OUI_NON), "")
MODIFIABLES = {champ: "" for champ in SAISISSABLES if champ not in {"role", "pai_detail"}}
"""What may stand on a command line: the option says the role, and health data is never an argument (rule 31)."""


def tapes(adultes: list[str] | None, enfants: list[str] | None, contacts: list[str] | None) -> Iterator[dict[str, Any]]:
    """Read the people given as options, in the order of the form."""
    for role, textes in (("responsable", adultes), ("enfant", enfants), ("contact", contacts)):
        for texte in textes or ():
            morceaux = [morceau for morceau in texte.split(";") if morceau.strip()]
            yield {"role": role, **saisie.champs(morceaux, permis=MODIFIABLES)}


def lire(gens: Iterable[Any]) -> Iterator[SaisieMembre]:
    """Turn people as typed or read from JSON into what the service judges.

    Raises:
        UsageIncorrect: not an object, or a field nothing reads.
    """
    from guichet.fiches.socle.saisies import SaisieMembre

    for personne in gens:
        if not isinstance(personne, dict):
            raise UsageIncorrect('Chaque membre est un objet : {"role": "enfant", "nom": …}.')
        for champ in personne:
            saisie.verifier_champ(champ, SAISISSABLES)
        yield SaisieMembre(**valeurs(personne))


def valeurs(champs: Mapping[str, Any]) -> dict[str, Any]:
    """Give each field its kind: yes or no where the sheet has a box, text elsewhere."""
    return {
        champ: _oui_non(champ, valeur) if champ in OUI_NON else "" if valeur is None else str(valeur).strip()
        for champ, valeur in champs.items()
    }


def _oui_non(champ: str, valeur: Any) -> bool:
    if isinstance(valeur, bool):
        return valeur
    lu = str(valeur).strip().casefold()
    if lu in {"oui", "o", "1", "vrai", "true"}:
        return True
    if lu in {"non", "n", "0", "", "faux", "false"}:
        return False
    msg = f"« {valeur} » ne convient pas à {champ} : écrivez oui ou non."
    raise UsageIncorrect(msg, champ=champ)


def trouver(dossier: Dossier, texte: str) -> Membre:
    """Find a person of this household by name, or by the number of the link.

    Raises:
        UsageIncorrect: nobody, or several; the sentence lists them.
    """
    from guichet.formats import mots_recherche

    tous = (*dossier.responsables, *dossier.enfants, *dossier.contacts)
    if (numero := saisie.rang(texte)) is not None:
        trouves = [m for m in tous if m.lien_id == numero]
    else:
        mots = set(mots_recherche(texte))
        trouves = [m for m in tous if mots and mots <= set(mots_recherche(f"{m.nom} {m.prenom}"))]
    if len(trouves) == 1:
        return trouves[0]
    liste = " ; ".join(f"{m.lien_id} {m.nom.upper()} {m.prenom}" for m in tous)
    msg = f"« {texte} » ne désigne pas une seule personne du foyer : {liste}."
    raise UsageIncorrect(msg, champ="membre")


def parti(partis: Iterable[Doublon], texte: str) -> int:
    """Number of somebody who comes back: as typed (they may come from another household), or found by name.

    Raises:
        UsageIncorrect: a name nobody who left bears, or several; the sentence lists them.
    """
    from guichet.formats import mots_recherche

    if (numero := saisie.rang(texte)) is not None:
        return numero
    tous = tuple(partis)
    mots = set(mots_recherche(texte))
    trouves = [d for d in tous if mots and mots <= set(mots_recherche(d.personne))]
    if len(trouves) == 1:
        return trouves[0].personne_id
    liste = " ; ".join(f"{d.personne_id} {d.personne}" for d in tous)
    suite = f"ont quitté ce foyer : {liste}." if tous else "personne n’a quitté ce foyer."
    msg = f"« {texte} » ne désigne pas une seule personne à reprendre : {suite}"
    raise UsageIncorrect(msg, champ="reprendre")


@contextmanager
def doublons_dits(appel: Appel) -> Iterator[None]:
    """List the people who look alike before the refusal that they cause."""
    from guichet.fiches.familles.refus import DoublonsPossibles
    from guichet.regles.socle.code_famille import affiche

    try:
        yield
    except DoublonsPossibles as refus:
        for d in refus.doublons:
            appel.avertir(f"{affiche(d.code)} {d.personne}, {d.ville} : {', '.join(d.raisons)}.")
            if d.ancien:
                appel.avertir(f"Pour reprendre sa fiche et son historique : --reprendre {d.personne_id}.")
        appel.avertir("Pour enregistrer quand même : --malgre-doublons.")
        raise
