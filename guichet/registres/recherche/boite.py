"""What the search box answers: readings tried from the surest to the vaguest, each only while room is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.registres.recherche import vocabulaire
from guichet.registres.recherche.lectures import (
    entiers,
    mots_utiles,
    par_fin,
    par_noms,
    par_tout,
    precises,
    soudures,
    tetes,
)
from guichet.registres.recherche.questions import par_codes, par_mots, par_nom
from guichet.registres.recherche.tri import LETTRES, RIEN
from guichet.regles.recherche.requete import FIN_MIN
from guichet.regles.socle.code_famille import affiche, suggestions, voisins

if TYPE_CHECKING:
    from collections.abc import Iterable

    from guichet.base.lecture import Lecture
    from guichet.registres.recherche.lectures import Soudures
    from guichet.registres.recherche.questions import Trouvee
    from guichet.registres.socle.acte import Acte
    from guichet.regles.recherche.requete import Requete
    from guichet.regles.socle.code_famille import CodeLu

Reponse = tuple[list["Trouvee"], str]


def repondre(acte: Acte, s: Lecture, texte: str, requete: Requete, limite: int) -> Reponse:
    """Rows of the households the box may mean, at most `limite`, and a sentence when one is needed."""
    if requete.cle_enfance is not None:
        from guichet.registres.recherche import cles

        reponse = cles.repondre(acte, s, requete.cle_enfance)
        if reponse is not None:
            return reponse
    sures = precises(requete)
    lignes: dict[int, Trouvee] = {}
    if requete.codes:
        trouvees = _par_code(s, requete.codes)
        if trouvees and not sures:
            return trouvees, ""
        _ajouter(lignes, trouvees)
        if not trouvees and not sures and (voulu := _code_voulu(s, texte, requete.codes)) is not None:
            return voulu
    for question in sures:
        _ajouter(lignes, par_mots(s, question, limite))
    if not lignes and not requete.date and not requete.telephone_prefixe:
        _ajouter(lignes, _par_mots(s, mots_utiles(requete), soudures(requete.mots), limite))
    if len(lignes) < limite and not requete.date:
        for question in par_fin(requete):
            _ajouter(lignes, par_mots(s, question, limite))
    return list(lignes.values())[:limite], "" if lignes else _rien(requete)


def voisines(s: Lecture, requete: Requete, limite: int) -> list[Trouvee]:
    """Households whose code is one slip away from a body typed without its check character, which nobody bears."""
    lu = requete.code
    proches = tuple(voisins(lu.corps)) if lu is not None and lu.cle is None else ()
    return par_codes(s, proches)[:limite] if proches else []


def _par_code(s: Lecture, codes: tuple[CodeLu, ...]) -> list[Trouvee]:
    corps = tuple([lu.corps for lu in codes if lu.juste is not False])
    return par_codes(s, corps) if corps else []


def _code_voulu(s: Lecture, texte: str, codes: tuple[CodeLu, ...]) -> Reponse | None:
    """The households whose code is one slip away from a code with a wrong check character."""
    lu = codes[0]
    voulus = tuple(suggestions(texte)) if lu.juste is False else ()
    lignes = par_codes(s, voulus) if voulus else []
    if not lignes:
        return None
    return lignes, f"{lu.corps}-{lu.cle} n’existe pas : vouliez-vous {affiche(lignes[0].code)} ?"


def _par_mots(s: Lecture, mots: tuple[str, ...], soudes: Soudures, limite: int) -> list[Trouvee]:
    """The households of that name, then those where somebody has it, then whatever else begins so."""
    if len(mots) == 1:
        return _par_mot(s, mots[0], limite)
    tout = par_mots(s, par_tout(mots, soudes), limite)
    if len(tout) < limite:
        return _ranger(tout, mots, soudes)
    noms = par_mots(s, par_noms(mots, soudes), limite)
    lignes: dict[int, Trouvee] = {}
    if len(noms) < limite:
        _ajouter(lignes, _ranger(noms, mots, soudes))
    else:
        # More than can be shown: those whose own name it is must not wait for their letter of the alphabet.
        for bornes in tetes(mots):
            _ajouter(lignes, par_mots(s, par_noms(mots, soudes), limite, bornes))
        _ajouter(lignes, noms)
    _ajouter(lignes, tout)
    return list(lignes.values())[:limite]


def _ranger(trouvees: list[Trouvee], mots: tuple[str, ...], soudes: Soudures) -> list[Trouvee]:
    """Put a whole answer in the same order as asking in turn would; alphabetical among equals."""
    bornes = list(tetes(mots))

    def rang(ligne: Trouvee) -> tuple[int, int]:
        noms = f" {ligne.noms} "
        # « lea m »: Léa before Léandre.
        en_partie = sum(f" {mot} " not in noms for mot in mots)
        if not all(f" {mot}" in noms or _soude(noms, soudes.get(mot, ())) for mot in mots):
            return len(bornes) + 1, en_partie
        tete = next((i for i, (debut, fin) in enumerate(bornes) if debut <= ligne.cle <= fin), len(bornes))
        return tete, en_partie

    return sorted(trouvees, key=rang)


def _soude(noms: str, formes: tuple[str, ...]) -> bool:
    return any(f" {forme}" in noms for forme in formes)


def _par_mot(s: Lecture, mot: str, limite: int) -> list[Trouvee]:
    """The same for one word, which is what is typed most: those of whom it is a whole name come first."""
    # Most beginnings are nobody's name, which the vocabulary knows at a tenth of the price of a question.
    if not vocabulaire.connu(s, mot):
        return _commencent(s, mot, limite)
    entieres = par_mots(s, entiers(mot), limite)
    debut, fin = next(tetes((mot,)), RIEN)
    if len(entieres) < limite:
        entieres.sort(key=lambda ligne: not debut <= ligne.cle <= fin)
        lignes = {ligne.famille_id: ligne for ligne in entieres}
        _ajouter(lignes, _commencent(s, mot, limite))
    else:
        lignes = {ligne.famille_id: ligne for ligne in par_mots(s, entiers(mot), limite, (debut, fin))}
        _ajouter(lignes, entieres)
    return list(lignes.values())[:limite]


def _commencent(s: Lecture, mot: str, limite: int) -> list[Trouvee]:
    """Households where something begins so, the same order: no row is read twice but by chance."""
    noms = par_noms((mot,))
    bornes = next(tetes((mot,)), RIEN)
    if bornes is RIEN:
        trouvees = []
    elif len(mot) <= LETTRES:
        trouvees = par_nom(s, bornes, limite)
    else:
        trouvees = par_mots(s, noms, limite, bornes)
    reste = limite - len(trouvees)
    if reste == 0:
        return trouvees
    # One question for the names and the rest, since a question to FTS5 costs as much as its first twenty rows.
    autres = par_mots(s, par_tout((mot,)), reste, bornes, hors=True)
    if len(autres) < reste:
        autres.sort(key=lambda ligne: f" {mot}" not in f" {ligne.noms}")
        return trouvees + autres
    lignes = {ligne.famille_id: ligne for ligne in par_mots(s, noms, reste, bornes, hors=True)}
    _ajouter(lignes, autres)
    return trouvees + list(lignes.values())[:reste]


def _ajouter(lignes: dict[int, Trouvee], trouvees: Iterable[Trouvee]) -> None:
    for ligne in trouvees:
        lignes.setdefault(ligne.famille_id, ligne)


def _rien(requete: Requete) -> str:
    """Why nothing was found, when the text could only be a code or a telephone."""
    chiffres = "".join(requete.mots)
    if chiffres.isdecimal() and len(chiffres) < FIN_MIN:
        return f"Continuez : {FIN_MIN} chiffres au moins d’un code, du début ou de la fin d’un téléphone."
    lu = requete.code
    if lu is None or len(requete.mots) > 1 + (lu.cle is not None) or not lu.corps.isdecimal():
        return ""
    return f"Aucune famille ne porte le code {lu.corps if lu.cle is None else f'{lu.corps}-{lu.cle}'}."
