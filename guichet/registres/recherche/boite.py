"""What the search box answers: readings tried from the surest to the vaguest, each only while room is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.registres.recherche.lectures import mots_utiles, par_noms, par_tout, precises, soudures, tetes
from guichet.registres.recherche.questions import par_codes, par_mots, par_nom
from guichet.registres.recherche.tri import LETTRES, RIEN
from guichet.regles.socle.code_famille import affiche, suggestions

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
    if lignes or requete.telephone_prefixe or requete.date:
        return list(lignes.values())[:limite], ""
    trouvees = _par_mots(s, mots_utiles(requete), soudures(requete.mots), limite)
    return trouvees, "" if trouvees else _rien(requete)


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

    def rang(ligne: Trouvee) -> int:
        noms = f" {ligne.noms}"
        if not all(f" {mot}" in noms or _soude(noms, soudes.get(mot, ())) for mot in mots):
            return len(bornes) + 1
        return next((i for i, (debut, fin) in enumerate(bornes) if debut <= ligne.cle <= fin), len(bornes))

    return sorted(trouvees, key=rang)


def _soude(noms: str, formes: tuple[str, ...]) -> bool:
    return any(f" {forme}" in noms for forme in formes)


def _par_mot(s: Lecture, mot: str, limite: int) -> list[Trouvee]:
    """The same for one word, which is what is typed most: no row is read twice but by chance."""
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
    """Why nothing was found, when the text could only be a code."""
    lu = requete.code
    if lu is None or len(requete.mots) > 1 + (lu.cle is not None) or not lu.corps.isdecimal():
        return ""
    return f"Aucune famille ne porte le code {lu.corps if lu.cle is None else f'{lu.corps}-{lu.cle}'}."
