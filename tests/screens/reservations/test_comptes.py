"""Drafts drawn at random, several children and activities, days given up too late: three places count them, one way."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from random import Random

import pytest

from guichet.contexte import Contexte
from guichet.fiches.reservations.planning import Apercu, Demande, Planning
from guichet.regles.reservations.dits.comptes import fois
from guichet.regles.reservations.etats import Issue
from guichet.services import reservations
from guichet.services.comptoir import passages
from screens.modales.apercu import resume
from screens.reservations.brouillon import Brouillon
from screens.reservations.mots import en_cours
from tests.bases import Horloge
from tests.services.annee_scolaire import enfants, ouvrir_ville

BROUILLONS = 12
LARGE = 1000


def tirer(de: Random, p: Planning) -> Brouillon:
    """A few gestures of the planner over some weeks: cells, blocks, both children, some undone."""
    brouillon = Brouillon(p.cases)
    proches = [c for c in p.cases if p.jour <= c[1] <= p.jour + timedelta(days=40)]
    for _ in range(de.randint(1, 6)):
        brouillon.basculer(de.sample(proches, de.randint(1, 12)))
        if de.random() < 0.1:
            brouillon.annuler()
    return brouillon


def nombre(motif: str, texte: str) -> int:
    """Sum of what that pattern counts in a text."""
    return sum(int(n) for n in re.findall(motif, texte))


def verifier_planning(p: Planning, brouillon: Brouillon, vu: Apercu) -> None:
    """The running count tells as many as the preview, unit by unit, and the same children."""
    dit = str(en_cours(p, brouillon, LARGE)).replace("\u00a0", " ")
    noms = {c.unite_id: c.nom.lower() for c in p.colonnes}
    annules = {Issue.ANNULEE}
    for signe, retrait in ((r"\+", False), ("×", True)):
        lignes = [x for x in vu.lignes if brouillon.voulus[x.personne_id, x.jour, x.unite_id].annuler is retrait]
        assert nombre(rf"  {signe} (\d+)", dit) == len(lignes), dit
        for unite, combien in Counter(x.unite_id for x in lignes).items():
            suite = fois(x.personne_id for x in lignes if x.unite_id == unite).replace("\u00a0", " ")
            assert f"{combien} {noms[unite]}{suite}" in dit, dit
        assert not retrait or {x.issue for x in lignes} <= annules
    assert nombre(r"! (\d+) reste(?:nt)? facturés?", dit) == vu.facturees, dit
    assert nombre(r"! (\d+) refusés?", dit) == vu.refusees, dit
    assert nombre(r"▲ (\d+) hors délai", dit) == vu.majorees, dit
    assert nombre(r"○ (\d+) en attente", dit) == vu.attente, dit


def verifier_papier(vu: Apercu, lignes: list[str]) -> None:
    """The slip tells each day written, of the fate the preview says, child by child."""
    papier = "\n".join(lignes).replace("\u00a0", " ")
    dit = resume(vu).replace("\u00a0", " ")
    prises = vu.reservees + vu.majorees
    assert nombre(r"(\d+) jours? réservé", papier) == nombre(r"(\d+) réservées?", dit) == prises, papier
    assert nombre(r"(\d+) jours? réservés?, majoré", papier) == nombre(r"dont (\d+) majorées?", dit) == vu.majorees
    assert nombre(r"(\d+) jours? en attente", papier) == nombre(r"(\d+) en attente", dit) == vu.attente
    assert nombre(r"(\d+) jours? annulé", papier) == nombre(r"(\d+) annulées?", dit) == vu.annulees
    assert nombre(r"(\d+) jours? annulés?, reste(?:nt)? facturé", papier) == vu.facturees
    assert nombre(r"(\d+) refusées?", dit) == vu.refusees
    if 0 < vu.facturees < vu.annulees:
        assert nombre(r"dont (\d+) reste(?:nt)? facturées?", dit) == vu.facturees, dit
    for qui in {x.enfant for x in vu.lignes}:
        siens = [x for x in vu.lignes if x.enfant == qui and x.issue not in {Issue.REFUSEE, Issue.INCHANGEE}]
        assert sum(nombre(r" · (\d+) jours? ", li) for li in papier.splitlines() if li.startswith(f"{qui} · ")) == len(
            siens
        )


@pytest.mark.parametrize("graine", range(4))
def test_planning_apercu_et_papier_comptent_pareil(ctx_sqlite: Contexte, horloge: Horloge, graine: int) -> None:
    """Lost otherwise: « 16 » under the grid, « 15 » before saving, « 14 » on the paper, and nobody knows which is due."""
    ctx, de = ctx_sqlite, Random(graine)
    v = ouvrir_ville(ctx, capacite=2)
    autres = enfants(ctx, v, 2)
    pris = [c for c in reservations.planning(ctx, v.famille_id).cases if c[0] == v.lea]
    for autre in autres:
        reservations.enregistrer(
            ctx, demandes=[Demande(autre, jour, unite) for _, jour, unite in de.sample(pris, 150)], attendu=None
        )
    passages.ouvrir(ctx, famille_id=v.famille_id)
    tous: Counter[str] = Counter()
    for _ in range(BROUILLONS):
        p = reservations.planning(ctx, v.famille_id)
        brouillon = tirer(de, p)
        demandes = brouillon.demandes()
        if not demandes:
            continue
        vu = reservations.apercu(ctx, demandes, famille_id=v.famille_id)
        verifier_planning(p, brouillon, vu)
        with ctx.lecture() as s:
            ((avant,),) = s.lignes("SELECT coalesce(max(id), 0) FROM acte_passage")
        assert reservations.enregistrer(ctx, demandes=demandes, attendu=vu, famille_id=v.famille_id) == vu
        with ctx.lecture() as s:
            lues = s.lignes("SELECT libelle FROM acte_passage WHERE id > :id ORDER BY id", {"id": avant})
        verifier_papier(vu, [libelle for (libelle,) in lues])
        tous.update(x.issue for x in vu.lignes)
        tous["facturee"] += vu.facturees
        horloge.avancer(days=1)
    assert all(tous[sort] for sort in (Issue.RESERVEE, Issue.MAJOREE, Issue.ATTENTE, Issue.ANNULEE, "facturee")), tous
