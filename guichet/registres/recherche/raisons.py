"""Why a household answers what was typed, where its row does not show it: a contact, a birth, a former number.

What the box finds is what the index holds (fiche.composer); each of its kinds has its word here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from guichet.formats import cle_recherche, date_num, nom_affiche
from guichet.formats.contacts import telephone as telephone_affiche
from guichet.registres.recherche import jetons
from guichet.registres.recherche.jetons import DEBUT
from guichet.registres.recherche.lectures import par_fin, precises, soudures
from guichet.regles.socle.code_famille import affiche

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from guichet.fiches.recherche.resultats import LigneFamille
    from guichet.registres.recherche.fiche import Membre
    from guichet.registres.recherche.foyers import Sources
    from guichet.regles.recherche.requete import Requete


class Raison(NamedTuple):
    """What of the household was meant by what was typed."""

    court: str
    """In a column of the row: « contact Yamina »."""
    entier: str
    """In a line of its own."""
    telephone: str = ""
    """The number that was found, canonical; "" when it is no number."""


class _Fait(NamedTuple):
    """A thing a household is found by, with its words."""

    mots: tuple[str, ...]
    raison: Raison


def raison(requete: Requete, ligne: LigneFamille, sources: Sources) -> Raison | None:
    """Why this household is an answer; None when its row shows it."""
    if any(lu.corps == ligne.code for lu in requete.codes) or requete.cle_enfance is not None:
        return None
    for trouvee in (_naissance(requete, sources), _numero(requete, ligne, sources), _courriel(requete, sources)):
        if trouvee is not None:
            return trouvee
    return _mots(requete, ligne, sources)


def enfants_d_abord(enfants: str, mots: Sequence[str]) -> str:
    """The children of a row, those whose name or class was typed first: a column is cut at its end."""
    chacun = enfants.split(" · ")
    trouves = [e for e in chacun if any(m.startswith(mot) for m in jetons.mots(e) for mot in mots)]
    return " · ".join(dict.fromkeys((*trouves, *chacun)))


def _naissance(requete: Requete, sources: Sources) -> Raison | None:
    jour = requete.date
    if jour is None:
        return None
    for m in sources.membres:
        if m.naissance == jour:
            return Raison(
                f"{date_num(jour)} {m.prenom}", f"{nom_affiche(m.nom, m.prenom)} : naissance le {date_num(jour)}"
            )
    for m in sources.membres:
        if m.naissance_partielle and f"{jour}".startswith(m.naissance_partielle):
            connue = "/".join(reversed(m.naissance_partielle.split("-")))
            return Raison(
                f"{connue} {m.prenom}", f"{nom_affiche(m.nom, m.prenom)} : de sa naissance on ne sait que {connue}"
            )
    return None


def _numero(requete: Requete, ligne: LigneFamille, sources: Sources) -> Raison | None:
    # The very questions that found it (boite.repondre), put to one number: no second reading of what was typed.
    questions = [*precises(requete), *par_fin(requete)]
    if requete.courriel is not None or requete.date is not None:
        return None

    def est(numero: str) -> bool:
        siens = (jetons.marque(numero), jetons.fin_telephone(numero))
        cherches = [jeton.removesuffix(DEBUT) for (groupe,) in questions for jeton in groupe]
        return bool(numero) and any(sien.startswith(cherche) for cherche in cherches for sien in siens)

    if est(ligne.telephone):
        return None
    for m in sources.membres:
        for numero in (m.mobile, m.fixe):
            if est(numero):
                qui = _role(m)
                return Raison(f"{qui}{m.prenom}", f"{telephone_affiche(numero)} : {qui}{_nom(m)}", numero)
    for champ, avant in sources.anciens:
        if champ in {"mobile", "fixe"} and est(avant):
            return Raison("ancien numéro", f"Ancien numéro : {telephone_affiche(avant)}", avant)
    return None


def _courriel(requete: Requete, sources: Sources) -> Raison | None:
    if requete.courriel is None:
        return None
    cherche = jetons.courriel(requete.courriel)
    for m in sources.membres:
        if m.courriel and jetons.courriel(m.courriel).startswith(cherche):
            return Raison(m.courriel, f"{m.courriel} : {_role(m)}{_nom(m)}")
    for identifiant in sources.identifiants:
        if jetons.courriel(identifiant).startswith(cherche):
            return Raison(identifiant, f"Identifiant du portail : {identifiant}")
    for champ, avant in sources.anciens:
        if champ == "courriel" and jetons.courriel(avant).startswith(cherche):
            return Raison(avant, f"Ancien courriel : {avant}")
    return None


def _mots(requete: Requete, ligne: LigneFamille, sources: Sources) -> Raison | None:
    soudes = soudures(requete.mots)
    visibles = {*jetons.mots(ligne.code), *jetons.mots(ligne.enfants)}
    for m in sources.membres:
        if m.present and m.role == "responsable":
            visibles.update(_nommer(m.nom, m.prenom))
    if not any(m.present and m.role == "responsable" for m in sources.membres):
        visibles.update(jetons.mots(ligne.famille))
    trouvees: dict[Raison, None] = {}
    for mot in requete.mots:
        if not _repond(mot, soudes, visibles):
            fait = next((f for f in _faits(sources) if _repond(mot, soudes, f.mots)), None)
            if fait is not None:
                trouvees[fait.raison] = None
    if not trouvees:
        return None
    return Raison(next(iter(trouvees)).court, " · ".join(r.entier for r in trouvees))


def _repond(mot: str, soudes: Mapping[str, tuple[str, ...]], siens: set[str] | tuple[str, ...]) -> bool:
    return any(sien.startswith((mot, *soudes.get(mot, ()))) for sien in siens)


def _faits(sources: Sources) -> Iterator[_Fait]:
    """What the row does not show, the likeliest to be meant first."""
    for m in sources.membres:
        yield from _noms(m)
    for champ, avant in sources.anciens:
        if champ in {"nom", "nom_naissance", "prenom"}:
            mot = "prénom" if champ == "prenom" else "nom"
            yield _Fait(_nommer(avant), Raison(f"ancien {mot} {avant}", f"Ancien {mot} : {avant}"))
    for m in sources.membres:
        for lieu in (m.ecole, m.classe):
            yield _Fait(jetons.mots(lieu or ""), Raison(f"{m.prenom} {lieu}", f"{_nom(m)} : {lieu}"))
    yield from _courriels(sources)
    for code in sources.anciens_codes:
        dit = f"ancien code {affiche(code)}"
        yield _Fait((cle_recherche(code),), Raison(dit, f"A{dit[1:]}"))


def _noms(m: Membre) -> Iterator[_Fait]:
    """Of who is not on the row, every name; of who is, those it does not show."""
    if m.role == "contact" or not m.present:
        dits = Raison(f"{_role(m)}{m.prenom}", f"{_role(m)}{_nom(m)}")
        yield _Fait(_nommer(m.nom, m.nom_naissance, m.prenom), dits)
        return
    if m.role == "enfant":
        yield _Fait(_nommer(m.nom), Raison(f"{m.prenom} {m.nom.upper()}", _nom(m)))
    naissance = m.nom_naissance.upper()
    yield _Fait(_nommer(m.nom_naissance), Raison(f"nom {naissance}", f"{_nom(m)} : nom de naissance {naissance}"))


def _courriels(sources: Sources) -> Iterator[_Fait]:
    for m in sources.membres:
        yield _Fait(_local(m.courriel), Raison(m.courriel, f"{m.courriel} : {_role(m)}{_nom(m)}"))
    for identifiant in sources.identifiants:
        yield _Fait(_local(identifiant), Raison(identifiant, f"Identifiant du portail : {identifiant}"))
    for champ, avant in sources.anciens:
        if champ == "courriel":
            yield _Fait(_local(avant), Raison(avant, f"Ancien courriel : {avant}"))


def _nommer(*noms: str) -> tuple[str, ...]:
    """The words of names, then what each is when written as one."""
    tous: list[str] = []
    for nom in noms:
        mots = jetons.mots(nom)
        tous += (*mots, *jetons.soudes(mots))
    return tuple(tous)


def _local(courriel: str) -> tuple[str, ...]:
    return jetons.mots(courriel.partition("@")[0])


def _role(m: Membre) -> str:
    return "contact " if m.role == "contact" else "" if m.present else "autrefois "


def _nom(m: Membre) -> str:
    return nom_affiche(m.nom, m.prenom)
