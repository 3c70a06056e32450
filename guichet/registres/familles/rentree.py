"""Schools told by a file: what rests on them is asked before, by a policy chosen once, and followed at the end.

Without a policy the school of a child whose bookings hang on the former one is not written: a file of September moves
hundreds of children, and nobody reads hundreds of questions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from guichet.fiches.familles.imports import Anomalie, Gravite
from guichet.fiches.socle.repose import Change, Fait, Sort
from guichet.registres.comptoir import actes
from guichet.registres.familles import en_masse
from guichet.registres.socle import repose
from guichet.regles.socle.actes import TypeActe
from guichet.regles.socle.domaine import RoleLien

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.fiches.familles.imports import Scolarite
    from guichet.fiches.socle.repose import LigneRepose
    from guichet.registres.socle.acte import Acte

_REMEDE = (
    "Importez de nouveau avec « --ecoles deplacer », « --ecoles annuler » ou « --ecoles garder », ou changez l’école "
    "depuis le dossier."
)


@dataclass(slots=True)
class Rentree:
    """The schools of one file.

    Attributes:
        acte: surroundings.
        annee: the school year they are of.
        sort: what becomes of what rests on them; None: they wait for an answer.
    """

    acte: Acte
    annee: int
    sort: Sort | None
    _faits: list[Fait] = field(default_factory=list)
    _lignes: dict[int, int] = field(default_factory=dict)
    """Person whose days follow → line of the file."""
    _vues: dict[int, int] = field(default_factory=dict)
    """Person whose school was told → line that told it."""

    def retenir(self, s: Lecteur, scolarites: Sequence[Scolarite]) -> tuple[list[Scolarite], list[Anomalie]]:
        """Those that may be written now, and what is to be said of each; before anything is."""
        # A child of two households stands twice in the file: the first row tells the school.
        scolarites = [x for x in scolarites if self._premiere(x)]
        faits = {x.membre.personne_id: self._fait(x) for x in scolarites}
        reposent: dict[int, list[LigneRepose]] = {}
        for ligne in repose.dire(s, self.acte, list(faits.values())):
            if ligne.personne_id is not None:
                reposent.setdefault(ligne.personne_id, []).append(ligne)
        retenues, anomalies = [], []
        for x in scolarites:
            siennes = reposent.get(x.membre.personne_id, [])
            if self.sort is None and any(ligne.sorts for ligne in siennes):
                dites = " ".join(f"{ligne.quoi}." for ligne in siennes if ligne.sorts)
                motif = f"Rien n’est changé, car l’ancienne école l’attend : {dites}"
                anomalies.append(_note(x, motif, _REMEDE, Gravite.DIFFERENCE))
                continue
            retenues.append(x)
            anomalies += [
                _note(x, ligne.phrase, "Voyez-le avec les deux écoles.", Gravite.SIGNALEE)
                for ligne in siennes
                if not ligne.sorts
            ]
            if any(ligne.sorts for ligne in siennes):
                self._faits.append(faits[x.membre.personne_id])
                self._lignes[x.membre.personne_id] = x.lue.ligne
        return retenues, anomalies

    def _premiere(self, x: Scolarite) -> bool:
        return self._vues.setdefault(x.membre.personne_id, x.lue.ligne) == x.lue.ligne

    def ecrire(self, s: Ecriture, scolarites: Sequence[Scolarite]) -> None:
        """Write those kept: a new year beside the former one, a correction in its place and in the journal."""
        neuves = [(x.membre.personne_id, *x.apres) for x in scolarites if x.neuve]
        en_masse.creer_scolarites(s, neuves, annee=self.annee)
        for x in scolarites:
            if not x.neuve:
                ecole, classe = x.apres
                s.ordre(
                    "UPDATE scolarite SET ecole = :e, classe = :c WHERE personne_id = :p AND annee = :a",
                    {"e": ecole, "c": classe, "p": x.membre.personne_id, "a": self.annee},
                )
                actes.tracer(
                    s,
                    self.acte,
                    TypeActe.MEMBRE_MODIFIER,
                    x.famille_id,
                    personne=x.membre.personne_id,
                    champs="classe,ecole",
                    source="import",
                )

    def finir(self, s: Ecriture) -> list[Anomalie]:
        """Once every school is written: removals first, over the whole file; what became of each child's days."""
        return [
            Anomalie(
                self._lignes[ligne.personne_id],
                "ecole",
                "",
                ligne.phrase,
                "Prévenez la famille si un jour est en attente ou annulé.",
                Gravite.SIGNALEE,
            )
            for ligne in repose.suivre(s, self.acte, self._faits, sort=self.sort)
            if ligne.personne_id is not None
        ]

    def _fait(self, x: Scolarite) -> Fait:
        avant, apres = (dict(zip(("ecole", "classe"), v, strict=True)) for v in (x.membre.derniere, x.apres))
        changes = {champ for champ in avant if avant[champ] != apres[champ]}
        return Fait(
            Change.GROUPE,
            x.famille_id,
            self.acte.jour,
            x.membre.personne_id,
            RoleLien.ENFANT.value,
            avant={champ: avant[champ] for champ in changes},
            apres={champ: apres[champ] for champ in changes},
        )


def _note(x: Scolarite, motif: str, remede: str, gravite: Gravite) -> Anomalie:
    return Anomalie(x.lue.ligne, "ecole", x.lue.ecole, motif, remede, gravite)
