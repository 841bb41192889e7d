"""What is given away can be checked by anybody, anywhere, with nothing but Python."""

import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest

from app.database import Database
from app.domain.errors import NotFoundError
from app.domain.ledger import Event, canonical, chained
from app.models import Edition, Person
from app.proving.bundle import SUMS, bundle_of, seal_of
from app.services.departures import anonymise
from tests.proving.script import SCRIPT, Files, problems_of
from tests.proving.story import Story

# Beside the acts: who changes them, and the hash that stands in SHA256SUMS, changes nothing that
# was done.
BESIDE = {"README.txt", "verify.py", "people.json"}
UNSEALED = ("document", "group")


def bundle(database: Database, number: int = 1) -> bytes:
    with database.read() as session:
        return bundle_of(session, session.query(Edition).filter_by(number=number).one())


@pytest.fixture
def files(story: Story) -> Files:
    """The members of the bundle of the first edition."""
    with ZipFile(io.BytesIO(bundle(story.database))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_sums(files: Mapping[str, bytes]) -> Files:
    """The same, by somebody who also makes the list of hashes anew."""
    sums = {
        name: f"{hashlib.sha256(content).hexdigest()}  {name}\n"
        for name, content in files.items()
        if name != SUMS
    }
    return {**files, SUMS: "".join(sums[name] for name in sorted(sums)).encode()}


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """As somebody who has nothing of ours but the script."""
    return subprocess.run(
        [sys.executable, "-I", str(SCRIPT), *arguments],
        cwd=folder, env={}, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip


@pytest.mark.parametrize("number", [1, 2])
def test_what_nobody_changed_is_true(story: Story, tmp_path: Path, number: int) -> None:
    (tmp_path / "bundle.zip").write_bytes(bundle(story.database, number))
    with story.database.read() as session:
        seal = seal_of(session, session.query(Edition).filter_by(number=number).one())
    done = run(tmp_path, "bundle.zip", "--seal", seal)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == seal
    assert f"Network Charter, edition {number}, by Core Group" in done.stdout


def test_the_script_in_an_unpacked_bundle_checks_it(files: Files, tmp_path: Path) -> None:
    """In a folder of its own, called from another one."""
    for name, content in files.items():
        path = tmp_path / "charter" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    command = [sys.executable, "-I", str(tmp_path / "charter" / "verify.py")]
    done = subprocess.run(command, cwd=tmp_path, env={}, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Round 4: 3 of 3 voted (2 needed), by the rule “two_thirds”. Passed." in done.stdout
    assert "Nour" in done.stdout
    (tmp_path / "charter" / "more.txt").write_text("more")
    done = subprocess.run(command, cwd=tmp_path, env={}, capture_output=True, text=True)
    assert (done.returncode, "more.txt was added" in done.stdout) == (1, True)


def test_it_is_the_same_for_ever(database: Database, add_person: Callable[..., Person]) -> None:
    story = Story(database, add_person)
    story.until_published()
    at_once = bundle(database)
    story.afterwards()
    assert bundle(database) == at_once


def test_only_what_is_published_can_be_taken(story: Story) -> None:
    with story.database.write() as session:
        edition = session.query(Edition).filter_by(number=2).one()
        for row in (edition, Edition(document_id=edition.document_id, number=3)):
            row.number = 3
            with session.no_autoflush, pytest.raises(NotFoundError):
                bundle_of(session, row)
        session.rollback()


def test_of_a_voided_round_there_are_only_receipts(files: Files, story: Story) -> None:
    told = json.loads(files["bundle.json"])
    assert {one["round"]: one["state"] for one in told["rounds"]} == {
        1: "closed", 2: "closed", 3: "voided", 4: "closed", 5: "closed",
    }  # fmt: skip
    for one in told["ballots"]:
        assert (one["content"] is None) == (one["round"] == 3)
        assert len(one["receipt"]) == 64
    assert len(told["objections"]) == 4


def test_who_is_forgotten_has_no_name_in_it_and_all_of_it_is_true(
    files: Files, story: Story
) -> None:
    with story.database.write() as session:
        anonymise(session, story.omar.id, story.now)
    with ZipFile(io.BytesIO(bundle(story.database))) as archive:
        after = {name: archive.read(name) for name in archive.namelist()}
    assert problems_of(after) == []
    assert b"Omar" not in after["people.json"]
    assert {name for name in files if files[name] != after[name]} == {"people.json", SUMS}


def test_who_only_came_into_the_group_is_not_made_public(
    add_person: Callable[..., Person], files: Files, story: Story
) -> None:
    assert "Camille" in files["people.json"].decode()
    assert set(json.loads(files["people.json"])) == {
        str(one.id) for one in (story.facilitator, story.nour, story.omar, story.amina)
    }


def test_every_byte_counts(files: Files) -> None:
    positions = [(name, at) for name, content in files.items() for at in range(len(content))]
    tried = set(positions[:: len(positions) // 400])
    tried |= {(name, at) for name in files for at in (0, len(files[name]) - 1)}
    for name, at in sorted(tried):
        for bit in (1, 0x20, 0x80):
            content = bytearray(files[name])
            content[at] ^= bit
            changed = {**files, name: bytes(content)}
            problems = problems_of(changed)
            told = [one for one in problems if name in one or "Act " in one or "file" in one]
            assert told, (name, at, bit)
            if name not in BESIDE | {SUMS, "bundle.json"}:
                sentences = problems_of(with_sums(changed))
                assert any("Act " in one or "charter.md" in one for one in sentences), (name, at)


def fields(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where in a JSON value something stands that holds nothing else."""
    if isinstance(value, dict | list) and value:
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, one in items:
            yield from fields(one, (*path, key))
    else:
        yield path


def changed_at(value: Any, path: tuple[Any, ...]) -> Any:
    """A copy of it in which something else stands there."""
    if not path:
        others = {str: lambda: f"{value}x", bool: lambda: not value, int: lambda: value + 1}
        return others.get(type(value), lambda: 7)()
    changed = dict(value) if isinstance(value, dict) else list(value)
    changed[path[0]] = changed_at(value[path[0]], path[1:])
    return changed


def test_every_field_of_what_is_told_beside_the_acts_counts(files: Files) -> None:
    told = json.loads(files["bundle.json"])
    for path in fields(told):
        content = canonical(changed_at(told, path)).encode()
        problems = problems_of(with_sums({**files, "bundle.json": content}))
        assert bool(problems) == (path[0] not in UNSEALED), path


def events_in(files: Files) -> list[Event]:
    return [Event(**json.loads(line)) for line in files["ledger.jsonl"].splitlines()]


def with_events(files: Files, events: list[Event]) -> Files:
    lines = "".join(f"{canonical(vars(one))}\n" for one in events)
    return with_sums({**files, "ledger.jsonl": lines.encode()})


def test_every_field_of_every_act_counts(files: Files) -> None:
    events = events_in(files)
    for place, event in enumerate(events):
        act = json.loads(event.words)
        for path in fields(act):
            words = canonical(changed_at(act, path))
            forged = [*events[:place], Event(event.number, words, event.seal), *events[place + 1 :]]
            problems = problems_of(with_events(files, forged))
            assert any(f"Act {event.number}" in one for one in problems), (act, path)


def without(place: int) -> Callable[[list[Event]], list[Event]]:
    return lambda events: [*events[:place], *events[place:][1:]]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (without(4), "Act 5, "),
        (lambda events: [*events[:6], events[7], events[6], *events[8:]], "Act 7, "),
        (lambda events: [*events[:9], events[8], *events[9:]], "Act 10, "),
        (lambda events: events[:-1], "the last act is not the publication"),
    ],
    ids=["taken out", "exchanged", "added", "cut off"],
)
def test_an_act_more_or_less_is_named(
    files: Files, change: Callable[[list[Event]], list[Event]], sentence: str
) -> None:
    problems = problems_of(with_events(files, change(events_in(files))))
    assert any(sentence in one for one in problems), problems


def test_who_seals_all_anew_is_found_by_the_last_seal(files: Files, tmp_path: Path) -> None:
    events = events_in(files)
    acts = [json.loads(one.words) for one in events]
    acts[0]["at"] = acts[-1]["at"]
    forged = with_events(files, chained(acts))
    assert problems_of(forged) == []
    (tmp_path / "bundle.zip").write_bytes(zipped(forged))
    done = run(tmp_path, "bundle.zip", "--seal", events[-1].seal)
    assert done.returncode == 1
    assert "none of its acts has the seal you gave" in done.stdout


def test_a_seal_that_somebody_wrote_down_on_the_way_is_found_again(
    files: Files, tmp_path: Path
) -> None:
    events = events_in(files)
    (tmp_path / "bundle.zip").write_bytes(zipped(files))
    done = run(tmp_path, "bundle.zip", "--seal", events[2].seal)
    assert done.returncode == 0, done.stdout
    assert "The seal you gave is that of act 3." in done.stdout
    short = run(tmp_path, "bundle.zip", "--seal", events[2].seal[:8])
    assert (short.returncode, "Give all of it" in short.stdout) == (1, True)


def test_a_forged_outcome_is_found_though_all_was_sealed_anew(files: Files) -> None:
    for part, value in (("result", "passed"), ("cast", 2), ("failed", []), ("standing", [])):
        acts = [json.loads(one.words) for one in events_in(files)]
        closed = next(one for one in acts if one["act"] == "closed" and one["round"] == 2)
        closed[part] = value
        problems = problems_of(with_events(files, chained(acts)))
        assert any("the closing of round 2" in one and part in one for one in problems), problems


def test_an_act_of_an_unknown_kind_is_named(files: Files) -> None:
    acts = [json.loads(one.words) for one in events_in(files)]
    unknown = {"act": "blessed", "at": acts[0]["at"], "by": 1}
    problems = problems_of(with_events(files, chained([*acts[:3], unknown, *acts[3:]])))
    assert "Act 4: this script knows no act of the kind “blessed”." in problems


@pytest.mark.parametrize("name", ["charter.md", "versions/2.md", "people.json", SUMS])
def test_a_missing_file_is_named(files: Files, name: str) -> None:
    left = {one: content for one, content in files.items() if one != name}
    assert any(name in one for one in problems_of(left))


def test_an_added_file_is_named_even_with_its_hash(files: Files) -> None:
    more = {**files, "versions/99.md": b"More."}
    assert "The file versions/99.md was added." in problems_of(more)
    assert any("versions/99.md" in one for one in problems_of(with_sums(more)))


def test_a_damaged_zip_is_said_to_be_unreadable(story: Story, tmp_path: Path) -> None:
    whole = bundle(story.database)
    at = whole.index(b"A PUBLISHED CHARTER")
    damaged = [b"", b"no zip", whole[:-30], whole[: len(whole) // 2]]
    damaged += [whole[:at] + b"B" + whole[at + 1 :]]
    for content in damaged:
        (tmp_path / "bundle.zip").write_bytes(content)
        done = run(tmp_path, "bundle.zip")
        assert (done.returncode, done.stderr) == (1, "")
        assert "cannot be read" in done.stdout
    assert "cannot be read" in run(tmp_path, "nowhere.zip").stdout
