"""The town's settings as dated rows: the one in force, the one a file brings, what differs, what may not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from guichet.fiches.offre.reglement import Changement
from guichet.formats import pluriel
from guichet.formats.mots import de_ville
from guichet.registres.socle.sql import en_mots
from guichet.regles.portail.compte_portail import EtatComptePortail
from guichet.regles.portail.etats_cle import VIVANTES

if TYPE_CHECKING:
    from guichet.base.ecriture import Ecriture
    from guichet.base.lecture import Lecteur
    from guichet.communes.modele import Commune

ORIGINE = date(2000, 1, 1)
"""The first settings of a base also explain what is imported into it."""

_A_PART = frozenset({"activites", "services", "slug"})
"""Told activity by activity, or refused."""
_DE_L_ACTIVITE = frozenset(
    {"code", "nom", "sigle", "genre", "reservation", "annulation", "ouvertures_reservation", "arrivee_jours"}
)
_LISTE = 3
"""Values beyond which a list is told by what changes in it."""
_SANS_COMPTE = en_mots((EtatComptePortail.A_EMETTRE, EtatComptePortail.EFFACE))
_CLES_VIVANTES = en_mots(VIVANTES)


def ecrire(s: Ecriture, commune: Commune, du: date) -> None:
    """Write a version of the règlement."""
    from models import Reglement

    contenu = commune.en_json()
    s.add(Reglement(du=du, contenu=contenu, empreinte=hashlib.sha256(contenu.encode()).hexdigest()))


def lister(s: Lecteur) -> list[tuple[date, str, str]]:
    """First day, content and print of each version, newest first: a new one is written after it, never before."""
    return s.lignes("SELECT du, contenu, empreinte FROM reglement ORDER BY du DESC")


def refus(s: Lecteur, avant: Commune, apres: Commune) -> Iterator[str]:
    """What the file changes and cannot, while families live by it."""
    familles = _combien(s, "SELECT count(*) FROM famille WHERE fusionnee_dans IS NULL")
    if apres.slug != avant.slug and familles:
        yield (
            f"slug : ce fichier est celui {de_ville(apres.nom)}, cette base sert {avant.nom} "
            f"({pluriel(familles, 'famille')}). Chargez-le dans une base de cette commune."
        )
    if (apres.zone, apres.alsace_moselle) != (avant.zone, avant.alsace_moselle):
        yield (
            "zone, alsace_moselle : le calendrier et les jours ouverts en viennent, ils ne changent pas par un "
            "règlement. Corrigez le calendrier par « guichet calendrier »."
        )
    comptes = _combien(s, f"SELECT count(*) FROM compte_portail WHERE etat NOT IN ({_SANS_COMPTE})")  # noqa: S608
    if apres.portail.identifiant != avant.portail.identifiant and comptes:
        yield (
            f"portail.identifiant : l’autre forme est celle de {pluriel(comptes, 'compte')} du portail. "
            f"Gardez « {avant.portail.identifiant} »."
        )
    cles = _combien(s, f"SELECT count(*) FROM cle_enfance WHERE etat IN ({_CLES_VIVANTES})")  # noqa: S608
    if "parent" in avant.portail.modes_compte and "parent" not in apres.portail.modes_compte and cles:
        yield (
            f"portail.modes_compte : les familles tiennent {pluriel(cles, 'Clé Enfance', 'Clés Enfance')} "
            "à utiliser. Gardez le mode « parent » jusque-là, ou révoquez-les."
        )


def differences(avant: Commune, apres: Commune) -> Iterator[Changement]:
    """Settings that differ, key by key, but for what activities tell themselves."""
    organises = {modele.service for modele in (*avant.activites, *apres.activites)}
    ancien, neuf = _a_plat(avant, organises), _a_plat(apres, organises)
    for cle in dict.fromkeys((*ancien, *neuf)):
        if ancien.get(cle) != neuf.get(cle):
            sorte = "change" if cle in ancien else "ajoute"
            yield Changement(sorte, cle, *_dits(ancien.get(cle), neuf.get(cle)))


def _dits(avant: Any, apres: Any) -> tuple[str, str]:
    """Both values; of two lists, what one has and the other has not."""
    if not (isinstance(avant, list) and isinstance(apres, list) and len(avant) > _LISTE):
        return dire(avant), dire(apres)
    ecarts = [f"plus {x}" for x in apres if x not in avant] + [f"moins {x}" for x in avant if x not in apres]
    return pluriel(len(avant), "valeur"), ", ".join(ecarts) or "autre ordre"


def dire(valeur: Any) -> str:
    """A setting as the file writes it, short enough to be read."""
    if valeur is None or valeur in ("", [], ()):
        return "rien"
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, (list, tuple)):
        return ", ".join(" → ".join(map(str, v)) if isinstance(v, (list, tuple)) else dire(v) for v in valeur)
    return str(valeur)


def _a_plat(commune: Commune, organises: set[str]) -> dict[str, Any]:
    brut = commune.model_dump(mode="json")
    plat = dict(_chemins({c: v for c, v in brut.items() if c not in _A_PART}))
    for service in brut["services"]:
        tus = _DE_L_ACTIVITE if service["code"] in organises else frozenset()
        plat |= dict(_chemins({c: v for c, v in service.items() if c not in tus}, f"services.{service['code']}."))
    return plat


def _chemins(table: Mapping[str, Any], debut: str = "") -> Iterator[tuple[str, Any]]:
    for cle, valeur in table.items():
        if isinstance(valeur, Mapping):
            yield from _chemins(valeur, f"{debut}{cle}.")
        elif isinstance(valeur, list) and valeur and isinstance(valeur[0], Mapping):
            for rang, element in enumerate(valeur, start=1):
                yield from _chemins(element, f"{debut}{cle}[{element.get('code', rang)}].")
        else:
            yield f"{debut}{cle}", valeur


def _combien(s: Lecteur, sql: str) -> int:
    ((nombre,),) = s.lignes(sql)
    return int(nombre)
