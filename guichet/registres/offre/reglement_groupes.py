"""Groups of an activity brought to what a new règlement says: ages and places, days already opened included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guichet.formats import date_num, pluriel
from guichet.registres.offre import activites
from guichet.registres.socle.sql import en_liste

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from guichet.communes.activites import ActiviteModele, GroupeModele
    from guichet.registres.offre.activites import Connu
    from guichet.registres.offre.attendus import Cellule
    from guichet.registres.offre.reglement_chantier import Chantier

_OUVERTES = (
    "SELECT o.groupe_id, o.unite_id, o.jour, g.nom FROM ouverture o JOIN groupe g ON g.id = o.groupe_id "
    "WHERE o.groupe_id IN ({ids}) AND o.jour >= :le AND NOT o.fermee AND {tenue} ORDER BY o.jour, g.id, o.unite_id"
)


def appliquer(
    c: Chantier, cle: str, modele: ActiviteModele, ancien: ActiviteModele, activite_id: int, *, nouvelles: bool
) -> None:
    """Add groups, then bring the others to their ages, age bands and places.

    Args:
        c: the file being applied.
        cle: « activites.mercredi ».
        modele: what the file says.
        ancien: what the former règlement said.
        activite_id: the activity.
        nouvelles: units were added: age bands hold for them too.
    """
    connus = activites.connus(c.s, activite_id)
    avant = {groupe.code: groupe for groupe in ancien.groupes}
    for groupe in modele.groupes:
        ici = f"{cle}.groupes[{groupe.code}]"
        siens = _siens(connus, groupe.code)
        if modele.jours != "vacances":
            for code, nom, ecole in activites.declinaisons(c.apres, groupe, connus):
                if code not in connus:
                    activites.ecrire_groupe(c.s, activite_id, groupe, code=code, nom=nom, ecole=ecole)
                    c.noter("ajoute", f"{cle}.groupes[{code}]", "", nom)
        if groupe.code not in avant:
            if not siens and modele.jours == "vacances":
                c.noter("ajoute", ici, "", groupe.nom)
            continue
        if siens:
            _groupe(c, ici, groupe, avant[groupe.code], activite_id, siens, nouvelles=nouvelles)
            _places(c, ici, ancien.places(avant[groupe.code]), modele.places(groupe), siens)
    for code in sorted(connus.keys() - _dits(c, modele, connus)):
        c.noter("garde", f"{cle}.groupes[{code}]", "ses jours ouverts", "plus au fichier")


def _dits(c: Chantier, modele: ActiviteModele, connus: Mapping[str, Connu]) -> set[str]:
    """Codes of the groups the file still stands for: a school that left its list is told."""
    if modele.jours == "vacances":
        return {code for g in modele.groupes for code in _siens(connus, g.code)}
    return {code for g in modele.groupes for code, _, _ in activites.declinaisons(c.apres, g, connus)}


def _siens(connus: Mapping[str, Connu], code: str) -> dict[str, Connu]:
    """Groups of the base a model stands for: itself, or one by school or by session."""
    return {c: connu for c, connu in connus.items() if connu.de(code)}


def _ids(siens: Mapping[str, Connu]) -> list[int]:
    return [connu.id_ for connu in siens.values()]


def _groupe(
    c: Chantier,
    ici: str,
    groupe: GroupeModele,
    avant: GroupeModele,
    activite_id: int,
    siens: Mapping[str, Connu],
    *,
    nouvelles: bool,
) -> None:
    if (groupe.par_ecole, groupe.ecole) != (avant.par_ecole, avant.ecole):
        c.refus.append(f"{ici}.par_ecole, ecole : des enfants y sont inscrits. Décrivez un groupe nouveau.")
        return
    # A group of a school bears the school's name, that of a session the session's too.
    if c.sans_date(f"{ici}.nom", avant.nom, groupe.nom) and not groupe.par_ecole:
        _renommer(c, avant.nom, groupe.nom, siens)
    if c.sans_date(f"{ici}.site", avant.site, groupe.site):
        for id_ in _ids(siens):
            c.s.ordre("UPDATE groupe SET site = :site WHERE id = :id", {"site": groupe.site, "id": id_})
    bornes = [f"{g.age_min} à {g.age_max} ans" for g in (avant, groupe)]
    if c.sans_date(f"{ici}.ages", *bornes):
        for id_ in _ids(siens):
            c.s.ordre(
                "UPDATE groupe SET age_min_mois = :min, age_max_mois = :max WHERE id = :id",
                {"min": groupe.age_min * 12, "max": groupe.age_max * 12, "id": id_},
            )
    classes = [", ".join(g.classes) for g in (avant, groupe)]
    if c.sans_date(f"{ici}.classes", *classes):
        for id_ in _ids(siens):
            champs = {"classes": ",".join(groupe.classes), "id": id_}
            c.s.ordre("UPDATE groupe SET classes = :classes WHERE id = :id", champs)
    bandes = [
        ", ".join(f"{q.nom} ({q.age_min} à {q.age_max} ans) {q.places}" for q in g.quotas) for g in (avant, groupe)
    ]
    if c.sans_date(f"{ici}.quotas", *bandes) or nouvelles:
        for id_ in _ids(siens):
            activites.ecrire_quotas(c.s, activite_id, id_, groupe)
        # A band that grows, or goes, frees places of its own.
        c.agrandies += _attendues(c, siens, _ouvertes(c, siens, "1 = 1", {"le": c.le}))


def _renommer(c: Chantier, avant: str, apres: str, siens: Mapping[str, Connu]) -> None:
    for connu in siens.values():
        if connu.nom.startswith(avant):
            # « Été, Été 2027 » becomes « Plage, Été 2027 »; a longer name is cut as one that is written.
            nom = (apres + connu.nom.removeprefix(avant))[: activites.LONGUEUR_NOM]
            c.s.ordre("UPDATE groupe SET nom = :nom WHERE id = :id", {"nom": nom, "id": connu.id_})


def _places(c: Chantier, ici: str, avant: int | None, apres: int | None, siens: Mapping[str, Connu]) -> None:
    """Days already opened, from that day on, take the new number; a day corrected by hand keeps its own."""
    if avant == apres:
        return
    # PostgreSQL cannot guess the type of a bare « :x IS NULL ».
    tenue = "o.capacite IS NULL" if avant is None else "o.capacite = :avant"
    champs: dict[str, date | int | None] = {"le": c.le, "avant": avant, "neuve": apres}
    ouvertes = _ouvertes(c, siens, tenue, champs)
    if apres is not None:
        presents = c.attendus.presents(c.s, _ids(siens), c.le)
        trop = next((o for o in ouvertes.items() if presents.get(o[0], 0) > apres), None)
        if trop is not None:
            cellule, nom = trop
            _, _, jour = cellule
            c.refus.append(
                f"{ici} : {pluriel(presents[cellule], 'enfant attendu', 'enfants attendus')} le "
                f"{date_num(jour)} ({nom}) pour {pluriel(apres, 'place')}. Gardez les places, "
                "ou chargez ce fichier à une date plus tardive."
            )
            return
    if _grandit(avant, apres):
        c.agrandies += _attendues(c, siens, ouvertes)
    nombre = c.s.ordre(
        f"UPDATE ouverture AS o SET capacite = :neuve WHERE o.groupe_id IN ({en_liste(_ids(siens))}) "  # noqa: S608 - integers
        f"AND o.jour >= :le AND {tenue}",
        champs,
    )
    c.noter("change", f"{ici}.places", _dites(avant), f"{_dites(apres)} ({pluriel(nombre, 'ouverture')})")


def _ouvertes(
    c: Chantier, siens: Mapping[str, Connu], tenue: str, champs: dict[str, date | int | None]
) -> dict[Cellule, str]:
    """Open cells of these groups from that day on, in order, each with the name of its group."""
    sql = _OUVERTES.format(ids=en_liste(_ids(siens)), tenue=tenue)
    return {(groupe_id, unite_id, jour): nom for groupe_id, unite_id, jour, nom in c.s.lignes(sql, champs)}


def _attendues(c: Chantier, siens: Mapping[str, Connu], ouvertes: Collection[Cellule]) -> list[Cellule]:
    """Those somebody waits for."""
    return sorted(c.attendus.en_attente(c.s, _ids(siens), c.le).intersection(ouvertes))


def _grandit(avant: int | None, apres: int | None) -> bool:
    return avant is not None and (apres is None or apres > avant)


def _dites(places: int | None) -> str:
    return "sans limite" if places is None else str(places)
