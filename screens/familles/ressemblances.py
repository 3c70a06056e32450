"""Who looks like the people being typed: said beside the fields as soon as it can be told, before the rest is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from guichet.fiches.familles.doublons import Doublon
from guichet.fiches.socle.saisies import SaisieMembre
from guichet.formats.naissances import dite
from guichet.regles.socle.code_famille import affiche
from screens.formulaires.champs import ChampSaisie
from screens.formulaires.formulaire import FormulaireBase

INDICES = frozenset({"nom", "prenom", "nom_naissance", "naissance", "mobile", "fixe", "courriel"})
"""Fields that may tell who somebody is."""

_MONTRES = 3


class Ressemblances:
    """Reads again each time a clue is left; a name alone is none, with a telephone, a mail or a birth it is."""

    def __init__(self, form: FormulaireBase, membres: Callable[[], Sequence[SaisieMembre]]) -> None:
        """Follow a form.

        Args:
            form: where one types; it says who, and shows what was found.
            membres: the people typed so far.
        """
        self._form, self._membres = form, membres
        self._lues: tuple[SaisieMembre, ...] = ()
        self.famille_id: int | None = None
        """The household they join, when there is one."""
        self.trouves: tuple[Doublon, ...] = ()

    def suivre(self, saisie: ChampSaisie) -> None:
        """A field was left: look again if it says something new of somebody."""
        if saisie.champ.nom.rpartition(".")[2] not in INDICES:
            return
        # What does not tell who they are (a school, a diet) asks nothing again.
        lues = tuple(_identite(m) for m in self._membres() if _connaissable(m))
        if lues == self._lues:
            return
        self._lues = lues
        self._form.run_worker(self._chercher(lues, saisie), exclusive=True, group="ressemblances")

    async def _chercher(self, lues: tuple[SaisieMembre, ...], saisie: ChampSaisie) -> None:
        from guichet.services.familles import ressemblants

        avant = self.trouves
        self.trouves = await self._form.lire(ressemblants, lues, famille_id=self.famille_id) if lues else ()
        if self._form.is_attached:
            self._form.montrer_a_cote(saisie, "" if self.trouves == avant else self.en_bref)

    @property
    def a_cote(self) -> str:
        """The likeliest, for the side of the form; "" when there is nobody."""
        if not self.trouves:
            return ""
        dits = (f"{qui}\n  {raisons}" for qui, raisons in self._dits())
        return "\n".join(["", "! Déjà connue ?", *dits, "", "Ctrl+S la montre avant de créer."])

    @property
    def en_lignes(self) -> str:
        """The same under the form, a line each."""
        if not self.trouves:
            return ""
        dits = (f"{qui}, {raisons}" for qui, raisons in self._dits())
        return "\n".join(["! Déjà connue ? Ctrl+S la montre avant de créer.", *dits])

    def _dits(self) -> Iterator[tuple[str, str]]:
        for d in self.trouves[:_MONTRES]:
            ne = f" ({dite(d.naissance)})" if d.naissance else ""
            yield f"{affiche(d.code)} {d.personne}{ne}", ", ".join(d.raisons)

    @property
    def en_bref(self) -> str:
        """The likeliest in one sentence, where there is no side."""
        if not self.trouves:
            return ""
        d = self.trouves[0]
        return f"Déjà connue ? {affiche(d.code)} {d.personne}, {', '.join(d.raisons)} : Ctrl+S la montre."


def _connaissable(m: SaisieMembre) -> bool:
    return bool(m.nom.strip() and m.prenom.strip() and (m.mobile or m.fixe or m.courriel or m.naissance).strip())


def _identite(m: SaisieMembre) -> SaisieMembre:
    return SaisieMembre(
        role=m.role,
        nom=m.nom,
        prenom=m.prenom,
        nom_naissance=m.nom_naissance,
        naissance=m.naissance,
        mobile=m.mobile,
        fixe=m.fixe,
        courriel=m.courriel,
    )
