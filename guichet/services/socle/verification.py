"""`guichet verifier`: is this base whole, and is it the one that was written? (issue 2, item 11; rule 20)"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

from guichet.base.temoin import Tete
from guichet.contexte import verifications
from guichet.erreurs.base import REMEDE, BaseIllisible
from guichet.fiches.socle.verification import Anomalie, Controle, RapportVerification
from guichet.registres.socle import chaine, controles, sceaux
from guichet.registres.socle.temoins import temoignage
from guichet.regles.socle.droits import Droit

if TYPE_CHECKING:
    from guichet.base import Base, Lecture
    from guichet.contexte import Contexte

_ILLISIBLE = (sqlite3.DatabaseError, ValueError, BaseIllisible)
"""What a damaged page gives: a malformed file, or a date and an accent that can no longer be read."""

Avancement = Callable[[int, int], None]
"""Called with the rows of the journal checked so far, and their number."""


def verifier(ctx: Contexte, avancement: Avancement | None = None) -> RapportVerification:
    """Check everything that can be checked without changing anything; never stops at the first anomaly.

    Use `rapport.exiger()` to refuse a base that does not verify (exit code 3).
    """
    ctx.exiger(Droit.VERIFIER)
    return verifier_base(ctx.base, avancement)


def verifier_base(base: Base, avancement: Avancement | None = None) -> RapportVerification:
    """Check a base nobody is logged in to: a copy, a backup."""
    trouves: list[Controle] = []
    anomalies: list[Anomalie] = []
    # Before the snapshot: what counters note meanwhile is of acts that it does not hold.
    temoins = temoignage.sources(base)
    with base.lecture() as s:
        tete = _journal(s, base, temoins, avancement, trouves, anomalies)
        # A broken chain has said so, and has no head.
        rompue = any(a.controle == "journal" for a in anomalies)
        for verification in (*controles.du_socle(postgres=s.postgres), *verifications()):
            try:
                with s.a_part():
                    controle, mauvaises = controles.anomalies(verification, s)
            except _ILLISIBLE as erreur:
                mauvaises = [_abimee(erreur)]
            else:
                trouves.append(controle)
            anomalies += [a for a in mauvaises if a not in anomalies]
        try:
            with s.a_part():
                controle, mauvaises = sceaux.controler(s, base.cle, None if rompue else tete)
        except _ILLISIBLE as erreur:
            mauvaises = [_abimee(erreur)]
        else:
            trouves.append(controle)
        anomalies += [a for a in mauvaises if a not in anomalies]
    return RapportVerification(tuple(trouves), tuple(anomalies), tete.seq, tete.empreinte)


def _journal(
    s: Lecture,
    base: Base,
    temoins: list[tuple[str, temoignage.Source]],
    avancement: Avancement | None,
    trouves: list[Controle],
    anomalies: list[Anomalie],
) -> Tete:
    """Follow the chain, then hold it against its witness."""
    try:
        ((total,),) = s.lignes("SELECT count(*) FROM journal")
        suivi = None if avancement is None else lambda fait: avancement(fait, total)
        tete, rupture = chaine.suivre(s, suivi)
        trouves.append(Controle("journal", tete.seq, "lignes chaînées"))
        if rupture is not None:
            anomalies.append(Anomalie("journal", rupture.phrase, rupture.ligne))
        signees = sceaux.signees(s, base.cle)
        for quoi, temoin in temoins:
            controle, contredit = temoignage.confronter(s, temoin, tete, signees, quoi)
            trouves.append(controle)
            # A broken chain already explains why the witness disagrees further on.
            if rupture is None:
                anomalies += contredit
    except _ILLISIBLE as erreur:
        anomalies.append(_abimee(erreur))
        return Tete(0, "")
    if base.postgres and base.ville is None:
        trouves.append(Controle(temoignage.VILLE, 0, "lignes", temoignage.SANS_VILLE))
    return tete


def _abimee(erreur: Exception) -> Anomalie:
    return Anomalie(
        "fichier",
        f"Le fichier de la base est abîmé ({erreur.__cause__ or erreur}) : {REMEDE}.",
    )
