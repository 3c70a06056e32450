"""Looking for people who may already be known: candidates by indexes, then judged by regles.familles.doublons."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from guichet import formats
from guichet.erreurs import SaisieInvalide
from guichet.fiches.familles.doublons import Doublon
from guichet.formats.adresses import lire_code_postal
from guichet.formats.naissances import Naissance, connue, lire_partielle
from guichet.registres.recherche import jetons, proximites, vocabulaire
from guichet.regles.familles.doublons import MOT_MIN, PRESQUE_NOMMEE, Portrait, comparer, presque_nommee
from guichet.regles.recherche.phonetique import son

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur, Ligne

CANDIDATS = 60
"""Households read for one clue: a clue shared by more than that is no clue."""
MONTRES = 8
_ADRESSES = 400
_HOMOPHONES = 40

_FTS = (
    "SELECT f.famille_id FROM recherche_fts JOIN fiche_recherche f ON f.cle = recherche_fts.rowid "
    "WHERE recherche_fts MATCH :question LIMIT :limite"
)
_SONS = "SELECT mot FROM mot_nom WHERE son IN ({})"
_PERSONNES = (
    "SELECT l.famille_id, f.code, f.adresse, f.code_postal, f.ville, l.role, p.id AS personne_id, p.nom, p.prenom, "
    "p.nom_naissance, p.naissance, p.naissance_partielle, p.mobile, p.fixe, p.courriel FROM lien l "
    "JOIN personne p ON p.id = l.personne_id JOIN famille f ON f.id = l.famille_id "
    "WHERE l.au IS NULL AND l.role <> 'contact' AND l.famille_id IN ({}) ORDER BY l.famille_id, l.rang, l.id"
)


class _Connue(NamedTuple):
    """Somebody of a household that may be the one looked for."""

    famille_id: int
    code: str
    adresse: str
    code_postal: str
    ville: str
    role: str
    personne_id: int
    nom: str
    prenom: str
    nom_naissance: str
    naissance: date | None
    naissance_partielle: str
    mobile: str
    fixe: str
    courriel: str


def portrait(
    *,
    nom: str,
    prenom: str,
    nom_naissance: str = "",
    naissance: Naissance = None,
    telephones: Iterable[str] = (),
    courriel: str = "",
    adresse: str = "",
    code_postal: str = "",
) -> Portrait:
    """What a form says so far; what cannot be read yet is no clue."""
    return Portrait(
        nom=formats.nettoyer(nom),
        prenom=formats.nettoyer(prenom),
        nom_naissance=formats.nettoyer(nom_naissance),
        naissance=_jour(naissance),
        telephones=frozenset(t for brut in telephones if (t := _telephone(brut))),
        courriel=formats.nettoyer(courriel),
        adresse=formats.nettoyer(adresse),
        code_postal=_code_postal(code_postal),
    )


def chercher(s: Lecteur, saisis: Sequence[Portrait]) -> tuple[Doublon, ...]:
    """The likeliest people already known, the surest first; each known person once."""
    trouves: dict[int, Doublon] = {}
    for saisi in saisis:
        tapes = _mots(f"{saisi.nom} {saisi.nom_naissance} {saisi.prenom}")
        connus = {mot for mot in tapes if vocabulaire.connu(s, mot)}
        for p in _personnes(s, set(_familles(s, saisi))):
            doublon = _juger(saisi, p, connus)
            connu = trouves.get(p.personne_id)
            if doublon is not None and (connu is None or connu.score < doublon.score):
                trouves[p.personne_id] = doublon
    surs = sorted(trouves.values(), key=lambda d: (-d.score, d.personne, d.personne_id))
    return tuple(surs[:MONTRES])


def _familles(s: Lecteur, saisi: Portrait) -> Iterator[int]:
    noms = _homophones(s, f"{saisi.nom} {saisi.nom_naissance}")
    prenoms = _homophones(s, saisi.prenom)
    if noms and prenoms:
        yield from _par_mots(s, (noms, prenoms))
    for telephone in saisi.telephones:
        yield from _par_mots(s, ([jetons.marque(telephone)],))
    if saisi.courriel:
        yield from _par_mots(s, ([jetons.courriel(saisi.courriel)],))
    if isinstance(saisi.naissance, date):
        yield from _ids(
            s,
            "SELECT l.famille_id FROM personne p JOIN lien l ON l.personne_id = p.id "
            "WHERE p.naissance = :jour AND l.au IS NULL LIMIT :limite",
            {"jour": saisi.naissance, "limite": _ADRESSES},
        )
    if saisi.adresse and noms:
        yield from _par_adresse(s, saisi, noms)


def _par_adresse(s: Lecteur, saisi: Portrait, noms: list[str]) -> Iterator[int]:
    voisines = list(_par_mots(s, (noms,), _ADRESSES))
    cle = formats.cle_recherche(saisi.adresse)
    for lot in _lots(voisines):
        sql = "SELECT id, adresse FROM famille WHERE id IN ({})"
        yield from (i for i, adresse in _parmi(s, sql, lot) if formats.cle_recherche(adresse) == cle)


def _homophones(s: Lecteur, texte: str) -> list[str]:
    """Words of the name, the known words that sound alike (« Léger », « Legé »), and what the search would propose."""
    mots = _mots(texte)
    sons = sorted({son(mot) for mot in mots})
    proches = [mot for (mot,) in _parmi(s, _SONS, sons)[:_HOMOPHONES]]
    inconnus = [mot for mot in mots if len(mot) >= MOT_MIN and not vocabulaire.connu(s, mot)]
    proches += [voisin for mot in inconnus for voisin, _ in proximites.voisins_de(s, mot)]
    return list(dict.fromkeys((*mots, *proches)))


def _mots(texte: str) -> list[str]:
    mots = list(dict.fromkeys(formats.mots_recherche(texte)))
    return [mot for mot in mots if len(mot) >= MOT_MIN] or mots


def _par_mots(s: Lecteur, groupes: Sequence[list[str]], limite: int = CANDIDATS) -> Iterator[int]:
    """Households whose index holds one word of each group."""
    if not s.postgres:
        question = " AND ".join("(" + " OR ".join(f'"{mot}"' for mot in groupe) + ")" for groupe in groupes)
        yield from _ids(s, _FTS, {"question": question, "limite": limite})
        return
    parametres: dict[str, object] = {"limite": limite}
    conditions = []
    for rang, groupe in enumerate(groupes):
        noms = {f"m{rang}_{i}": mot for i, mot in enumerate(groupe)}
        parametres |= noms
        liste = ", ".join(f":{nom}" for nom in noms)
        conditions.append(f"f.cle IN (SELECT cle FROM jeton_recherche WHERE jeton IN ({liste}))")  # noqa: S608 - our own names
    sql = f"SELECT f.famille_id FROM fiche_recherche f WHERE {' AND '.join(conditions)} LIMIT :limite"  # noqa: S608 - our own names
    yield from _ids(s, sql, parametres)


def _personnes(s: Lecteur, familles: Iterable[int]) -> Iterator[_Connue]:
    for lot in _lots(sorted(familles)):
        yield from s.lire(_Connue, *_avec(_PERSONNES, lot))


def tous(s: Lecteur) -> list[_Connue]:
    """Everybody of the base but the contacts, household after household."""
    return s.lire(_Connue, _PERSONNES.format("SELECT id FROM famille WHERE fusionnee_dans IS NULL"))


def portrait_connu(p: _Connue) -> Portrait:
    """Somebody of the base, as the judge compares them."""
    return Portrait(
        nom=p.nom,
        prenom=p.prenom,
        nom_naissance=p.nom_naissance,
        naissance=connue(p.naissance, p.naissance_partielle),
        telephones=frozenset({p.mobile, p.fixe} - {""}),
        courriel=p.courriel,
        adresse=p.adresse,
        code_postal=p.code_postal,
    )


def _juger(saisi: Portrait, p: _Connue, connus: Container[str]) -> Doublon | None:
    connu = portrait_connu(p)
    ressemblance = comparer(saisi, connu)
    if not ressemblance.a_montrer:
        if not presque_nommee(saisi, connu, connus):
            return None
        ressemblance = PRESQUE_NOMMEE
    return Doublon(
        famille_id=p.famille_id,
        code=p.code,
        personne_id=p.personne_id,
        personne=formats.nom_affiche(p.nom, p.prenom),
        role=p.role,
        naissance=connue(p.naissance, p.naissance_partielle),
        ville=p.ville,
        score=ressemblance.score,
        raisons=ressemblance.raisons,
        pour=formats.nom_affiche(saisi.nom, saisi.prenom),
    )


def _ids(s: Lecteur, sql: str, parametres: Mapping[str, object]) -> list[int]:
    return [ligne[0] for ligne in s.lignes(sql, parametres)]


def _lots(ids: Sequence[int], taille: int = 200) -> Iterator[Sequence[int]]:
    for debut in range(0, len(ids), taille):
        yield ids[debut : debut + taille]


def _parmi(s: Lecteur, sql: str, valeurs: Sequence[object]) -> list[Ligne]:
    return s.lignes(*_avec(sql, valeurs)) if valeurs else []


def _avec(sql: str, valeurs: Sequence[object]) -> tuple[str, dict[str, object]]:
    """A statement with a list of values in its braces, and these values."""
    noms = {f"v{rang}": valeur for rang, valeur in enumerate(valeurs)}
    return sql.format(", ".join(f":{nom}" for nom in noms)), noms


def _jour(naissance: Naissance) -> Naissance:
    if isinstance(naissance, str):
        if partielle := lire_partielle(naissance):
            return partielle
        try:
            return formats.lire_date(naissance) if naissance.strip() else None
        except SaisieInvalide:
            return None
    return naissance


def _code_postal(brut: str) -> str:
    try:
        return lire_code_postal(brut) if brut.strip() else ""
    except SaisieInvalide:
        return ""


def _telephone(brut: str) -> str:
    try:
        return formats.lire_telephone(brut) if brut.strip() else ""
    except SaisieInvalide:
        return ""
