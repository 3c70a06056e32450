"""What a merge will hold of the two files: people paired, fields decided; read once, for the preview and the write."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from guichet.erreurs.familles import FusionImpossible
from guichet.fiches.familles.fusion import Cote
from guichet.registres.familles.fusion import lecture
from guichet.registres.familles.fusion.lecture import Dossier
from guichet.regles.familles.fusions import Ecart, Paire, apparier, trancher, trancher_tout
from guichet.regles.socle.code_famille import affiche
from guichet.regles.socle.domaine import RoleLien

if TYPE_CHECKING:
    from guichet.base.lecture import Lecteur

ADRESSE = ("adresse", "complement", "code_postal", "ville")
"""Fields that go together: the street of one and the post code of the other make an address nobody gave."""
FICHE = ("civilite", "nom", "nom_naissance", "prenom", "naissance", "courriel", "mobile", "fixe", "regimes", "pai")
PLACE = ("qualite", "autorite_parentale", "peut_chercher", "urgence")
FOYER = "foyer"


@dataclass(frozen=True, slots=True)
class Demande:
    """Which two files are to be made one, as whoever asks says it.

    Attributes:
        famille_id: the household kept.
        fondu_id: the one absorbed; None: two people of the first.
        personnes: those two people, kept then absorbed; None: whoever is in both.
        distinctes: people of the absorbed household said to be nobody of the other.
        choix: « foyer.adresse », « 12.courriel » → the side whose value is kept.
    """

    famille_id: int
    fondu_id: int | None = None
    personnes: tuple[int, int] | None = None
    distinctes: Collection[int] = ()
    choix: Mapping[str, Cote] | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written, and from what."""

    garde: Dossier
    fondu: Dossier | None
    paires: tuple[Paire, ...]
    foyer: tuple[Ecart, ...]
    fiches: Mapping[int, tuple[Ecart, ...]]
    """By person kept."""

    @property
    def familles(self) -> list[int]:
        """The household kept, then the absorbed one."""
        return [self.garde.foyer.famille_id, *([self.fondu.foyer.famille_id] if self.fondu else [])]

    @property
    def personnes(self) -> list[int]:
        """Everybody who is made one with somebody."""
        return [id_ for paire in self.paires for id_ in (paire.garde_id, paire.fondu_id)]

    @property
    def siens(self) -> dict[int, int]:
        """Person absorbed → the one kept."""
        return {paire.fondu_id: paire.garde_id for paire in self.paires}

    @property
    def source(self) -> Dossier:
        """The file the absorbed people are in."""
        return self.fondu or self.garde

    def ecart(self, champ: str, personne_id: int | None = None) -> Ecart | None:
        """What was decided of a field, of the household or of a person kept; None where it is not compared."""
        ecarts = self.foyer if personne_id is None else self.fiches.get(personne_id, ())
        return next((e for e in ecarts if e.champ == champ), None)


def dresser(s: Lecteur, demande: Demande, jour: date) -> Plan:
    """Read both files and decide.

    Raises:
        FusionImpossible: one file twice, one made one already, a custody shared between the two, a child and an
            adult; MembreInconnu.
    """
    if demande.fondu_id == demande.famille_id:
        raise FusionImpossible("C’est deux fois le même dossier : donnez le code de l’autre.")
    garde = lecture.lire(s, demande.famille_id, jour)
    fondu = None if demande.fondu_id is None else lecture.lire(s, demande.fondu_id, jour)
    paires = _deux_personnes(garde, demande.personnes) if fondu is None else _paires(garde, fondu, demande)
    if fondu is not None:
        _refuser_garde_partagee(garde, fondu, {p.fondu_id: p.garde_id for p in paires})
    choix = demande.choix or {}
    return Plan(
        garde,
        fondu,
        paires,
        () if fondu is None else _du_foyer(garde, fondu, {p.fondu_id: p.garde_id for p in paires}, choix),
        _des_fiches(s, garde, fondu or garde, paires, choix, jour),
    )


def _paires(garde: Dossier, fondu: Dossier, demande: Demande) -> tuple[Paire, ...]:
    return apparier(garde.gens(), fondu.gens(), distinctes=demande.distinctes)


def _deux_personnes(garde: Dossier, personnes: tuple[int, int] | None) -> tuple[Paire, ...]:
    if personnes is None or personnes[0] == personnes[1]:
        raise FusionImpossible("Dites quelles deux personnes de ce foyer n’en sont qu’une.")
    ici, autre = (lecture.de_ce_foyer(garde, id_) for id_ in personnes)
    if (ici.role == RoleLien.ENFANT.value) != (autre.role == RoleLien.ENFANT.value):
        raise FusionImpossible(
            f"{ici.prenom} et {autre.prenom} sont un enfant et un adulte : corrigez d’abord le rôle de l’un (F2)."
        )
    return (Paire(ici.personne_id, autre.personne_id, ("désignées par l’agent",)),)


def _refuser_garde_partagee(garde: Dossier, fondu: Dossier, siens: Mapping[int, int]) -> None:
    """Two homes of one child are two households, whatever they look like."""
    ici = {p.personne_id for p in garde.places if p.garde_rythme and p.au is None}
    for place in fondu.places:
        if place.garde_rythme and place.au is None and siens.get(place.personne_id, place.personne_id) in ici:
            raise FusionImpossible(
                f"{place.prenom} vit en alternance entre {affiche(garde.foyer.code)} et {affiche(fondu.foyer.code)} : "
                "ce sont deux foyers. S’ils n’en sont plus qu’un, retirez d’abord l’enfant de l’un des deux."
            )


def _du_foyer(garde: Dossier, fondu: Dossier, siens: Mapping[int, int], choix: Mapping[str, Cote]) -> tuple[Ecart, ...]:
    ici, autre = (
        {
            "adresse": tuple(getattr(d.foyer, champ) for champ in ADRESSE),
            "envoi_factures": d.foyer.envoi_factures,
            "quotient": d.quotient,
            "payeur": _payeurs(d, siens),
        }
        for d in (garde, fondu)
    )
    return trancher_tout(ici, autre, _choix(choix, FOYER))


def _payeurs(d: Dossier, siens: Mapping[int, int]) -> tuple[int, ...]:
    """Who pays the bills, as they will be called."""
    return tuple(sorted({siens.get(p.personne_id, p.personne_id) for p in d.places if p.payeur and p.au is None}))


def _des_fiches(
    s: Lecteur, garde: Dossier, fondu: Dossier, paires: tuple[Paire, ...], choix: Mapping[str, Cote], jour: date
) -> dict[int, tuple[Ecart, ...]]:
    ecoles = lecture.ecoles(s, [id_ for p in paires for id_ in (p.garde_id, p.fondu_id)], jour)
    fiches = {}
    for paire in paires:
        ici, autre = garde.place(paire.garde_id), fondu.place(paire.fondu_id)
        dits = _choix(choix, str(paire.garde_id))
        ecarts = trancher_tout(
            {c: ici.champ(c) for c in (*FICHE, *PLACE)}, {c: autre.champ(c) for c in (*FICHE, *PLACE)}, dits
        )
        if ici.role == RoleLien.ENFANT.value:
            vide = ("", "")
            ecole = ecoles.get(paire.garde_id, vide), ecoles.get(paire.fondu_id, vide)
            rythme = (ici.garde_rythme, ici.garde_ancre), (autre.garde_rythme, autre.garde_ancre)
            ecarts = (
                *ecarts,
                trancher("ecole", ecole[0], ecole[1], dits.get("ecole")),
                trancher("garde_rythme", rythme[0], rythme[1], dits.get("garde_rythme")),
            )
        fiches[paire.garde_id] = ecarts
    return fiches


def _choix(choix: Mapping[str, Cote], de: str) -> dict[str, Cote]:
    """Choices about one thing, by field."""
    dits = ((cle.partition("."), cote) for cle, cote in choix.items())
    return {champ: cote for (qui, _, champ), cote in dits if qui == de}
