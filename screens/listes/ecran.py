"""The lists of a day or a week on one screen: who comes, what is eaten, who waits. The count is read first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from guichet.fiches.listes.effectifs import Liste
from screens.listes.faces import LIRE, onglets, rien
from screens.listes.ou_regarder import OuRegarder
from screens.listes.papiers import Papiers
from screens.listes.rangs import Rangs
from screens.listes.vue import Contenu, Personne, Pli, Vue, nom_site, periode
from screens.socle.ecran import EcranBase
from screens.widgets.filet import Filet
from screens.widgets.page import Page

AUTOUR = 9
"""Lines around the list."""


class EcranListes(EcranBase[None]):
    """Three faces of the same days; the face, the day and the site are kept when one comes back."""

    ECRAN = "listes"
    DEFAULT_CSS = """
    EcranListes .haut { height: 1; padding: 0 2; }
    EcranListes #haut { margin: 1 0 0 0; }
    EcranListes .haut Static { width: auto; }
    EcranListes .haut .bout { width: 1fr; text-align: right; }
    EcranListes #entete { height: 1; padding: 0 2; color: $discret; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._vue: Vue | None = None
        self._contenu: Contenu | None = None
        self._voisin: date | None = None
        self._lu_le: date | None = None
        self.page = Page()
        self.ou = OuRegarder(self, self)
        self.papiers = Papiers(self, self)
        self.rangs = Rangs(self, self)

    def corps(self) -> ComposeResult:
        """Days and faces, count and site, columns, list."""
        with Horizontal(classes="haut", id="haut"):
            yield Static("", id="jours")
            yield Static("", id="faces", classes="bout")
        with Horizontal(classes="haut"):
            yield Static("", id="compte")
            yield Static("", id="site", classes="bout", markup=False)
        yield Filet()
        yield Static("", id="entete", markup=False)
        yield self.page

    @property
    def vue(self) -> Vue:
        """What is looked at."""
        assert self._vue is not None, "shown before it was read"  # noqa: S101 - a screen's mistake, not a user's
        return self._vue

    @property
    def contenu(self) -> Contenu:
        """What was read."""
        assert self._contenu is not None, "shown before it was read"  # noqa: S101 - a screen's mistake, not a user's
        return self._contenu

    # Reading

    async def preparer(self) -> None:
        """Read today's, or what was looked at earlier today."""
        if self._vue is None or self._lu_le != self.ctx.aujourdhui():
            self._vue = Vue(self.ctx.aujourdhui())
        self._lu_le = self.ctx.aujourdhui()
        await self._lire(self.vue)

    async def _lire(self, vue: Vue) -> None:
        from guichet.services.listes import releves

        vue = replace(vue, rangees=self.app.size.height - AUTOUR)
        contenu: Contenu = await self.lire(LIRE[vue.liste], vue)
        voisin = None
        if contenu.vide:
            voisin = await self.lire(releves.jour_voisin, liste=vue.liste, depuis=vue.au, site=vue.site)
        self._vue, self._contenu, self._voisin = vue, contenu, voisin

    async def regarder(self, vue: Vue) -> None:
        """Read something else and show it."""
        await self._lire(vue)
        self.afficher()

    async def relire(self) -> None:
        """Read the same again."""
        vue, aujourdhui = self.vue, self.ctx.aujourdhui()
        if self._lu_le != aujourdhui and vue.jour == self._lu_le:
            # Left open overnight on « aujourd’hui »: the kitchen list printed in the morning is the morning's.
            vue = replace(vue, jour=aujourdhui)
        self._lu_le = aujourdhui
        await self.regarder(vue)

    def action_rafraichir(self) -> None:
        """F5, and each time one comes back."""
        if self._vue is not None:
            self.faire(self.relire())

    # Showing

    def on_resize(self) -> None:
        """Columns follow the width."""
        if self._contenu is not None and self.is_mounted:
            self.afficher()

    def afficher(self) -> None:
        """Draw it."""
        vue, contenu, largeur = self.vue, self.contenu, self.app.size.width
        jours, ecart = periode(self.ctx, vue)
        faces = onglets(vue.liste)
        place = largeur - 6 - len(jours) - faces.cell_length
        suite = f" · {ecart}" if len(ecart) + 3 <= place else ""
        self._dire("jours", Content.assemble((jours, "bold"), (suite, "$discret")))
        self._dire("faces", faces)
        couleurs = {"attention": "bold $warning"}
        compte = Content.styled(contenu.vide or contenu.compte, "bold $primary")
        details = Content.assemble(*((texte, couleurs.get(sens, "")) for texte, sens in contenu.details))
        site = Content.styled(nom_site(self.ctx, vue.site) if vue.site else "", "bold")
        # The site kept is never what gives way: a count of one school is not taken for the town's.
        assez = compte.cell_length + details.cell_length + site.cell_length + 6 <= largeur
        self._dire("compte", compte + details if assez else compte)
        self._dire("site", site)
        self._dire("entete", Content("" if contenu.vide else contenu.entete(largeur - 4)))
        self.page.montrer(rien(vue, self._voisin, self.touche) if contenu.vide else contenu.lignes(largeur - 4))
        self.habiller()

    def _dire(self, nom: str, texte: Content) -> None:
        self.query_one(f"#{nom}", Static).update(texte)

    def caches(self) -> frozenset[str]:
        """The face shown, the span shown, and what makes sense on the waiting list alone."""
        if self._vue is None:
            return frozenset()
        caches = {f"listes.{self.vue.liste}", "listes.semaine" if self.vue.semaine else "listes.jour"}
        caches |= {"listes.tout"} if self.vue.liste is Liste.ATTENTE else {"listes.rang", "listes.offrir"}
        return frozenset(caches)

    # Keys: what is looked at

    def _face(self, liste: Liste) -> None:
        if liste is not self.vue.liste:
            self.faire(self.regarder(replace(self.vue, liste=liste, deplie=None, inverses=frozenset())))

    def action_presences(self) -> None:
        """`p`."""
        self._face(Liste.PRESENCES)

    def action_repas(self) -> None:
        """`r`."""
        self._face(Liste.REPAS)

    def action_attente(self) -> None:
        """`a`."""
        self._face(Liste.ATTENTE)

    def action_jour(self) -> None:
        """`j`: the day one came from."""
        if self.vue.semaine:
            self.faire(self.regarder(replace(self.vue, semaine=False)))

    def action_semaine(self) -> None:
        """`s`."""
        if not self.vue.semaine:
            self.faire(self.regarder(replace(self.vue, semaine=True)))

    def action_suivant(self) -> None:
        """F8: the next day, or week, with somebody on this list."""
        self.faire(self._aller_voisin(avant=False))

    def action_precedent(self) -> None:
        """F7: the one before."""
        self.faire(self._aller_voisin(avant=True))

    async def _aller_voisin(self, *, avant: bool) -> None:
        from guichet.services.listes import releves

        vue = self.vue
        depuis = vue.du if avant else vue.au
        jour = await self.lire(releves.jour_voisin, liste=vue.liste, depuis=depuis, avant=avant, site=vue.site)
        if jour is None:
            bout = "premier" if avant else "dernier"
            self.indiquer(f"Rien de plus : c’est le {bout} jour de cette liste.")
            return
        await self.regarder(replace(vue, jour=jour))

    def action_tout(self) -> None:
        """`t`: every name, or the counts alone."""
        if self.vue.liste is not Liste.ATTENTE:
            self.faire(self.regarder(replace(self.vue, deplie=not self.contenu.deplie, inverses=frozenset())))

    def action_ouvrir(self) -> None:
        """Entrée: the names under a count, the household of a name."""
        cible = self.page.cible
        if isinstance(cible, Pli):
            self.faire(self.regarder(replace(self.vue, inverses=self.vue.inverses ^ {cible})))
        elif isinstance(cible, Personne):
            self.faire(self._ouvrir_famille(cible.famille_id))
        elif (demande := self.rangs.demande(cible)) is not None:
            self.faire(self._ouvrir_famille(demande[2]))

    async def _ouvrir_famille(self, famille_id: int) -> None:
        self.guichet.navigation.retenir(self.ECRAN)
        await self.aller("dossier", famille_id=famille_id)

    # Keys: acts

    def action_aller(self) -> None:
        """`g`: a date; today when none is typed."""
        self.faire(self.ou.a_la_date())

    def action_site(self) -> None:
        """F4: one site, or all of them."""
        self.faire(self.ou.site())

    def action_imprimer(self) -> None:
        """F9: the poster; a file where there is no printer."""
        self.faire(self.papiers.imprimer())

    def action_exporter(self) -> None:
        """`x`: a table for a spreadsheet."""
        self.faire(self.papiers.exporter())

    def action_rang(self) -> None:
        """`c`: another priority, with its reason."""
        self.faire(self.rangs.changer_le_rang(self.page.cible))

    def action_offrir(self) -> None:
        """`o`: every place that is free, to those who wait for it, in order."""
        self.faire(self.rangs.offrir())

    # Keys: moving

    def action_monter(self) -> None:
        """Up."""
        self.page.bouger(-1)

    def action_descendre(self) -> None:
        """Down."""
        self.page.bouger(1)

    def action_page_haut(self) -> None:
        """Page up."""
        self._page(-1)

    def action_page_bas(self) -> None:
        """Page down."""
        self._page(1)

    def _page(self, pas: int) -> None:
        for _ in range(max(1, self.page.size.height - 1)):
            self.page.bouger(pas)

    def action_retour(self) -> None:
        """Échap."""
        self.faire(self.revenir())
