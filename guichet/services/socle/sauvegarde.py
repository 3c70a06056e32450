"""`guichet sauvegarder`: a base in use, copied, read back, dated; the older copies removed."""

from __future__ import annotations

import re
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

from guichet.base import temoin as temoins
from guichet.base.adresse import Adresse
from guichet.base.fichiers import assurer_dossier
from guichet.base.file import tour
from guichet.base.moteur import Base
from guichet.base.place import modes
from guichet.base.place.copie import copier, retirer
from guichet.base.place.modes import Mode
from guichet.base.transaction import transaction
from guichet.erreurs import IntegriteRompue, UsageIncorrect
from guichet.erreurs.base import BaseExistante
from guichet.erreurs.socle import cause
from guichet.fiches.socle.sauvegarde import Sauvegarde
from guichet.registres.socle import journal
from guichet.regles.socle.actes import TypeActe

if TYPE_CHECKING:
    from collections.abc import Callable

    from guichet.contexte import Contexte
    from guichet.fiches.socle.verification import RapportVerification

GARDER = 30
ATTENTE_S = 600.0
"""Another backup into the same folder: this one waits for its end."""

SUR_SERVEUR = (
    "Cette base est sur un serveur PostgreSQL, qui a ses propres sauvegardes : "
    "« pg_dump -Fc -f F URL » la copie pendant que l’on travaille, « pg_restore -d URL F » la remet, et "
    "« guichet declarer-restauration » le déclare."
)


@transaction
def sauvegarder(
    ctx: Contexte,
    dossier: Path,
    relire: Callable[[Base], RapportVerification],
    *,
    garder: int = GARDER,
    avancement: Callable[[int, int], None] | None = None,
) -> Sauvegarde:
    """Copy the base into `dossier` under a dated name, read the copy back, keep the `garder` newest.

    Needs no right: whoever may read the file could copy it, less well; a night job has no session. What is copied is
    the committed state of one moment, while counters write. The journal keeps that it was done.

    Args:
        ctx: the base.
        dossier: where; made when it is missing.
        relire: the checks of `guichet verifier`, run on the copy.
        garder: how many backups of this base stay in the folder, this one included.
        avancement: called with the pages copied and their number.

    Raises:
        UsageIncorrect: a base on a server, nothing to be kept, or a folder that cannot be made.
        IntegriteRompue: the copy does not verify: it stays, named so, and no older one is removed.
        DisquePlein: it cannot be written there.
    """
    source = ctx.base.adresse.fichier
    if source is None:
        raise UsageIncorrect(SUR_SERVEUR)
    if garder < 1:
        raise UsageIncorrect("Il faut garder au moins une sauvegarde : corrigez --garder.", champ="garder")
    mode = modes.de(source)
    _preparer(dossier, mode)
    instant = ctx.local(ctx.maintenant())
    finale = dossier / f"{source.stem}-{instant:%Y-%m-%d-%H%M%S}.db"
    with tour(dossier / f".{source.stem}.sauvegarde.file", ATTENTE_S, mode):
        if finale.exists():
            raise BaseExistante(f"Il y a déjà une sauvegarde {finale} : réessayez dans une seconde.")
        # Whoever holds the turn is alone here: what a killed backup left is nobody's.
        for reste in dossier.glob(f".{escape(source.stem)}-*.chantier"):
            retirer(reste)
        chantier = dossier / f".{finale.name}.chantier"
        copier(source, chantier, avancement)
        try:
            rapport = _relire(Base(Adresse(chantier), ctx.base.cle), ctx.base.temoin, relire)
            finale = finale if rapport.sain else finale.with_suffix(".suspecte")
            _nommer(chantier, finale)
        finally:
            retirer(chantier)
        if not rapport.sain:
            _tourner(dossier, source.stem, garder, fin=".suspecte")
            raise IntegriteRompue(
                f"La copie a été relue et ne se vérifie pas : {rapport.anomalies[0].phrase} "
                f"Elle est gardée sous le nom {finale.name} ; aucune de celles qui se vérifient n’a été retirée. "
                "Voyez « guichet verifier »."
            )
        retirees = _tourner(dossier, source.stem, garder)
    faite = Sauvegarde(finale, finale.stat().st_size, rapport.tete_seq, rapport.tete_empreinte, retirees)
    _inscrire(ctx, faite)
    return faite


def _inscrire(ctx: Contexte, faite: Sauvegarde) -> None:
    """Seal that it was done, and how far it goes; a night job acts for nobody."""
    contenu: dict[str, journal.Valeur] = {
        "tete": faite.tete_seq,
        "empreinte": faite.tete_empreinte,
        "retirees": len(faite.retirees),
    }
    with ctx.ecriture() as s:
        journal.inscrire(
            s,
            le=ctx.maintenant(),
            agent=ctx.agent.identifiant or "guichet",
            poste=ctx.poste,
            type_=TypeActe.BASE_SAUVEGARDER,
            objet=faite.fichier.name,
            contenu=contenu,
        )


def _preparer(dossier: Path, mode: Mode) -> None:
    try:
        modes.dossier(dossier, mode)
    except OSError as erreur:
        msg = f"Le dossier {dossier} ne peut pas être créé ({cause(erreur)}) : choisissez-en un autre."
        raise UsageIncorrect(msg, champ="dossier") from erreur


def _relire(base: Base, temoin: Path, relire: Callable[[Base], RapportVerification]) -> RapportVerification:
    try:
        with base.lecture() as s:
            derniere = s.une("SELECT seq FROM journal ORDER BY seq DESC LIMIT 1")
        # The witness runs ahead of the snapshot by what was written during the copy.
        temoins.copier(temoin, base.temoin, derniere[0] if derniere else 0)
        return relire(base)
    finally:
        base.fermer()


def _nommer(chantier: Path, finale: Path) -> None:
    """Give the copy its name last: what bears it is whole."""
    temoin = chantier.with_name(chantier.name + ".temoin")
    if temoin.exists():
        temoin.replace(finale.with_name(finale.name + ".temoin"))
    chantier.replace(finale)
    assurer_dossier(finale.parent)


def _tourner(dossier: Path, nom: str, garder: int, fin: str = ".db") -> tuple[Path, ...]:
    """Remove the oldest copies of this base beyond those kept; nothing else in the folder is touched.

    Those that did not verify turn apart: they drive out no good one, and do not fill the disk night after night.
    """
    datee = re.compile(re.escape(nom) + r"-\d{4}-\d\d-\d\d-\d{6}" + re.escape(fin))
    siennes = sorted(f for f in dossier.iterdir() if datee.fullmatch(f.name))
    trop = tuple(siennes[:-garder])
    for fichier in trop:
        retirer(fichier)
    return trop
