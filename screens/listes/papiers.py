"""What a list gives to take away: its poster, its table."""

from __future__ import annotations

from guichet.erreurs import SaisieInvalide
from guichet.formats.chemins import lire_chemin
from screens.listes.vue import ListeMontree
from screens.socle.ecran import Poste


class Papiers:
    """Prints or saves what is shown, read whole."""

    def __init__(self, poste: Poste, liste: ListeMontree) -> None:
        self._poste, self._liste = poste, liste

    async def imprimer(self) -> None:
        """The poster; a file where there is no printer."""
        if self._rien_a_sortir():
            return
        impression = await self._poste.imprimer(self._liste.contenu.edition)
        self._poste.annoncer(impression.message, "Affiche")

    async def exporter(self) -> None:
        """A table for a spreadsheet."""
        from guichet.services.listes import affiches
        from screens.modales.demander import ModaleDemander, Question

        if self._rien_a_sortir():
            return
        question = Question(
            "Fichier", f"{self._liste.vue.liste}-{self._liste.vue.du.isoformat()}.csv", controle=_fichier
        )
        texte = (
            "Un tableau pour Excel ou LibreOffice, rangé avec les papiers sauf si vous écrivez un autre dossier. "
            "Il contient des noms d’enfants : effacez-le après usage."
        )
        reponse = await self._poste.demander(ModaleDemander("Exporter", [question], texte=texte))
        if reponse is None:
            return
        rangees = await self._poste.lire(self._liste.contenu.rangees)
        impression = await self._poste.ecrire(affiches.enregistrer, rangees, fichier=reponse[0])
        self._poste.annoncer(impression.message, "Tableau")

    def _rien_a_sortir(self) -> bool:
        if self._liste.contenu.vide:
            self._poste.indiquer(f"{self._liste.contenu.vide} : il n’y a rien à sortir.")
        return bool(self._liste.contenu.vide)


def _fichier(texte: str) -> str:
    if not texte.strip():
        raise SaisieInvalide("Indiquez où enregistrer le tableau.")
    lire_chemin(texte)
    return texte
