"""First schema: families, accounts, visits, agents, journal, search index."""

from alembic import op
import sqlalchemy as sa

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table('agent',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('identifiant', sa.String(length=50), nullable=False),
    sa.Column('nom', sa.String(length=100), nullable=False),
    sa.Column('prenom', sa.String(length=100), nullable=False),
    sa.Column('role', sa.String(length=15), nullable=False),
    sa.Column('tous_droits', sa.Boolean(), nullable=False),
    sa.Column('hash', sa.String(), nullable=True),
    sa.Column('doit_changer', sa.Boolean(), nullable=False),
    sa.Column('echecs', sa.Integer(), nullable=False),
    sa.Column('verrouille_jusqu_a', sa.DateTime(timezone=True), nullable=True),
    sa.Column('actif', sa.Boolean(), nullable=False),
    sa.Column('cree_le', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("hash IS NULL OR hash LIKE '$argon2id$%'", name='ck_agent_hash'),
    sa.CheckConstraint("role IN ('agent', 'mandataire', 'regisseur', 'superviseur', 'administrateur')", name='ck_agent_role'),
    sa.CheckConstraint('echecs >= 0', name='ck_agent_echecs'),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('identifiant')
    )
    op.create_table('famille',
    sa.Column('adresse', sa.String(length=200), nullable=False),
    sa.Column('complement', sa.String(length=100), nullable=False),
    sa.Column('code_postal', sa.String(length=5), nullable=False),
    sa.Column('ville', sa.String(length=100), nullable=False),
    sa.Column('envoi_factures', sa.String(length=12), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('residence', sa.String(length=10), nullable=False),
    sa.Column('envoi_depuis', sa.Date(), nullable=True),
    sa.Column('creee_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("envoi_factures IN ('papier', 'electronique')", name='ck_famille_envoi_factures'),
    sa.CheckConstraint("residence IN ('commune', 'exterieur')", name='ck_famille_residence'),
    sa.CheckConstraint('length(code) > 0', name='ck_famille_code'),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('code')
    )
    op.create_table('jeton_recherche',
    sa.Column('cle', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('jeton', sa.String(length=300), nullable=False),
    sa.PrimaryKeyConstraint('cle', 'jeton')
    )
    with op.batch_alter_table('jeton_recherche', schema=None) as batch_op:
        batch_op.create_index('ix_jeton_prefixe', ['jeton', 'cle'], unique=False, postgresql_ops={'jeton': 'text_pattern_ops'})

    op.create_table('jour_ferie',
    sa.Column('jour', sa.Date(), nullable=False),
    sa.Column('libelle', sa.String(length=60), nullable=False),
    sa.PrimaryKeyConstraint('jour')
    )
    op.create_table('journal',
    sa.Column('seq', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('le', sa.String(length=32), nullable=False),
    sa.Column('agent', sa.String(length=50), nullable=False),
    sa.Column('poste', sa.String(length=50), nullable=False),
    sa.Column('type', sa.String(length=40), nullable=False),
    sa.Column('objet', sa.String(length=60), nullable=False),
    sa.Column('contenu', sa.String(), nullable=False),
    sa.Column('precedent', sa.String(length=64), nullable=False),
    sa.Column('empreinte', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('seq')
    )
    with op.batch_alter_table('journal', schema=None) as batch_op:
        batch_op.create_index('ix_journal_objet', ['objet', 'seq'], unique=False)

    op.create_table('mot_nom',
    sa.Column('mot', sa.String(length=100), nullable=False),
    sa.Column('son', sa.String(length=100), nullable=False),
    sa.PrimaryKeyConstraint('mot')
    )
    op.create_table('parametre',
    sa.Column('cle', sa.String(length=40), nullable=False),
    sa.Column('valeur', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('cle')
    )
    op.create_table('personne',
    sa.Column('civilite', sa.String(length=3), nullable=False),
    sa.Column('nom', sa.String(length=100), nullable=False),
    sa.Column('nom_naissance', sa.String(length=100), nullable=False),
    sa.Column('prenom', sa.String(length=100), nullable=False),
    sa.Column('naissance', sa.Date(), nullable=True),
    sa.Column('courriel', sa.String(length=254), nullable=False),
    sa.Column('mobile', sa.String(length=20), nullable=False),
    sa.Column('fixe', sa.String(length=20), nullable=False),
    sa.Column('regimes', sa.String(length=100), nullable=False),
    sa.Column('pai', sa.Boolean(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("civilite = '' OR civilite IN ('Mme', 'M.', 'G', 'F')", name='ck_personne_civilite'),
    sa.CheckConstraint('length(nom) > 0 AND length(prenom) > 0', name='ck_personne_nommee'),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('personne', schema=None) as batch_op:
        batch_op.create_index('ix_personne_naissance', ['naissance'], unique=False)

    op.create_table('reglement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('du', sa.Date(), nullable=False),
    sa.Column('contenu', sa.String(), nullable=False),
    sa.Column('empreinte', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('du')
    )
    op.create_table('cle_enfance',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('famille_id', sa.Integer(), nullable=False),
    sa.Column('responsable_id', sa.Integer(), nullable=False),
    sa.Column('empreinte', sa.String(length=64), nullable=False),
    sa.Column('etat', sa.String(length=10), nullable=False),
    sa.Column('emission', sa.Integer(), nullable=False),
    sa.Column('emise_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expire_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('remise_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('utilisee_le', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("etat IN ('emise', 'remise', 'utilisee', 'revoquee', 'expiree')", name='ck_cle_enfance_etat'),
    sa.CheckConstraint('length(empreinte) = 64', name='ck_cle_enfance_empreinte'),
    sa.ForeignKeyConstraint(['famille_id'], ['famille.id'], ),
    sa.ForeignKeyConstraint(['responsable_id'], ['personne.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('empreinte')
    )
    with op.batch_alter_table('cle_enfance', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_cle_enfance_famille_id'), ['famille_id'], unique=False)
        batch_op.create_index('ux_cle_vivante', ['famille_id', 'responsable_id'], unique=True, sqlite_where=sa.text("etat IN ('emise', 'remise')"), postgresql_where=sa.text("etat IN ('emise', 'remise')"))

    op.create_table('compte_portail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('personne_id', sa.Integer(), nullable=False),
    sa.Column('famille_id', sa.Integer(), nullable=False),
    sa.Column('identifiant', sa.String(length=254), nullable=False),
    sa.Column('identifiant_cle', sa.String(length=254), nullable=False),
    sa.Column('mode', sa.String(length=10), nullable=False),
    sa.Column('etat', sa.String(length=20), nullable=False),
    sa.Column('hash', sa.String(), nullable=True),
    sa.Column('emis_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('expire_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('doit_changer', sa.Boolean(), nullable=False),
    sa.Column('active_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cgu_version', sa.String(length=40), nullable=False),
    sa.Column('cgu_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('etape', sa.Integer(), nullable=False),
    sa.Column('france_connect', sa.Boolean(), nullable=False),
    sa.Column('derniere_connexion', sa.DateTime(timezone=True), nullable=True),
    sa.Column('emissions', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("etat IN ('a_emettre', 'emis', 'active', 'cgu_acceptees', 'suspendu', 'efface')", name='ck_compte_portail_etat'),
    sa.CheckConstraint("hash IS NULL OR hash LIKE '$argon2id$%'", name='ck_compte_portail_hash'),
    sa.CheckConstraint('etape BETWEEN 0 AND 6', name='ck_compte_portail_etape'),
    sa.ForeignKeyConstraint(['famille_id'], ['famille.id'], ),
    sa.ForeignKeyConstraint(['personne_id'], ['personne.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('identifiant_cle')
    )
    with op.batch_alter_table('compte_portail', schema=None) as batch_op:
        batch_op.create_index('ix_compte_famille', ['famille_id'], unique=False)
        batch_op.create_index('ux_compte_personne', ['personne_id', 'famille_id'], unique=True)

    op.create_table('consultation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('agent', sa.String(length=50), nullable=False),
    sa.Column('poste', sa.String(length=50), nullable=False),
    sa.Column('famille_id', sa.Integer(), nullable=False),
    sa.Column('objet', sa.String(length=30), nullable=False),
    sa.ForeignKeyConstraint(['famille_id'], ['famille.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('consultation', schema=None) as batch_op:
        batch_op.create_index('ix_consultation_famille', ['famille_id', 'le'], unique=False)
        batch_op.create_index('ix_consultation_le', ['le'], unique=False)

    op.create_table('fiche_recherche',
    sa.Column('cle', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('famille_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('famille', sa.String(), nullable=False),
    sa.Column('enfants', sa.String(), nullable=False),
    sa.Column('ville', sa.String(), nullable=False),
    sa.Column('residence', sa.String(length=10), nullable=False),
    sa.Column('telephone', sa.String(), nullable=False),
    sa.Column('alertes', sa.String(), nullable=False),
    sa.Column('noms', sa.String(), nullable=False),
    sa.Column('autres', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['famille_id'], ['famille.id'], ),
    sa.PrimaryKeyConstraint('cle'),
    sa.UniqueConstraint('famille_id')
    )
    with op.batch_alter_table('fiche_recherche', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_fiche_recherche_code'), ['code'], unique=False)

    op.create_table('historique_coordonnees',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('agent', sa.String(length=50), nullable=False),
    sa.Column('famille_id', sa.Integer(), nullable=True),
    sa.Column('personne_id', sa.Integer(), nullable=True),
    sa.Column('champ', sa.String(length=40), nullable=False),
    sa.Column('avant', sa.String(), nullable=False),
    sa.Column('apres', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['famille_id'], ['famille.id'], ),
    sa.ForeignKeyConstraint(['personne_id'], ['personne.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('historique_coordonnees', schema=None) as batch_op:
        batch_op.create_index('ix_historique_famille', ['famille_id'], unique=False)
        batch_op.create_index('ix_historique_personne', ['personne_id'], unique=False)

    op.create_table('lien',
    sa.Column('qualite', sa.String(length=100), nullable=False),
    sa.Column('autorite_parentale', sa.Boolean(), nullable=False),
    sa.Column('payeur', sa.Boolean(), nullable=False),
    sa.Column('peut_chercher', sa.Boolean(), nullable=False),
    sa.Column('urgence', sa.Boolean(), nullable=False),
    sa.Column('garde_rythme', sa.String(length=20), nullable=False),
    sa.Column('garde_ancre', sa.Date(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('personne_id', sa.Integer(), nullable=False),
    sa.Column('famille_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=12), nullable=False),
    sa.Column('rang', sa.Integer(), nullable=False),
    sa.Column('du', sa.Date(), nullable=False),
    sa.Column('au', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("role IN ('responsable', 'enfant', 'contact')", name='ck_lien_role'),
    sa.CheckConstraint('au IS NULL OR au >= du', name='ck_lien_periode'),
    sa.ForeignKeyConstraint(['famille_id'], ['famille.id'], ),
    sa.ForeignKeyConstraint(['personne_id'], ['personne.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('lien', schema=None) as batch_op:
        batch_op.create_index('ix_lien_famille', ['famille_id'], unique=False)
        batch_op.create_index('ix_lien_personne', ['personne_id'], unique=False)
        batch_op.create_index('ux_lien_actuel', ['personne_id', 'famille_id', 'role'], unique=True, sqlite_where=sa.text('au IS NULL'), postgresql_where=sa.text('au IS NULL'))

    op.create_table('pai_detail',
    sa.Column('personne_id', sa.Integer(), nullable=False),
    sa.Column('detail', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['personne_id'], ['personne.id'], ),
    sa.PrimaryKeyConstraint('personne_id')
    )
    op.create_table('passage',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('famille_id', sa.Integer(), nullable=False),
    sa.Column('agent', sa.String(length=50), nullable=False),
    sa.Column('poste', sa.String(length=50), nullable=False),
    sa.Column('presence', sa.String(length=12), nullable=False),
    sa.Column('personne_id', sa.Integer(), nullable=True),
    sa.Column('etat', sa.String(length=10), nullable=False),
    sa.Column('ouvert_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('suspendu_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('clos_le', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("etat IN ('ouvert', 'suspendu', 'clos')", name='ck_passage_etat'),
    sa.CheckConstraint("presence IN ('sur_place', 'telephone', 'courriel')", name='ck_passage_presence'),
    sa.ForeignKeyConstraint(['famille_id'], ['famille.id'], ),
    sa.ForeignKeyConstraint(['personne_id'], ['personne.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('passage', schema=None) as batch_op:
        batch_op.create_index('ix_passage_famille', ['famille_id'], unique=False)
        batch_op.create_index('ix_passage_ouvert_le', ['ouvert_le'], unique=False)
        batch_op.create_index('ux_passage_poste', ['poste'], unique=True, sqlite_where=sa.text("etat = 'ouvert'"), postgresql_where=sa.text("etat = 'ouvert'"))

    op.create_table('quotient',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('famille_id', sa.Integer(), nullable=False),
    sa.Column('valeur_centimes', sa.BigInteger(), nullable=False),
    sa.Column('source', sa.String(length=30), nullable=False),
    sa.Column('mois', sa.Date(), nullable=False),
    sa.Column('du', sa.Date(), nullable=False),
    sa.Column('au', sa.Date(), nullable=True),
    sa.CheckConstraint('au IS NULL OR au >= du', name='ck_quotient_periode'),
    sa.CheckConstraint('valeur_centimes >= 0', name='ck_quotient_valeur'),
    sa.ForeignKeyConstraint(['famille_id'], ['famille.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('quotient', schema=None) as batch_op:
        batch_op.create_index('ix_quotient_famille', ['famille_id'], unique=False)

    op.create_table('scolarite',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('personne_id', sa.Integer(), nullable=False),
    sa.Column('annee', sa.Integer(), nullable=False),
    sa.Column('ecole', sa.String(length=100), nullable=False),
    sa.Column('classe', sa.String(length=10), nullable=False),
    sa.ForeignKeyConstraint(['personne_id'], ['personne.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('scolarite', schema=None) as batch_op:
        batch_op.create_index('ux_scolarite', ['personne_id', 'annee'], unique=True)

    op.create_table('session_agent',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agent_id', sa.Integer(), nullable=False),
    sa.Column('empreinte', sa.String(length=64), nullable=False),
    sa.Column('ouverte_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expire_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('fermee_le', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['agent_id'], ['agent.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('empreinte')
    )
    with op.batch_alter_table('session_agent', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_session_agent_agent_id'), ['agent_id'], unique=False)

    op.create_table('tache',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('nature', sa.String(length=30), nullable=False),
    sa.Column('famille_id', sa.Integer(), nullable=False),
    sa.Column('personne_id', sa.Integer(), nullable=True),
    sa.Column('demandee_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('echeance', sa.DateTime(timezone=True), nullable=False),
    sa.Column('etat', sa.String(length=10), nullable=False),
    sa.Column('faite_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('faite_par', sa.String(length=50), nullable=False),
    sa.Column('detail', sa.String(length=200), nullable=False),
    sa.CheckConstraint("etat IN ('a_faire', 'faite', 'annulee')", name='ck_tache_etat'),
    sa.CheckConstraint("nature IN ('identifiants_oublies')", name='ck_tache_nature'),
    sa.ForeignKeyConstraint(['famille_id'], ['famille.id'], ),
    sa.ForeignKeyConstraint(['personne_id'], ['personne.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('tache', schema=None) as batch_op:
        batch_op.create_index('ix_tache_echeance', ['etat', 'echeance'], unique=False)
        batch_op.create_index(batch_op.f('ix_tache_famille_id'), ['famille_id'], unique=False)

    op.create_table('acte_passage',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('passage_id', sa.Integer(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('libelle', sa.String(length=200), nullable=False),
    sa.ForeignKeyConstraint(['passage_id'], ['passage.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('acte_passage', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_acte_passage_passage_id'), ['passage_id'], unique=False)

    op.create_table('envoi_portail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('geste', sa.String(length=20), nullable=False),
    sa.Column('compte_id', sa.Integer(), nullable=False),
    sa.Column('identifiant', sa.String(length=254), nullable=False),
    sa.Column('hash', sa.String(), nullable=True),
    sa.Column('expire_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('doit_changer', sa.Boolean(), nullable=False),
    sa.Column('scelle', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['compte_id'], ['compte_portail.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('envoi_portail', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_envoi_portail_compte_id'), ['compte_id'], unique=False)

    op.create_table('identifiant_ancien',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('compte_id', sa.Integer(), nullable=False),
    sa.Column('identifiant', sa.String(length=254), nullable=False),
    sa.Column('jusqu_au', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['compte_id'], ['compte_portail.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('identifiant_ancien', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_identifiant_ancien_compte_id'), ['compte_id'], unique=False)

    op.create_table('remise',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('agent', sa.String(length=50), nullable=False),
    sa.Column('famille_id', sa.Integer(), nullable=False),
    sa.Column('personne_id', sa.Integer(), nullable=False),
    sa.Column('objet', sa.String(length=20), nullable=False),
    sa.Column('piece', sa.String(length=20), nullable=False),
    sa.Column('canal', sa.String(length=10), nullable=False),
    sa.Column('passage_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("canal IN ('guichet', 'courriel', 'courrier')", name='ck_remise_canal'),
    sa.CheckConstraint("piece IN ('cni', 'passeport', 'titre_sejour', 'permis', 'livret', 'connu')", name='ck_remise_piece'),
    sa.ForeignKeyConstraint(['famille_id'], ['famille.id'], ),
    sa.ForeignKeyConstraint(['passage_id'], ['passage.id'], ),
    sa.ForeignKeyConstraint(['personne_id'], ['personne.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('remise', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_remise_famille_id'), ['famille_id'], unique=False)

    op.create_table('envoi_exporte',
    sa.Column('envoi_id', sa.Integer(), nullable=False),
    sa.Column('le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('lot', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['envoi_id'], ['envoi_portail.id'], ),
    sa.PrimaryKeyConstraint('envoi_id')
    )



def downgrade() -> None:
    raise RuntimeError("a base never goes back: restore the copy made before the migration")
