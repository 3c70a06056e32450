"""From the dossier: make it one with another file, two of its sheets one, or take today's merge apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.fiches.dossier.dossier import Dossier
from guichet.fiches.familles.foyer import Membre
from guichet.formats import nom_affiche
from screens.socle.ecran import Poste

if TYPE_CHECKING:
    from guichet.fiches.familles.fusion import FusionFaite

AUTRE, FICHES = "autre", "fiches"


async def proposer(poste: Poste, d: Dossier, cible: object) -> bool:
    """Ask which, and go there; returns whether something was written here.

    Args:
        poste: asks, writes and goes elsewhere.
        d: the household shown.
        cible: the line under the cursor: somebody who may be there twice.
    """
    from guichet.services.familles import fusion
    from screens.modales.choisir import Choix, ModaleChoisir

    faites = {str(f.fusion_id): f for f in await poste.lire(fusion.du_jour, d.famille.famille_id)}
    choix = [
        Choix(AUTRE, "un autre dossier à celui-ci", "la même famille, sous deux codes"),
        Choix(FICHES, "deux fiches de ce foyer", "la même personne, deux fois"),
        *(Choix(cle, f"défaire : {_dite(f)}", f"{f.le:%H:%M}, {f.agent}") for cle, f in list(faites.items())[:1]),
    ]
    choisi = await poste.demander(ModaleChoisir("Réunir", choix))
    if choisi == AUTRE:
        await _autre_dossier(poste, d)
    elif choisi == FICHES:
        await _deux_fiches(poste, d, cible)
    elif choisi is not None:
        return await _defaire(poste, faites[choisi])
    return False


def _dite(f: FusionFaite) -> str:
    return f"{f.code_fondu} redevient un dossier" if f.code_fondu else "les deux fiches se séparent"


async def _autre_dossier(poste: Poste, d: Dossier) -> None:
    from guichet.services.familles import fusion
    from screens.modales.demander import ModaleDemander, Question

    texte = "Code du dossier qui rejoint celui-ci. Rien n’est réuni avant que vous n’ayez relu les deux."
    reponse = await poste.demander(
        ModaleDemander(
            "Réunir",
            [Question("Code de l’autre dossier", aide="Avec ou sans sa lettre : 20421-K, 20421.")],
            texte=texte,
        )
    )
    if reponse is not None and reponse[0].strip():
        autre = await poste.lire(fusion.autre, d.famille.famille_id, reponse[0])
        await poste.aller("fusion", famille_id=d.famille.famille_id, fondu_id=autre)


async def _deux_fiches(poste: Poste, d: Dossier, cible: object) -> None:
    from screens.modales.choisir import Choix, ModaleChoisir

    if not isinstance(cible, Membre):
        poste.indiquer("Placez d’abord le curseur sur la personne dont la fiche est gardée.")
        return
    enfant = cible.role == "enfant"
    autres = [
        m
        for m in (*d.responsables, *d.enfants, *d.contacts)
        if m.personne_id != cible.personne_id and (m.role == "enfant") == enfant
    ]
    if not autres:
        poste.indiquer("Personne d’autre ici ne peut être cette personne.")
        return
    choix = [Choix(m.personne_id, nom_affiche(m.nom, m.prenom), m.role) for m in autres]
    question = f"Qui est aussi {nom_affiche(cible.nom, cible.prenom)} ?"
    qui = await poste.demander(ModaleChoisir("Deux fiches", choix, question=question))
    if qui is not None:
        await poste.aller("fusion", famille_id=d.famille.famille_id, personnes=(cible.personne_id, qui))


async def _defaire(poste: Poste, faite: FusionFaite) -> bool:
    from guichet.services.familles import fusion
    from screens.modales.choisir import ModaleConfirmer

    question = f"Défaire la réunion de {faite.le:%H:%M} ? Chacun reprend ce qu’il avait, et le portail en est averti."
    if not await poste.demander(ModaleConfirmer("Défaire", question, oui="défaire", non="garder")):
        return False
    await poste.ecrire(fusion.defaire, faite.fusion_id)
    dit = f"Dossier {faite.code_fondu} rétabli" if faite.code_fondu else "Les deux fiches sont rétablies"
    poste.annoncer(f"{dit} : tout est comme avant")
    return True
