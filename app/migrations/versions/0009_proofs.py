"""Which links came by mail, and when somebody first proved that an address is theirs"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The defaults stay: a process that is updated later still adds rows without these columns.
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.add_column(sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True))
    for table in ("sign_in_links", "invitations"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(
                sa.Column("mailed", sa.Boolean(), server_default=sa.false(), nullable=False)
            )


def downgrade() -> None:
    for table in ("invitations", "sign_in_links"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("mailed")
    with op.batch_alter_table("people", schema=None) as batch_op:
        batch_op.drop_column("proved_at")
