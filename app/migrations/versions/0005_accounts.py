"""What people choose for themselves, the browsers they use, and that some became nobody"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The defaults stay: a process that is updated later still adds people without these columns.
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.alter_column("email", existing_type=sa.String(length=320), nullable=True)
        batch_op.add_column(
            sa.Column("time_zone", sa.String(length=64), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("wants_mail", sa.Boolean(), server_default=sa.true(), nullable=False)
        )
        batch_op.add_column(sa.Column("anonymised_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("sign_in_sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column("browser", sa.String(length=300), server_default="", nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("sign_in_sessions", schema=None) as batch_op:
        batch_op.drop_column("browser")
        batch_op.drop_column("seen_at")
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("anonymised_at")
        batch_op.drop_column("wants_mail")
        batch_op.drop_column("time_zone")
        batch_op.alter_column("email", existing_type=sa.String(length=320), nullable=False)
