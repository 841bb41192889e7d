"""Validation rounds, ballots, objections, frozen editions, signatures, and the ledger"""

import hashlib
import json
from datetime import UTC

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _tables()
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("round_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_outbox_round_id"), "rounds", ["round_id"], ["id"]
        )
    _enter_versions(op.get_bind())


def _tables() -> None:
    op.create_table(
        "ledger",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_ledger_document_id")
        ),
        sa.PrimaryKeyConstraint("document_id", "number", name=op.f("pk_ledger")),
    )
    op.create_table(
        "rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("recalls_id", sa.Integer(), nullable=True),
        sa.Column(
            "rule",
            sa.Enum("consent", "two_thirds", "majority", name="rule", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("quorum_part", sa.Integer(), nullable=False),
        sa.Column("quorum_whole", sa.Integer(), nullable=False),
        sa.Column("deadline", MOMENT, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "closed", "voided", name="roundstate", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column(
            "result",
            sa.Enum(
                "passed",
                "failed",
                "inquorate",
                "voided",
                name="result",
                native_enum=False,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("closed_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reminded_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["people.id"], name=op.f("fk_rounds_closed_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_rounds_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["people.id"], name=op.f("fk_rounds_opened_by_id")
        ),
        sa.ForeignKeyConstraint(["recalls_id"], ["rounds.id"], name=op.f("fk_rounds_recalls_id")),
        sa.ForeignKeyConstraint(["version_id"], ["versions.id"], name=op.f("fk_rounds_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
        sa.UniqueConstraint("document_id", "number", name="uq_rounds_number"),
    )
    with op.batch_alter_table("rounds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rounds_opened_by_id"), ["opened_by_id"], unique=False)

    op.create_table(
        "signatures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_signatures_person_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name=op.f("fk_signatures_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signatures")),
    )
    with op.batch_alter_table("signatures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signatures_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_signatures_version_id"), ["version_id"], unique=False)

    op.create_table(
        "editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("frozen_at", MOMENT, nullable=False),
        sa.Column("frozen_by_id", sa.Integer(), nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("published_by_id", sa.Integer(), nullable=True),
        sa.Column("reopened_at", MOMENT, nullable=True),
        sa.Column("reopened_by_id", sa.Integer(), nullable=True),
        sa.Column("reopening_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_editions_document_id")
        ),
        sa.ForeignKeyConstraint(
            ["frozen_by_id"], ["people.id"], name=op.f("fk_editions_frozen_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["people.id"], name=op.f("fk_editions_published_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["reopened_by_id"], ["people.id"], name=op.f("fk_editions_reopened_by_id")
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_editions_round_id")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["versions.id"], name=op.f("fk_editions_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editions")),
        sa.UniqueConstraint("document_id", "number", name="uq_editions_number"),
    )
    op.create_table(
        "voters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("organisation", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=220), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_voters_person_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_voters_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voters")),
        sa.UniqueConstraint("round_id", "key", name="uq_voters_key"),
        sa.UniqueConstraint("round_id", "person_id", name="uq_voters_person_id"),
    )
    with op.batch_alter_table("voters", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_voters_person_id"), ["person_id"], unique=False)

    op.create_table(
        "ballots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("voter_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("receipt", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_ballots_round_id")),
        sa.ForeignKeyConstraint(["voter_id"], ["voters.id"], name=op.f("fk_ballots_voter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ballots")),
        sa.UniqueConstraint("receipt", name=op.f("uq_ballots_receipt")),
    )
    with op.batch_alter_table("ballots", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ballots_round_id"), ["round_id"], unique=False)

    op.create_table(
        "objections",
        sa.Column("ballot_id", sa.Integer(), nullable=False),
        sa.Column("clause", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "withdrawn",
                "resolved",
                "set_aside",
                name="objectionstate",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=22), nullable=False),
        sa.ForeignKeyConstraint(
            ["ballot_id"], ["ballots.id"], name=op.f("fk_objections_ballot_id")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["people.id"], name=op.f("fk_objections_ended_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["threads.id"], name=op.f("fk_objections_thread_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objections")),
        sa.UniqueConstraint("key", name=op.f("uq_objections_key")),
    )
    with op.batch_alter_table("objections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_objections_ballot_id"), ["ballot_id"], unique=False)


def _enter_versions(connection: sa.Connection) -> None:
    """What was kept before there was a ledger is its beginning."""
    rows = connection.execute(
        sa.text(
            "SELECT document_id, number, name, occasion, sha256, passages, seq, at, made_by_id "
            "FROM versions ORDER BY document_id, number"
        ).columns(passages=sa.JSON(), at=MOMENT)
    ).all()
    ledger = sa.table(
        "ledger", sa.column("document_id"), sa.column("number"), sa.column("words"),
        sa.column("seal"),
    )  # fmt: skip
    before: dict[int, tuple[int, str]] = {}
    for row in rows:
        number, seal = before.get(row.document_id, (0, "0" * 64))
        at = row.at.replace(tzinfo=UTC) if row.at.tzinfo is None else row.at.astimezone(UTC)
        words = _canonical(
            {
                "act": "version", "at": at.isoformat(), "by": row.made_by_id,
                "version": row.number, "name": row.name, "occasion": row.occasion,
                "sha256": row.sha256, "seq": row.seq,
                "clauses": _sha256(_canonical({"clauses": row.passages})),
            }
        )  # fmt: skip
        number, seal = number + 1, _sha256(f"{seal}\n{number + 1}\n{words}")
        before[row.document_id] = number, seal
        connection.execute(
            ledger.insert().values(
                document_id=row.document_id, number=number, words=words, seal=seal
            )
        )


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def downgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_outbox_round_id"), type_="foreignkey")
        batch_op.drop_column("round_id")
    for table in (
        "objections", "ballots", "voters", "signatures", "editions", "rounds", "ledger",
    ):  # fmt: skip
        op.drop_table(table)
