"""Writing the index: a few households in the transaction of their change, or all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from guichet.registres.recherche import tri, vocabulaire
from guichet.registres.recherche.fiche import Fiche
from guichet.registres.recherche.foyers import PAS, fiches, plages

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture

_COLONNES = "cle, famille_id, code, famille, enfants, ville, residence, telephone, alertes, noms, autres"

_LUES = f"SELECT {_COLONNES} FROM fiche_recherche WHERE famille_id BETWEEN :debut AND :fin"  # noqa: S608 - constants

_AJOUT = (
    f"INSERT INTO fiche_recherche ({_COLONNES}) VALUES "  # noqa: S608 - constants
    "(:cle, :famille_id, :code, :famille, :enfants, :ville, :residence, :telephone, :alertes, :noms, :autres)"
)

_CHANGE = (
    "UPDATE fiche_recherche SET cle = :cle, code = :code, famille = :famille, enfants = :enfants, ville = :ville, "
    "residence = :residence, telephone = :telephone, alertes = :alertes, noms = :noms, autres = :autres "
    "WHERE famille_id = :famille_id"
)

_TAS_EN_MASSE = 64 << 20
_TAS = 1 << 20


def rafraichir(s: Ecriture, familles: Iterable[int]) -> None:
    """Bring the index up to date for these households; call it in the transaction that changed them."""
    # What the models hold must be in the tables before it is read back.
    s.flush()
    for debut, fin in plages(familles):
        anciennes = {fiche.famille_id: fiche for fiche in s.lire(Fiche, _LUES, {"debut": debut, "fin": fin})}
        neuves = _placer(s, fiches(s, debut, fin), anciennes)
        presentes = {f.famille_id for f in neuves}
        disparues = [ancienne for famille_id, ancienne in anciennes.items() if famille_id not in presentes]
        changees = [(anciennes.get(f.famille_id), f) for f in neuves if anciennes.get(f.famille_id) != f]
        s.ordres("DELETE FROM fiche_recherche WHERE cle = :cle", [{"cle": f.cle} for f in disparues])
        s.ordres(_AJOUT, [neuve._asdict() for ancienne, neuve in changees if ancienne is None])
        s.ordres(_CHANGE, [neuve._asdict() for ancienne, neuve in changees if ancienne is not None])
        if s.postgres:
            retirees = [ancienne.cle for ancienne, _ in changees if ancienne is not None]
            retirees += [f.cle for f in disparues]
            s.ordres("DELETE FROM jeton_recherche WHERE cle = :cle", [{"cle": cle} for cle in retirees])
            _copier_jetons(s, [neuve for _, neuve in changees])
        avant = {mot for ancienne, _ in changees if ancienne is not None for mot in ancienne.noms.split()}
        avant |= {mot for f in disparues for mot in f.noms.split()}
        apres = {mot for _, neuve in changees for mot in neuve.noms.split()}
        vocabulaire.ajouter(s, apres - avant)
        vocabulaire.oublier(s, avant - apres)


def reconstruire(s: Ecriture, avancement: Callable[[int], None] | None = None) -> int:
    """Write the whole index anew, in bulk; returns the number of households.

    Args:
        s: the open write transaction.
        avancement: told how many households are done, after each run of them.
    """
    s.flush()
    if not s.postgres:
        # One rebuild at the end is three times faster than the triggers row by row.
        for declencheur in ("fts_ajout", "fts_retrait", "fts_change"):
            s.ordre(f"DROP TRIGGER IF EXISTS {declencheur}")
    for table in ("jeton_recherche", "mot_nom", "fiche_recherche"):
        s.ordre(f"DELETE FROM {table}")  # noqa: S608 - constants
    dernier = (s.une("SELECT coalesce(max(id), 0) FROM famille") or (0,))[0]
    faites = 0
    vus: set[str] = set()
    for debut in range(1, dernier + 1, PAS):
        neuves = _placer(s, fiches(s, debut, debut + PAS - 1), {})
        s.ordres(_AJOUT, [f._asdict() for f in neuves])
        if s.postgres:
            _copier_jetons(s, neuves)
        inconnus = {mot for f in neuves for mot in f.noms.split()} - vus
        vus |= inconnus
        vocabulaire.ajouter(s, inconnus)
        faites += len(neuves)
        if avancement is not None:
            avancement(faites)
    _achever(s)
    return faites


def _achever(s: Ecriture) -> None:
    if s.postgres:
        # The planner chooses between walking in order and the prefix range from these figures.
        s.ordre("ANALYZE fiche_recherche")
        s.ordre("ANALYZE jeton_recherche")
        return
    from models import invariants

    # Words are sorted in memory before they reach the file: a large heap halves the time, 1 MiB is for edits.
    for commande, valeur in (("hashsize", _TAS_EN_MASSE), ("rebuild", None), ("optimize", None), ("hashsize", _TAS)):
        s.ordre(
            "INSERT INTO recherche_fts(recherche_fts, rank) VALUES (:commande, :valeur)",
            {"commande": commande, "valeur": valeur},
        )
    invariants.creer_declencheurs_fts(s.connection())


def _placer(s: Ecriture, neuves: Sequence[Fiche], anciennes: dict[int, Fiche]) -> list[Fiche]:
    """Give each row its key: its own while its letters do not change, else the first free one."""
    placees: list[Fiche] = []
    for fiche in neuves:
        ancienne = anciennes.get(fiche.famille_id)
        if ancienne is not None and tri.meme_rang(ancienne.cle, fiche.cle):
            placees.append(fiche._replace(cle=ancienne.cle))
        else:
            placees.append(fiche)
    if max((f.famille_id for f in placees), default=0) < tri.SANS_COLLISION:
        return placees
    return _departager(s, placees)


def _departager(s: Ecriture, fiches_: Sequence[Fiche]) -> list[Fiche]:
    """Past 262,144 households two may ask for the same key: the second takes the next one."""
    prises: dict[int, int] = {}
    libres: list[Fiche] = []
    for fiche in fiches_:
        cle = fiche.cle
        while (tenant := prises.get(cle) or _tenant(s, cle)) is not None and tenant != fiche.famille_id:
            cle = tri.suivante(cle)
        prises[cle] = fiche.famille_id
        libres.append(fiche._replace(cle=cle))
    return libres


def _tenant(s: Ecriture, cle: int) -> int | None:
    ligne = s.une("SELECT famille_id FROM fiche_recherche WHERE cle = :cle", {"cle": cle})
    return None if ligne is None else int(ligne[0])


def _copier_jetons(s: Ecriture, neuves: Sequence[Fiche]) -> None:
    s.ordres(
        "INSERT INTO jeton_recherche (cle, jeton) VALUES (:cle, :jeton)",
        [{"cle": f.cle, "jeton": jeton} for f in neuves for jeton in {*f.noms.split(), *f.autres.split()}],
    )
