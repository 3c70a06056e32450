"""A plan in words: the two files field by field, who joins, what is moved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from guichet import textes
from guichet.fiches.familles.fusion import BlocFusion, ChampFusion
from guichet.formats import euros, nom_affiche
from guichet.formats.jours import date_num, mois_court
from guichet.registres.familles.fusion.plan import FOYER
from guichet.registres.socle.sql import en_liste
from guichet.regles.familles.doublons import autrement_ecrite
from guichet.regles.socle.domaine import LIBELLES, RoleLien

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guichet.base.lecture import Lecteur
    from guichet.registres.familles.fusion.plan import Plan
    from guichet.regles.familles.fusions import Ecart

_LIBELLES = {"ecole": "École et classe", "garde_rythme": "Garde alternée", "quotient": "Quotient familial"}
_COMPTES = (
    ("reservation", "famille_id", "réservation", "réservations"),
    ("inscription", "famille_id", "inscription", "inscriptions"),
    ("compte_portail", "famille_id", "compte du portail", "comptes du portail"),
    ("cle_enfance", "famille_id", "Clé Enfance", "Clés Enfance"),
    ("piece_vue", "famille_id", "pièce vue", "pièces vues"),
    ("passage", "famille_id", "passage au guichet", "passages au guichet"),
    ("tache", "famille_id", "tâche", "tâches"),
    ("quotient", "famille_id", "quotient", "quotients"),
)


_DEUX_PERSONNES = "Ces deux fiches ne se ressemblent pas : vérifiez que c’est bien une seule personne."


def blocs(plan: Plan) -> tuple[BlocFusion, ...]:
    """The fields of both, the household first, then each person known twice."""
    noms = {p.personne_id: p.prenom for p in (*plan.garde.places, *plan.source.places)}
    dits = [BlocFusion("Foyer", tuple(_champ(FOYER, e, noms) for e in plan.foyer))] if plan.fondu else []
    for paire in plan.paires:
        ici, autre = plan.garde.place(paire.garde_id), plan.source.place(paire.fondu_id)
        dits.append(
            BlocFusion(
                f"{nom_affiche(ici.nom, ici.prenom)}, {LIBELLES[RoleLien(ici.role)]}",
                tuple(_champ(str(paire.garde_id), e, noms) for e in plan.fiches[paire.garde_id] if _a_montrer(e)),
                autre.personne_id,
                paire.raisons,
            )
        )
    return tuple(dits)


def rejoignent(plan: Plan) -> tuple[str, ...]:
    """Who joins the household kept as they are."""
    if plan.fondu is None:
        return ()
    connus = {p.personne_id for p in plan.garde.places} | plan.siens.keys()
    presents = {p.personne_id: p for p in plan.fondu.places if p.au is None and p.personne_id not in connus}
    return tuple(f"{nom_affiche(p.nom, p.prenom)} ({LIBELLES[RoleLien(p.role)]})" for p in presents.values())


def deplaces(s: Lecteur, plan: Plan) -> tuple[tuple[str, int], ...]:
    """What the absorbed file holds, counted."""
    if plan.fondu is None:
        return ()
    de = en_liste([plan.fondu.foyer.famille_id])
    comptes = [
        (singulier if nombre == 1 else dits, int(nombre))
        for table, colonne, singulier, dits in _COMPTES
        for (nombre,) in s.lignes(f"SELECT count(*) FROM {table} WHERE {colonne} IN ({de})")  # noqa: S608 - our words
    ]
    return tuple((mot, nombre) for mot, nombre in comptes if nombre)


def etrangers(plan: Plan) -> tuple[str, ...]:
    """A warning where nobody is in both files, or two people are unlike: two families of one name, perhaps."""
    if plan.fondu is None:
        ici, autre = (plan.garde.place(id_).portrait(plan.garde.foyer) for id_ in plan.personnes)
        return () if autrement_ecrite(autre, ici) else (_DEUX_PERSONNES,)
    connus = {p.personne_id for p in plan.garde.places}
    if plan.paires or any(p.personne_id in connus for p in plan.fondu.places):
        return ()
    return ("Personne n’est dans les deux dossiers : vérifiez que c’est bien une seule famille.",)


def _a_montrer(e: Ecart) -> bool:
    """A « no » on both sides, a field nobody filled, say nothing."""
    return any(v not in ("", None, False, ("", ""), ("", None)) for v in (e.garde, e.fondu))


def _champ(de: str, e: Ecart, noms: Mapping[int, str]) -> ChampFusion:
    libelle = _LIBELLES.get(e.champ) or textes.libelle(e.champ)
    garde, fondu, valeur = (_dit(e.champ, v, noms) for v in (e.garde, e.fondu, e.valeur))
    return ChampFusion(f"{de}.{e.champ}", libelle, garde, fondu, valeur, e.cote)


def _indice(centimes: int) -> str:
    """« 871 », « 871,50 »: an index is no amount of money."""
    return euros(centimes).removesuffix("\u00a0€").removesuffix(",00")


def _dit(champ: str, valeur: object, noms: Mapping[int, str]) -> str:
    if not isinstance(valeur, tuple):
        return textes.valeur_affichee(champ, valeur)
    if champ == "payeur":
        return ", ".join(noms.get(int(str(id_)), "") for id_ in valeur)
    if champ == "quotient":
        centimes, mois = valeur
        return f"{_indice(int(str(centimes)))} ({mois_court(mois)})"
    return " ".join(date_num(v) if isinstance(v, date) else str(v) for v in valeur if v)
