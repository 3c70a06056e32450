"""Calendar, activities, registrations and bookings (issue 3)."""

from alembic import op
import sqlalchemy as sa

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('activite',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('nom', sa.String(length=100), nullable=False),
    sa.Column('sigle', sa.String(length=20), nullable=False),
    sa.Column('genre', sa.String(length=14), nullable=False),
    sa.Column('ordre', sa.Integer(), nullable=False),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("genre IN ('accueil', 'restauration', 'etude', 'soir', 'mercredi', 'vacances')", name='ck_activite_genre'),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('code')
    )
    op.create_table('groupe',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('activite_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('nom', sa.String(length=100), nullable=False),
    sa.Column('site', sa.String(length=40), nullable=False),
    sa.Column('ecole', sa.String(length=100), nullable=False),
    sa.Column('age_min_mois', sa.Integer(), nullable=False),
    sa.Column('age_max_mois', sa.Integer(), nullable=False),
    sa.Column('session_du', sa.Date(), nullable=True),
    sa.Column('session_au', sa.Date(), nullable=True),
    sa.Column('active', sa.Boolean(), nullable=False),
    sa.CheckConstraint('age_max_mois > age_min_mois', name='ck_groupe_ages'),
    sa.CheckConstraint('session_au IS NULL OR session_au >= session_du', name='ck_groupe_session'),
    sa.ForeignKeyConstraint(['activite_id'], ['activite.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('groupe', schema=None) as batch_op:
        batch_op.create_index('ux_groupe', ['activite_id', 'code'], unique=True)

    op.create_table('periode_calendrier',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('nature', sa.String(length=12), nullable=False),
    sa.Column('du', sa.Date(), nullable=False),
    sa.Column('au', sa.Date(), nullable=False),
    sa.Column('libelle', sa.String(length=80), nullable=False),
    sa.Column('site', sa.String(length=40), nullable=False),
    sa.Column('activite_id', sa.Integer(), nullable=True),
    sa.Column('source', sa.String(length=40), nullable=False),
    sa.CheckConstraint("nature IN ('vacances', 'pont', 'fermeture')", name='ck_periode_calendrier_nature'),
    sa.CheckConstraint('au >= du', name='ck_periode_calendrier_ordre'),
    sa.ForeignKeyConstraint(['activite_id'], ['activite.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('periode_calendrier', schema=None) as batch_op:
        batch_op.create_index('ix_periode_calendrier_du', ['du'], unique=False)

    op.create_table('regle_activite',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('activite_id', sa.Integer(), nullable=False),
    sa.Column('du', sa.Date(), nullable=False),
    sa.Column('contenu', sa.String(), nullable=False),
    sa.Column('reference', sa.String(length=100), nullable=False),
    sa.ForeignKeyConstraint(['activite_id'], ['activite.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('regle_activite', schema=None) as batch_op:
        batch_op.create_index('ux_regle_activite', ['activite_id', 'du'], unique=True)

    op.create_table('unite',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('activite_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=20), nullable=False),
    sa.Column('nom', sa.String(length=60), nullable=False),
    sa.Column('lettre', sa.String(length=1), nullable=False),
    sa.Column('debut_minute', sa.Integer(), nullable=False),
    sa.Column('fin_minute', sa.Integer(), nullable=False),
    sa.Column('ordre', sa.Integer(), nullable=False),
    sa.CheckConstraint('fin_minute > debut_minute', name='ck_unite_heures'),
    sa.ForeignKeyConstraint(['activite_id'], ['activite.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('unite', schema=None) as batch_op:
        batch_op.create_index('ux_unite', ['activite_id', 'code'], unique=True)

    op.create_table('inscription',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('personne_id', sa.Integer(), nullable=False),
    sa.Column('famille_id', sa.Integer(), nullable=False),
    sa.Column('activite_id', sa.Integer(), nullable=False),
    sa.Column('groupe_id', sa.Integer(), nullable=False),
    sa.Column('du', sa.Date(), nullable=False),
    sa.Column('au', sa.Date(), nullable=False),
    sa.Column('etat', sa.String(length=12), nullable=False),
    sa.Column('demandee_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('priorite', sa.Integer(), nullable=False),
    sa.Column('complete_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("etat IN ('demandee', 'en_attente', 'active', 'terminee', 'refusee')", name='ck_inscription_etat'),
    sa.CheckConstraint('au >= du', name='ck_inscription_periode'),
    sa.ForeignKeyConstraint(['activite_id'], ['activite.id'], ),
    sa.ForeignKeyConstraint(['famille_id'], ['famille.id'], ),
    sa.ForeignKeyConstraint(['groupe_id'], ['groupe.id'], ),
    sa.ForeignKeyConstraint(['personne_id'], ['personne.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('inscription', schema=None) as batch_op:
        batch_op.create_index('ix_inscription_famille', ['famille_id'], unique=False)
        batch_op.create_index('ix_inscription_groupe', ['groupe_id'], unique=False)
        batch_op.create_index('ix_inscription_personne', ['personne_id'], unique=False)

    op.create_table('ouverture',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('groupe_id', sa.Integer(), nullable=False),
    sa.Column('unite_id', sa.Integer(), nullable=False),
    sa.Column('jour', sa.Date(), nullable=False),
    sa.Column('capacite', sa.Integer(), nullable=True),
    sa.Column('fermee', sa.Boolean(), nullable=False),
    sa.Column('motif', sa.String(length=100), nullable=False),
    sa.CheckConstraint('capacite IS NULL OR capacite >= 0', name='ck_ouverture_capacite'),
    sa.ForeignKeyConstraint(['groupe_id'], ['groupe.id'], ),
    sa.ForeignKeyConstraint(['unite_id'], ['unite.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('ouverture', schema=None) as batch_op:
        batch_op.create_index('ix_ouverture_jour', ['jour'], unique=False)
        batch_op.create_index('ux_ouverture', ['groupe_id', 'unite_id', 'jour'], unique=True)

    op.create_table('quota_age',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('groupe_id', sa.Integer(), nullable=False),
    sa.Column('unite_id', sa.Integer(), nullable=False),
    sa.Column('nom', sa.String(length=60), nullable=False),
    sa.Column('age_min_mois', sa.Integer(), nullable=False),
    sa.Column('age_max_mois', sa.Integer(), nullable=False),
    sa.Column('places', sa.Integer(), nullable=False),
    sa.CheckConstraint('age_max_mois > age_min_mois', name='ck_quota_age_ages'),
    sa.CheckConstraint('places >= 0', name='ck_quota_age_places'),
    sa.ForeignKeyConstraint(['groupe_id'], ['groupe.id'], ),
    sa.ForeignKeyConstraint(['unite_id'], ['unite.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('quota_age', schema=None) as batch_op:
        batch_op.create_index('ix_quota_age', ['groupe_id', 'unite_id'], unique=False)

    op.create_table('reservation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('inscription_id', sa.Integer(), nullable=False),
    sa.Column('personne_id', sa.Integer(), nullable=False),
    sa.Column('famille_id', sa.Integer(), nullable=False),
    sa.Column('groupe_id', sa.Integer(), nullable=False),
    sa.Column('unite_id', sa.Integer(), nullable=False),
    sa.Column('jour', sa.Date(), nullable=False),
    sa.Column('etat', sa.String(length=22), nullable=False),
    sa.Column('demandee_le', sa.DateTime(timezone=True), nullable=False),
    sa.Column('origine', sa.String(length=10), nullable=False),
    sa.Column('majoree', sa.Boolean(), nullable=False),
    sa.Column('derogation_agent', sa.String(length=50), nullable=False),
    sa.Column('derogation_motif', sa.String(length=200), nullable=False),
    sa.Column('priorite', sa.Integer(), nullable=False),
    sa.Column('annulee_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('absence_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('certificat_le', sa.DateTime(timezone=True), nullable=True),
    sa.Column('facturee', sa.Boolean(), nullable=False),
    sa.CheckConstraint("(derogation_agent = '') = (derogation_motif = '')", name='ck_reservation_derogation'),
    sa.CheckConstraint("etat IN ('demandee', 'reservee', 'en_attente', 'refusee', 'presente', 'absence_justifiee', 'absence_injustifiee', 'annulee')", name='ck_reservation_etat'),
    sa.CheckConstraint("origine IN ('guichet', 'portail', 'import')", name='ck_reservation_origine'),
    sa.ForeignKeyConstraint(['famille_id'], ['famille.id'], ),
    sa.ForeignKeyConstraint(['groupe_id'], ['groupe.id'], ),
    sa.ForeignKeyConstraint(['inscription_id'], ['inscription.id'], ),
    sa.ForeignKeyConstraint(['personne_id'], ['personne.id'], ),
    sa.ForeignKeyConstraint(['unite_id'], ['unite.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    with op.batch_alter_table('reservation', schema=None) as batch_op:
        batch_op.create_index('ix_reservation_famille', ['famille_id', 'jour'], unique=False)
        batch_op.create_index('ix_reservation_jour', ['jour'], unique=False)
        batch_op.create_index('ix_reservation_place', ['groupe_id', 'unite_id', 'jour', 'etat'], unique=False)
        batch_op.create_index('ux_reservation_vivante', ['personne_id', 'jour', 'unite_id'], unique=True, sqlite_where=sa.text("etat IN ('absence_injustifiee', 'absence_justifiee', 'demandee', 'en_attente', 'presente', 'reservee')"), postgresql_where=sa.text("etat IN ('absence_injustifiee', 'absence_justifiee', 'demandee', 'en_attente', 'presente', 'reservee')"))



def downgrade() -> None:
    raise RuntimeError("a base never goes back: restore the copy made before the migration")
