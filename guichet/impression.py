"""Sends a finished page where it is read: a printer of the system, a folder, or memory in the tests.

A page that carries a secret (`confidentiel`) is handed over, not kept: it goes to paper, or to the one file
the agent named; a folder never receives it by itself.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path
from typing import Protocol

from guichet.base.fichiers import ecrire
from guichet.erreurs import ErreurMetier
from guichet.erreurs.editions import CheminRequis, ImpressionImpossible
from guichet.erreurs.socle import cause
from guichet.formats.chemins import lire_chemin
from guichet.regles.socle.actes import TypeActe

_DELAI_SECONDES = 15


@dataclass(frozen=True, slots=True)
class Note:
    """What the journal keeps of a paper that left: never what was on it."""

    type_: TypeActe
    famille_id: int
    personne_id: int


@dataclass(frozen=True, slots=True)
class Edition:
    """A page ready to leave: `nom` names the file or the print job and must hold no secret."""

    nom: str
    pdf: bytes = field(repr=False)
    texte: str = field(repr=False)
    confidentiel: bool = False
    note: Note | None = None
    """To be sealed once it has left; None for what anybody may print again."""


@dataclass(frozen=True, slots=True)
class Impression:
    """What became of it: a sentence for the agent, and the files written (none when it went to paper)."""

    message: str
    fichiers: tuple[Path, ...] = ()


class Imprimante(Protocol):
    """Where pages go. `chemin` is the file the agent asked for, which wins over the usual destination."""

    def imprimer(self, edition: Edition, *, chemin: Path | None = None) -> Impression: ...


@dataclass(slots=True)
class ImprimanteMemoire:
    """Keeps the pages in order, for tests and previews."""

    editions: list[Edition] = field(default_factory=list)

    def imprimer(self, edition: Edition, *, chemin: Path | None = None) -> Impression:
        self.editions.append(edition)
        return _enregistrer(edition, chemin) if chemin else Impression("Édition gardée en mémoire.")


@dataclass(frozen=True, slots=True)
class ImprimanteDossier:
    """Saves PDF and plain text in a folder, mode 0600, never over an existing file.

    A slip with a secret saved to a folder is a stored secret: a confidential edition is written only at the
    `chemin` the agent explicitly asked for, and refused otherwise.
    """

    dossier: Path

    def imprimer(self, edition: Edition, *, chemin: Path | None = None) -> Impression:
        if chemin is None and edition.confidentiel:
            raise CheminRequis(
                "Aucune imprimante n’est réglée, et ce bordereau contient un secret :"
                " indiquez le fichier où l’écrire, puis détruisez ce fichier après remise."
            )
        return _enregistrer(edition, chemin or self._usuel(edition.nom))

    def _usuel(self, nom: str) -> Path:
        _creer(self.dossier)
        return self.dossier / f"{_nom_sur(nom)}.pdf"


@dataclass(frozen=True, slots=True)
class ImprimanteCups:
    """A printer of the system, by `lp`: the page goes through a pipe, nothing of it in the command line."""

    nom: str

    def imprimer(self, edition: Edition, *, chemin: Path | None = None) -> Impression:
        if chemin is not None:
            return _enregistrer(edition, chemin)
        # The job's title is fixed: print queues show titles to everyone.
        commande = ["lp", "-s", "-d", self.nom, "-t", "Guichet", "-"]
        try:
            fin = subprocess.run(  # noqa: S603 (no shell; the name comes from the town's configuration)
                commande, input=edition.pdf, capture_output=True, timeout=_DELAI_SECONDES, check=False
            )
        except FileNotFoundError as absent:
            raise ImpressionImpossible(
                "Ce poste n’a pas de système d’impression (commande lp absente) : installez CUPS"
                " ou retirez l’imprimante de guichet.toml."
            ) from absent
        except subprocess.TimeoutExpired as attente:
            raise ImpressionImpossible(
                f"L’imprimante « {self.nom} » ne répond pas : vérifiez qu’elle est allumée, puis recommencez."
            ) from attente
        if fin.returncode:
            cause = fin.stderr.decode(errors="replace").strip() or f"code {fin.returncode}"
            raise ImpressionImpossible(
                f"L’imprimante « {self.nom} » a refusé la page ({cause}) : vérifiez son nom dans guichet.toml."
            )
        return Impression(f"Envoyé à l’imprimante « {self.nom} ».")


def choisir(imprimante: str | None, dossier: Path) -> Imprimante:
    """The printer of guichet.toml, else the folder where pages are saved."""
    return ImprimanteCups(imprimante) if imprimante else ImprimanteDossier(dossier)


def deposer(texte: str, fichier: str, *, papiers: Path) -> Impression:
    """Write a table for a spreadsheet under the next free name, mode 0600: it holds names.

    Args:
        texte: the table.
        fichier: as typed; a name alone goes to `papiers`, a path is taken as it is.
        papiers: folder of the papers, made when it is missing.

    Raises:
        SaisieInvalide: not the name of a file.
        ImpressionImpossible: the file cannot be written.
    """
    chemin = papiers / lire_chemin(fichier)
    if chemin.parent == papiers:
        _creer(papiers)
    for rang in count(1):
        libre = chemin if rang == 1 else chemin.with_stem(f"{chemin.stem}-{rang}")
        if libre.exists():
            continue
        try:
            # The mark tells Excel that accents are UTF-8.
            ecrire(libre, texte.encode("utf-8-sig"))
        except FileExistsError:
            continue
        except OSError as refus:
            raise _illisible(chemin, refus) from refus
        return Impression(f"Enregistré dans {libre}.", (libre,))
    raise AssertionError  # count() has no end: for the type checker only.


def _creer(dossier: Path) -> None:
    try:
        dossier.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as refus:
        raise ImpressionImpossible(
            f"Le dossier {dossier} ne peut pas être créé ({cause(refus)}) : choisissez-en un autre dans guichet.toml."
        ) from refus


def _illisible(chemin: Path, refus: OSError) -> ImpressionImpossible:
    return ImpressionImpossible(
        f"Le fichier {chemin} ne peut pas être écrit ({cause(refus)}) : choisissez un autre emplacement."
    )


def _nom_sur(nom: str) -> str:
    """A file name that stays in its folder, whatever a family is called."""
    return re.sub(r"[^\w.-]+", "-", nom).strip("-.")[:80] or "edition"


def _enregistrer(edition: Edition, chemin: Path) -> Impression:
    try:
        fichiers = _ecrire_paire(edition, chemin)
    except OSError as refus:
        raise _illisible(chemin, refus) from refus
    pdf, texte = fichiers
    # Both are named: a page that holds a secret is to be destroyed, and its twin holds it too.
    suite = " Détruisez ces deux fichiers après remise." if edition.confidentiel else ""
    return Impression(f"Enregistré dans {pdf}, et en texte dans {texte}.{suite}", fichiers)


def _ecrire_paire(edition: Edition, chemin: Path) -> tuple[Path, Path]:
    """PDF and text under one free name: `x.pdf`, else `x-2.pdf`…; the writer refuses a race."""
    souche = chemin.stem if chemin.suffix.lower() in {".pdf", ".txt"} else chemin.name
    for base in chain((souche,), (f"{souche}-{rang}" for rang in count(2))):
        pdf, texte = chemin.with_name(f"{base}.pdf"), chemin.with_name(f"{base}.txt")
        if pdf.exists() or texte.exists():
            continue
        ecrire(pdf, edition.pdf)
        try:
            ecrire(texte, edition.texte.encode())
        except (OSError, ErreurMetier):
            pdf.unlink()
            raise
        return pdf, texte
    raise AssertionError  # count() has no end: for the type checker only.
