"""What people tell the group of themselves, and the record of who changed whose place in it"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROLES = ("facilitator", "member", "reviewer", "observer")
KINDS = ("", "ministry", "training", "academia", "ngo", "company", "other")


def upgrade() -> None:
    # The defaults stay: a process that is updated later still adds people without these columns.
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "kind",
                sa.Enum(*KINDS, name="kind", native_enum=False, length=20),
                server_default="",
                nullable=False,
            )
        )
        batch_op.add_column(
            sa.Column("about", sa.String(length=300), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("contact", sa.String(length=300), server_default="", nullable=False)
        )

    op.create_table(
        "membership_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "joined", "role_changed", "removed", name="change", native_enum=False, length=20
            ),
            nullable=False,
        ),
        sa.Column(
            "role_before", sa.Enum(*ROLES, name="role", native_enum=False, length=20), nullable=True
        ),
        sa.Column(
            "role_after", sa.Enum(*ROLES, name="role", native_enum=False, length=20), nullable=True
        ),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("colour", sa.String(length=7), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_membership_events_group_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_membership_events_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["people.id"], name=op.f("fk_membership_events_actor_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership_events")),
    )
    with op.batch_alter_table("membership_events", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_membership_events_group_id"), ["group_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_membership_events_person_id"), ["person_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("membership_events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_events_person_id"))
        batch_op.drop_index(batch_op.f("ix_membership_events_group_id"))

    op.drop_table("membership_events")
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.drop_column("contact")
        batch_op.drop_column("about")
        batch_op.drop_column("kind")
