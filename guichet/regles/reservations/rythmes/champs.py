"""The fields of the rhythm dialog: the same rhythm as its typed line, said one part at a time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from guichet.erreurs.reservations import RythmeIllisible
from guichet.erreurs.socle import SaisieInvalide
from guichet.formats.jours import JOURS, date_num
from guichet.formats.mots import citer, cle_recherche
from guichet.regles.offre.activites_dites import ActiviteDite
from guichet.regles.offre.annee import lundi_de
from guichet.regles.offre.jours_dits import lire_jour
from guichet.regles.offre.periodes_dites import bornes_dites
from guichet.regles.reservations.rythmes.cadences import JOURS_PAR_SORTE, PARITES, Rythme, SorteJours, ancre_par_defaut
from guichet.regles.reservations.rythmes.jours_lus import jours_du_mot, plages_soudees
from guichet.regles.reservations.rythmes.lus import plier, sorte_de


def rythme_de_depart(activite: ActiviteDite, *, du: date, aujourdhui: date) -> Rythme:
    """Every day of an activity, from a day to the end of the school year."""
    sorte = sorte_de(activite)
    jours = frozenset(JOURS_PAR_SORTE[sorte])
    _, fin = bornes_dites(aujourdhui)
    return Rythme(activite.code, (), sorte, jours, min(du, fin), fin, 1, ancre_par_defaut(min(du, fin), jours))


def champs_du_rythme(rythme: Rythme, activites: Sequence[ActiviteDite]) -> dict[str, str]:
    """What each field shows; a blank one says what goes without saying: every unit, every week, every day."""
    activite = next(a for a in activites if a.code == rythme.activite)
    return {
        "activite": activite.nom,
        "unites": ", ".join(rythme.unites),
        "jours": ", ".join(JOURS[rang] for rang in sorted(rythme.jours)),
        "sur": PARITES[rythme.parite].mot if rythme.parite else f"1/{rythme.sur}" if rythme.sur > 1 else "",
        "ancre": date_num(rythme.ancre) if rythme.sur > 1 and not rythme.parite else "",
        "du": date_num(rythme.du),
        "au": date_num(rythme.au),
        "sorte": rythme.sorte.value,
        "pas": str(rythme.pas) if rythme.pas > 1 else "",
    }


def rythme_des_champs(
    valeurs: Mapping[str, str], avant: Rythme, *, aujourdhui: date, activites: Sequence[ActiviteDite]
) -> Rythme:
    """The rhythm the fields say, once one of them was changed.

    Args:
        valeurs: what each field holds.
        avant: the rhythm they said before: what follows from a choice follows it again while it was left alone.
        aujourdhui: days without a year are of its school year.
        activites: those an agent may choose.

    Raises:
        RythmeIllisible: `champ` is the field, the sentence names the word.
    """
    activite = _activite(valeurs["activite"], activites)
    sorte = _sorte(valeurs["sorte"])
    if activite.code != avant.activite:
        sorte, unites, jours = sorte_de(activite), tuple[str, ...](), frozenset[int]()
    else:
        unites = _unites(valeurs["unites"], activite)
        jours = frozenset() if sorte is not avant.sorte else _jours(valeurs["jours"], sorte)
    jours = jours or frozenset(JOURS_PAR_SORTE[sorte])
    if sorte is SorteJours.MERCREDIS and jours != frozenset(JOURS_PAR_SORTE[sorte]):
        raise RythmeIllisible("Les mercredis ne sont que des mercredis : choisissez d’autres jours.", champ="jours")
    du, au = (_jour(valeurs[nom], nom, aujourdhui) for nom in ("du", "au"))
    if au < du:
        raise RythmeIllisible("Cette période finit avant de commencer : changez l’une des deux dates.", champ="au")
    parite = _parite(valeurs["sur"])
    sur = 2 if parite else _nombre(valeurs["sur"], "sur", 8)
    pas = _nombre(valeurs["pas"], "pas", 9)
    if parite:
        ancre = ancre_par_defaut(du, jours, parite=parite)
        return Rythme(activite.code, unites, sorte, jours, du, au, sur, ancre, pas, parite)
    nouveau = Rythme(activite.code, unites, sorte, jours, du, au, sur, ancre_par_defaut(du, jours), pas)
    return replace(nouveau, ancre=_ancre(valeurs["ancre"], nouveau, avant, aujourdhui))


def _activite(texte: str, activites: Sequence[ActiviteDite]) -> ActiviteDite:
    cle = cle_recherche(texte)
    exactes = [a for a in activites if cle and cle in (cle_recherche(a.nom), cle_recherche(a.code))]
    trouvees = exactes or [a for a in activites if cle and cle_recherche(a.nom).startswith(cle)]
    if len(trouvees) == 1:
        return trouvees[0]
    noms = ", ".join(a.nom for a in trouvees or activites) or "aucune"
    raise RythmeIllisible(f"{citer(texte)} n’est pas l’une de ces activités : {noms}.", champ="activite")


def _unites(texte: str, activite: ActiviteDite) -> tuple[str, ...]:
    """Codes of the units named by code, its beginning or letter; none for all of them."""
    voulues: set[str] = set()
    for mot in re.split(r"[\s,]+", texte.strip().casefold()):
        trouvees = {c for c, lettre in activite.unites if mot in (c.casefold(), lettre.casefold())}
        trouvees = trouvees or {c for c, _ in activite.unites if mot and c.casefold().startswith(mot)}
        if mot in ("", "tous", "toutes"):
            continue
        if not trouvees:
            connues = ", ".join(code for code, _ in activite.unites)
            raise RythmeIllisible(f"{citer(mot)} n’est pas un moment de cette activité : {connues}.", champ="unites")
        voulues |= trouvees
    gardees = tuple(code for code, _ in activite.unites if code in voulues)
    return () if len(gardees) == len(activite.unites) else gardees


def _jours(texte: str, sorte: SorteJours) -> frozenset[int]:
    mots = plages_soudees(plier(texte)).split()
    try:
        return frozenset(rang for mot in mots if mot != "et" for rang in jours_du_mot(mot, JOURS_PAR_SORTE[sorte]))
    except RythmeIllisible as refus:
        raise RythmeIllisible(refus.message, champ="jours") from None


def _sorte(texte: str) -> SorteJours:
    cle = plier(texte)
    trouvee = next((s for s in SorteJours if cle and s.value.startswith(cle)), None)
    if trouvee is None:
        dites = ", ".join(SorteJours)
        raise RythmeIllisible(f"{citer(texte)} n’est pas une sorte de jours : {dites}.", champ="sorte")
    return trouvee


def _jour(texte: str, champ: str, aujourdhui: date) -> date:
    try:
        return lire_jour(texte, aujourdhui=aujourdhui)
    except SaisieInvalide as refus:
        raise RythmeIllisible(refus.message, champ=champ) from None


def _parite(texte: str) -> str:
    """« paires », « impaires », or their beginning; "" for a number."""
    cle = plier(texte).removeprefix("semaines ")
    return next((code for code, p in PARITES.items() if cle and p.mot.startswith(cle)), "")


def _nombre(texte: str, champ: str, dernier: int) -> int:
    lu = re.fullmatch(r"(?:1 ?/ ?)?(\d)", plier(texte) or "1")
    if lu is None or not 1 <= int(lu[1]) <= dernier:
        raise RythmeIllisible(f"{citer(texte)} : écrivez un nombre de 1 à {dernier}.", champ=champ)
    return int(lu[1])


def _ancre(texte: str, nouveau: Rythme, avant: Rythme, aujourdhui: date) -> date:
    """Monday of a week that is kept: the first of the period, unless another one was chosen."""
    suivie = avant.ancre == ancre_par_defaut(avant.du, avant.jours)
    if nouveau.sur == 1 or not texte.strip() or (suivie and texte == date_num(avant.ancre)):
        return nouveau.ancre
    choisie = _jour(texte, "ancre", aujourdhui)
    return lundi_de(choisie)
