"""`guichet restaurer`: a copy put back in the place of a base, checked, said in its journal and in its witness."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager, nullcontext, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from guichet.base import temoin as temoins
from guichet.base.adresse import Adresse
from guichet.base.controle import REVISION, controler, preparer_lieu
from guichet.base.file import tour
from guichet.base.moteur import Base
from guichet.base.place import modes, ouvertures, remise
from guichet.base.place.copie import copier, retirer
from guichet.base.place.identite import FILE
from guichet.base.temoin import Manquant, Section, Tete
from guichet.erreurs import ErreurMetier, IntegriteRompue, UsageIncorrect
from guichet.erreurs.base import BaseIntrouvable
from guichet.fiches.socle.restauration import Restauration
from guichet.formats import PARIS
from guichet.registres.offre import modernisation
from guichet.registres.socle.temoins import restauration as registre

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from guichet.base.lecture import Lecteur
    from guichet.base.sceaux import Cle
    from guichet.fiches.socle.verification import RapportVerification

    Relire = Callable[[Base], RapportVerification]

ATTENTE_S = 600.0
"""Another restoration of the same base: this one waits for its end."""

_RIEN = Tete(0, "-")
"""Head of a journal of which nothing is known."""

SUR_SERVEUR = (
    "Cette base est sur un serveur PostgreSQL, qui a ses propres sauvegardes : "
    "« pg_restore -d URL F » remet celle que « pg_dump -Fc -f F URL » a faite, puis « guichet declarer-restauration » "
    "le dit au journal et à ses témoins."
)


class _Presente(NamedTuple):
    """What the base in place says of itself, next to a copy."""

    lisible: bool
    commun: int
    tete: Tete
    actes: tuple[Manquant, ...]

    @property
    def manquent(self) -> int:
        return max(self.tete.seq - self.commun, 0)


def restaurer(
    adresse: Adresse,
    copie: Path,
    relire: Relire,
    cle: Cle,
    *,
    poste: str,
    maintenant: datetime,
    essai: bool = False,
    avancement: Callable[[int, int], None] | None = None,
) -> Restauration:
    """Put a copy in the place of a base; the former base is put aside, whole, and nothing of it is removed.

    Needs no right, nor a base that opens: whoever may write the file could put another there, less well.

    Args:
        adresse: the base.
        copie: what `guichet sauvegarder` made, or any copy of that base.
        relire: the checks of `guichet verifier`, run on what is about to take the place.
        cle: what gives the secret of its seals.
        poste: name of the workstation, for the journal.
        maintenant: aware instant.
        essai: do everything but the exchange; counters may be open.
        avancement: called with the pages copied and their number.

    Raises:
        UsageIncorrect: a base on a server, or the copy is of another base, or is the base.
        BaseIntrouvable, BaseIllisible, BasePlusRecente: the copy cannot be used.
        IntegriteRompue: it does not verify.
        BaseOccupee: somebody has the base open; named. DisquePlein: no room for it.
    """
    fichier = adresse.fichier
    if fichier is None:
        raise UsageIncorrect(SUR_SERVEUR)
    _exiger_une_sauvegarde(copie, fichier)
    preparer_lieu(adresse)
    with tour(fichier.with_name(f".{fichier.name}.restaurer.file"), ATTENTE_S):
        if remise.interrompue(fichier):
            return _terminer(fichier, essai=essai)
        remise.ranger(fichier)
        if (qui := ouvertures.ouvertures(fichier)) and not essai:
            raise ouvertures.refus_ouverte(fichier, qui)
        cote = remise.de_cote(fichier, f"{maintenant.astimezone(PARIS):%Y-%m-%d-%H%M%S}")
        chantier = remise.chantier(fichier)
        try:
            # Nobody may write between the reading of what would be lost and the exchange.
            with nullcontext() if essai else tour(fichier.with_name(fichier.name + FILE)):
                copier(copie, chantier, avancement)
                with _base(Base(Adresse(chantier), cle), copie, poste, maintenant) as base:
                    presente, section = _preparer(base, fichier, copie, cote, poste, maintenant)
                _verifier(Base(Adresse(chantier), cle), chantier, copie, relire)
                if not essai:
                    _comme(chantier, fichier)
                    with ouvertures.seul(fichier):
                        remise.mettre(fichier, cote)
        finally:
            retirer(chantier)
    de_cote = cote if not essai and cote.exists() else None
    return _fiche(fichier, copie, section, presente, de_cote, qui)


def _exiger_une_sauvegarde(copie: Path, fichier: Path) -> None:
    if not _est_un_fichier(copie):
        raise BaseIntrouvable(f"Il n’y a pas de sauvegarde à {copie} : vérifiez le nom donné.")
    if fichier.exists() and copie.samefile(fichier):
        raise UsageIncorrect(f"{copie} est la base elle-même : donnez une sauvegarde à remettre à sa place.")


def _est_un_fichier(chemin: Path) -> bool:
    """Whether there is one: a name too long, or with a zero in it, is none."""
    try:
        return chemin.is_file()
    except (OSError, ValueError):
        return False


def _fiche(
    fichier: Path, copie: Path, section: Section, presente: _Presente, de_cote: Path | None, qui: tuple[str, ...]
) -> Restauration:
    return Restauration(
        fichier=fichier,
        copie=copie,
        tete=section.tete.seq,
        ancienne=section.ancienne.seq,
        manquent=section.manquent,
        actes=tuple(registre.acte_dit(m) for m in presente.actes),
        lisible=presente.lisible,
        de_cote=de_cote,
        ouverte_par=qui,
    )


def _terminer(fichier: Path, *, essai: bool) -> Restauration:
    if essai:
        raise UsageIncorrect(
            f"Une restauration de {fichier} a été interrompue : relancez « guichet restaurer » sans --essai pour la "
            "terminer."
        )
    remise.reprendre(fichier)
    derniere = temoins.sections(Base(Adresse(fichier)).temoin)[-1]
    return Restauration(
        fichier, None, derniere.tete.seq, derniere.ancienne.seq, derniere.manquent, (), lisible=False, de_cote=None
    )


@contextmanager
def _base(base: Base, copie: Path, poste: str, maintenant: datetime) -> Iterator[Base]:
    """Open the copy of the copy, at this program's schema; what is refused of it is said of the file that was named."""
    try:
        base.revision = controler(base)
        if base.revision != REVISION:
            modernisation.moderniser(base, poste=poste, le=maintenant, copie=False)
        yield base
    except ErreurMetier as refus:
        raise type(refus)(refus.message.replace(base.adresse.affichee(), str(copie))) from refus
    finally:
        base.fermer()


def _preparer(
    base: Base, fichier: Path, copie: Path, cote: Path, poste: str, maintenant: datetime
) -> tuple[_Presente, Section]:
    """Compare it with what is in place, then say in its journal and its witness what is being done."""
    temoin = _temoin(fichier, copie)
    with base.lecture() as s:
        presente = _comparer(s, fichier, temoin)
        section = Section(presente.commun, registre.tete(s), presente.tete, presente.manquent)
    temoins.poursuivre(temoin, base.temoin, section, presente.actes)
    with base.ecriture() as s:
        registre.inscrire(s, section, le=maintenant, poste=poste, copie=copie.name, de_cote=cote.name)
    return presente, section


def _temoin(fichier: Path, copie: Path) -> Path:
    """The witness that goes on: the base's; where it is gone, the one the copy came with."""
    sien = Base(Adresse(fichier)).temoin
    return sien if sien.exists() else Base(Adresse(copie)).temoin


def _comparer(copie: Lecteur, fichier: Path, temoin: Path) -> _Presente:
    """What is in place, by itself if it can be read, else by its witness.

    Raises:
        UsageIncorrect: the two are not of one base.
    """
    vue = max(temoins.vues(temoin), default=_RIEN)
    lue = _lire(copie, fichier, vue)
    if lue is None:
        commun = registre.commun_au_temoin(temoin, copie)
        lue = _Presente(
            lisible=False, commun=commun or (0 if vue.seq else registre.tete(copie).seq), tete=vue, actes=()
        )
    if lue.tete.seq and not lue.commun:
        raise UsageIncorrect(
            f"La copie n’est pas une copie de {fichier} : les deux journaux n’ont rien en commun. Vérifiez les noms, "
            "ou donnez un autre fichier avec « --base »."
        )
    return lue


def _lire(copie: Lecteur, fichier: Path, vue: Tete) -> _Presente | None:
    base = Base(Adresse(fichier))
    try:
        if not fichier.exists():
            return None
        with base.lecture() as s:
            commun = registre.commun(s, copie)
            tete = max(registre.tete(s), vue)
            return _Presente(lisible=True, commun=commun, tete=tete, actes=registre.manquants(s, commun))
    except (ErreurMetier, sqlite3.DatabaseError, ValueError, TypeError):
        return None
    finally:
        base.fermer()


def _verifier(base: Base, chantier: Path, copie: Path, relire: Relire) -> None:
    try:
        rapport = relire(base)
    finally:
        base.fermer()
    if not rapport.sain:
        phrase = rapport.anomalies[0].phrase.replace(str(chantier), str(copie)).replace(chantier.name, copie.name)
        raise IntegriteRompue(f"{copie} ne se vérifie pas, rien n’a été changé. {phrase}")


def _comme(chantier: Path, fichier: Path) -> None:
    """Give it whose the base it replaces was, witness included; one that was open to all becomes its account's."""
    present = next((f for f in (fichier, fichier.with_name(fichier.name + remise.TEMOIN)) if f.exists()), None)
    if present is None:
        return
    mode = modes.de(present)
    for fin in ("", remise.TEMOIN):
        with suppress(FileNotFoundError):
            fd = os.open(chantier.with_name(chantier.name + fin), os.O_RDONLY | os.O_CLOEXEC)
            try:
                modes.poser(fd, mode)
            finally:
                os.close(fd)
