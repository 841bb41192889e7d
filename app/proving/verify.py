#!/usr/bin/env python3
"""Checks a published charter: whether all of it is as it was when it was done.

    python3 verify.py                      checks the folder in which this file lies
    python3 verify.py bundle.zip           checks a bundle as it was downloaded, or another folder
    python3 verify.py [...] --seal SEAL    also whether one of its acts bears this seal

It needs Python 3.8 or newer and nothing else, no network either. It says in sentences what it
found, and ends with 0 when all is true, else with 1. README.txt says what that proves. It was
written apart from the program that made the bundle, and shares no line with it.
"""

import hashlib
import json
import os
import re
import sys
import unicodedata
import zipfile
import zlib
from collections import Counter
from datetime import datetime

MAX_BYTES = 512 * 1024 * 1024
SUMS = "SHA256SUMS"
FILES = ("README.txt", "bundle.json", "charter.md", "ledger.jsonl", "people.json", "verify.py")
BROKEN = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError)
SEAL_LETTERS = 64
# What each act says, besides its kind, its moment and the number of the person who did it.
ACTS = {
    "version": "version name occasion sha256 clauses seq",
    "opened": "round version recalls rule quorum deadline voters",
    "ballot": "round ballot voter receipt oral",
    "objection": "ballot clause state answer",
    "closed": "round result cast needed whole clauses failed standing",
    "voided": "round reason",
    "redrafted": "round reason",
    "frozen": "edition title version round reason",
    "published": "edition",
    "reopened": "edition reason",
    "signed": "version organisation country",
    "unsigned": "version",
    "role": "event person change before after",
}
NAMES = {
    "version": "version {version}",
    "opened": "the opening of round {round}",
    "ballot": "the vote in round {round} (ballot {ballot})",
    "objection": "the end of an objection (ballot {ballot})",
    "closed": "the closing of round {round}",
    "voided": "the voiding of round {round}",
    "redrafted": "the return to a draft after round {round}",
    "frozen": "the freezing of edition {edition}",
    "published": "the publication of edition {edition}",
    "reopened": "the reopening after edition {edition}",
    "signed": "a signature under version {version}",
    "unsigned": "a signature taken back under version {version}",
    "role": "a change of what person {person} is in the group",
}
# In which state a document must be for an act, and in which one it is then.
COURSE = {
    "opened": ("drafting", "voting"),
    "ballot": ("voting", "voting"),
    "closed": ("voting", ""),
    "voided": ("voting", "drafting"),
    "redrafted": ("validated", "drafting"),
    "frozen": ("drafting validated", "frozen"),
    "published": ("frozen", "published"),
    "reopened": ("frozen published", "drafting"),
    "signed": ("validated frozen published", ""),
    "unsigned": ("validated frozen published", ""),
}
STANCES = ("agree", "concern", "abstain", "object")
NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3})+(?=[.):\s]|$)|\d{1,3}(?=[.):](?:\s|$)))[.):]?\s*(.*)")


def sha256(text):
    return hashlib.sha256(text if isinstance(text, bytes) else text.encode()).hexdigest()


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def strict(text):
    """A JSON text that is written in the only way there is."""
    value = json.loads(text)
    demand(canonical(value) == text, "it is not written as it was")
    return value


def demand(is_so, otherwise):
    if not is_so:
        raise ValueError(otherwise)


def plain(text):
    """What somebody wrote, on one line and without what a screen would obey."""
    return "".join(one if one.isprintable() else " " for one in str(text))


def members_of(place):
    """Name -> bytes of all that is in a bundle."""
    if os.path.isdir(place):
        found = {}
        for folder, _, names in os.walk(place):
            for name in set(names) - {".DS_Store"}:
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    found[os.path.relpath(path, place).replace(os.sep, "/")] = file.read(MAX_BYTES)
        return found
    with zipfile.ZipFile(place) as archive:
        entries = archive.infolist()
        demand(len({one.filename for one in entries}) == len(entries), "it holds a file twice")
        demand(sum(one.file_size for one in entries) <= MAX_BYTES, "it is too big")
        return {one.filename: archive.read(one) for one in entries}


# Clauses: their hashes, and which of two texts say the same.


def words_of(title):
    """A heading as (its number, the rest of it)."""
    found = NUMBER.match(title)
    return (found.group(1), found.group(2)) if found else ("", title)


def clause_hash(title, text):
    heading = re.match(r"[ \t]*#{1,6}(?=\s|$)[^\n]*\n?", text)
    body = text[heading.end() :] if heading else text
    lines = "\n".join(line.rstrip() for line in body.splitlines())
    body = re.sub(r"\n{3,}", "\n\n", lines).strip("\n")
    title = " ".join(words_of(title)[1].split())
    return sha256(unicodedata.normalize("NFC", f"{title}\n{body}"))


def bare(title):
    return title[len(words_of(title)[0]) :].lstrip(".): ")


def same(before, after):
    """Place of a clause in one text -> place of the one in the other that says the same."""
    found = {}
    under = lambda one: (one["sha256"], [bare(title) for title in one["path"]])  # noqa: E731
    for key in (under, lambda one: one["sha256"]):
        for old, clause in enumerate(before):
            free = (n for n, one in enumerate(after) if n not in found.values())
            new = next((n for n in free if key(after[n]) == key(clause)), None)
            if old not in found and new is not None:
                found[old] = new
    return found


# Votes: how everybody stands, and what follows from it.


def stances(ballots, clauses, ended, kept):
    """Voter -> (stance on the whole or None, {place of a clause: stance}).

    ballots: number -> what it says. ended: the objections that count as abstentions. kept: what
    was said in earlier rounds of the same words.
    """
    last = {said["voter"]: number for number, said in sorted(ballots.items())}
    named = {(said["voter"], int(place)) for said in ballots.values() for place in said["clauses"]}
    found = {}
    for voter in sorted(set(last) | set(kept)):
        said = ballots.get(last.get(voter), {"whole": None, "clauses": {}})
        held, whole = {}, None
        if said["whole"]:
            whole = stance(last[voter], None, said["whole"], ended)
            if said["whole"]["stance"] != "object":
                held = dict.fromkeys(range(clauses), whole)
        earlier = kept.get(voter, {}).items()
        held.update({place: one for place, one in earlier if (voter, place) not in named})
        for place, answer in said["clauses"].items():
            held[int(place)] = stance(last[voter], int(place), answer, ended)
        found[voter] = whole, held
    return found


def stance(ballot, place, answer, ended):
    is_ended = answer["stance"] == "object" and (ballot, place) in ended
    return "abstain" if is_ended else answer["stance"]


def carried(rounds, ended):
    """What all rounds but the last leave to the last. rounds: (clauses, ballots) each."""
    kept = {}
    for (before, ballots), (after, _) in zip(rounds, rounds[1:]):
        places = same(before, after)
        stood = stances(ballots, len(before), ended, kept)
        kept = {
            voter: {places[n]: one for n, one in held.items() if n in places}
            for voter, (_, held) in stood.items()
        }
    return kept


def verdict(rule, count):
    agree, against = count[0] + count[1], count[3]
    if rule == "consent":
        return agree > 0 and against == 0
    if rule == "two_thirds":
        return agree > 0 and 3 * agree >= 2 * (agree + against)
    demand(rule == "majority", "there is no such rule")
    return agree > against


def outcome(rule, quorum, voters, ballots, clauses, ended, kept):
    """What a round decided, as the act of its closing says it."""
    found = stances(ballots, clauses, ended, kept)
    found = {voter: one for voter, one in found.items() if voter in voters}
    whole = [one for one, _ in found.values()]
    on = [[held.get(place) for _, held in found.values()] for place in range(clauses)]
    count, counts = count_of(whole), [count_of(one) for one in on]
    cast = len({said["voter"] for said in ballots.values()} & set(voters))
    needed = -(-quorum[0] * len(voters) // quorum[1])
    quorate = cast >= needed
    failed = [n for n, one in enumerate(counts) if not (quorate and verdict(rule, one))]
    passes = count[3] == 0 if rule == "consent" else verdict(rule, count)
    standing = [[voter, None] for voter, one in zip(found, whole) if one == "object"]
    for place, held in enumerate(on):
        standing += [[voter, place] for voter, one in zip(found, held) if one == "object"]
    result = "inquorate" if not quorate else "passed" if passes and not failed else "failed"
    return {
        "result": result, "cast": cast, "needed": needed, "whole": count, "clauses": counts,
        "failed": failed, "standing": standing,
    }  # fmt: skip


def count_of(held):
    found = Counter(held)
    return [found[one] for one in STANCES]


class Check:
    """Goes through the acts in their order; `problems` and `said` are sentences."""

    def __init__(self, files):
        self.files, self.problems, self.said = files, [], []
        self.state, self.last_seal, self.acts = "drafting", "", []
        self.seals = []
        self.versions, self.rounds, self.ballots, self.objections = {}, {}, {}, {}
        self.editions, self.signatures, self.ended = {}, {}, {}
        self.bundle, self.people, self.clauses, self.contents = {}, {}, {}, {}

    def run(self, seal):
        self._try("The files", self._members)
        self._try("bundle.json", self._bundle)
        self._try("ledger.jsonl", self._chain, seal)
        for number, act in self.acts:
            name = self._name(number, act)
            self._try(name, self._turn, act)
            self._try(name, getattr(self, "_" + act["act"], lambda act: None), act)
        self._try("bundle.json", self._same_as_told)
        self._try("The end", self._edition)

    def _try(self, name, what, *given):
        try:
            what(*given)
        except BROKEN as error:
            self.problems.append(f"{name}: {plain(error) or type(error).__name__}.")

    @staticmethod
    def _name(number, act):
        at = datetime.fromisoformat(act["at"])
        name = NAMES[act["act"]].format(**act)
        return plain(f"Act {number}, {name}, of {at:%d %B %Y, %H:%M}")

    def _members(self):
        sums = {
            name: f"{sha256(data)}  {name}\n" for name, data in self.files.items() if name != SUMS
        }
        written = self.files.get(SUMS, b"").decode(errors="replace")
        listed = {line[66:].rstrip("\n"): line for line in written.splitlines(True)}
        for name in sorted(({SUMS, *FILES} | set(listed)) - set(self.files)):
            self.problems.append(f"The file {plain(name)} is missing.")
        for name in sorted(set(sums) - set(listed)):
            self.problems.append(f"The file {plain(name)} was added.")
        for name in sorted(set(sums) & set(listed)):
            if sums[name] != listed[name]:
                self.problems.append(f"The file {plain(name)} is not as it was written.")
        right = "".join(sums[name] for name in sorted(sums))
        demand(written == right or self.problems, f"{SUMS} is not as it was written")

    def _bundle(self):
        self.people = strict(self.files["people.json"].decode())
        self.bundle = strict(self.files["bundle.json"].decode())
        demand(self.bundle["layout"] == 1, "a newer program wrote it")
        self.clauses = {one["version"]: one["clauses"] for one in self.bundle["versions"]}
        self.contents = {one["ballot"]: one for one in self.bundle["ballots"]}

    def _chain(self, seal):
        lines = self.files["ledger.jsonl"].split(b"\n")
        if lines.pop() != b"":
            self.problems.append(f"Act {len(lines) + 1}: its line does not end as it was written.")
            lines = self.files["ledger.jsonl"].split(b"\n")
        for number, line in enumerate(lines, 1):
            self._try(f"Act {number}", self._read, number, line)
            is_read = bool(self.acts) and self.acts[-1][0] == number
            name = self._name(*self.acts[-1]) if is_read else f"Act {number}"
            self._try(name, self._link, number, line)
        if seal in self.seals:
            self.said.append(f"The seal you gave is that of act {self.seals.index(seal) + 1}.")
        demand(seal in ("", *self.seals), "none of its acts has the seal you gave")

    def _read(self, number, line):
        act = strict(strict(line.decode())["words"])
        demand(act["act"] in ACTS, f"this script knows no act of the kind “{act['act']}”")
        demand(set(act) == {"act", "at", "by", *ACTS[act["act"]].split()}, "it says less or more")
        self._name(number, act)
        self.acts.append((number, act))

    def _link(self, number, line):
        event, before = json.loads(line), self.last_seal or "0" * 64
        self.last_seal = event["seal"]
        self.seals.append(self.last_seal)
        right = sha256(f"{before}\n{number}\n{event['words']}")
        demand(event["number"] == number, "it is not in its place")
        demand(event["seal"] == right, "it is not what was sealed, or another came before it")

    def _turn(self, act):
        before, after = COURSE.get(act["act"], (self.state, ""))
        self.before, self.state = self.state, after or self.state
        demand(self.before in before.split(), "it cannot have been done after the acts before it")

    def _version(self, act):
        number = act["version"]
        self.versions[number] = act
        demand(number == len(self.versions), "a version before it is missing")
        if number not in self.clauses:
            return  # nobody voted on it, and so the bundle does not hold it
        text, clauses = self.files[f"versions/{number}.md"].decode(), self.clauses[number]
        demand(sha256(text) == act["sha256"], "its text is not the one that it had")
        right = sha256(canonical({"clauses": clauses}))
        demand(right == act["clauses"], "its clauses are not those that it had")
        end = 0
        for clause in clauses:
            words, title = text[end : end + clause["length"]], (clause["path"] or [""])[-1]
            demand(clause["start"] == end, "its clauses leave out some of its text")
            demand(clause_hash(title, words) == clause["sha256"], "a clause has another hash")
            end += clause["length"]
        demand(end == len(text), "its clauses are not all of its text")

    def _opened(self, act):
        again = self.rounds.get(act["recalls"])
        voters = {one["key"]: one["person"] for one in act["voters"]}
        self.rounds[act["round"]] = {
            "told": act, "voters": voters, "state": "open", "result": None,
            "deadline": moment(act["deadline"]), "ballots": dict(again["ballots"] if again else {}),
        }  # fmt: skip
        demand(act["round"] == len(self.rounds), "a round before it is missing")
        demand(act["version"] in self.versions, "its version is not there")
        demand(act["version"] in self.clauses, "its text is not in the bundle")
        demand(
            len(voters) == len(act["voters"]) == len(set(voters.values())) > 0, "who has two votes?"
        )
        demand(0 < act["quorum"][0] <= act["quorum"][1], "its quorum is none")
        if act["recalls"] is not None:
            demand(again["result"] == "inquorate", "the round that it recalls was not inquorate")
            for part in ("version", "rule", "quorum", "voters"):
                demand(act[part] == again["told"][part], f"it asks something else ({part})")

    def _ballot(self, act):
        number, round_ = act["ballot"], self.rounds[act["round"]]
        demand(number > max(self.ballots, default=0), "a ballot has a lower number than before")
        self.ballots[number] = act
        demand(act["round"] == max(self.rounds), "its round was over")
        demand(moment(act["at"]) < round_["deadline"], "it came after the deadline")
        demand(act["voter"] in round_["voters"], "who votes has no vote in this round")
        own = act["by"] == round_["voters"][act["voter"]]
        demand(own or act["oral"], "somebody else voted for its voter")
        kept = self.contents[number]
        demand(kept["receipt"] == act["receipt"], "the bundle has another receipt of it")
        demand(kept["round"] == act["round"], "the bundle has it in another round")
        if kept["content"] is None:
            return  # which only those of voided rounds can be
        demand(sha256(kept["content"]) == act["receipt"], "its content is not what was cast")
        said = strict(kept["content"])
        for part in ("round", "voter", "by", "oral"):
            demand(said[part] == act[part], f"its content says something else ({part})")
        demand(moment(said["at"]) == moment(act["at"]), "its content says another moment")
        for place, answer in said["clauses"].items():
            demand(0 <= int(place) < len(self.clauses[round_["told"]["version"]]), "no such clause")
            demand(answer["stance"] in STANCES, "there is no such stance")
        round_["ballots"][number] = said

    def _objection(self, act):
        key, cast = (act["ballot"], act["clause"]), self.ballots[act["ballot"]]
        round_, before = self.rounds[cast["round"]], self.objections.get(key)
        self.objections[key] = act
        demand(before is None or before["state"] == "set_aside", "it had ended before")
        if act["state"] == "set_aside":
            demand(before is None and act["answer"].strip(), "it has no answer")
            demand(round_["told"]["rule"] != "consent", "by consent nothing is set aside")
        else:
            demand(act["state"] in ("withdrawn", "resolved"), "nothing ends like this")
            demand(act["by"] == round_["voters"][cast["voter"]], "somebody else ended it")
            self.ended[key] = moment(act["at"])
        said = round_["ballots"].get(act["ballot"])
        demand(said is None or key in objections_in(act["ballot"], said), "there is none")

    def _closed(self, act):
        round_ = self.rounds[act["round"]]
        told, voters, ballots = round_["told"], round_["voters"], round_["ballots"]
        round_["state"], round_["result"] = "closed", act["result"]
        self.state = "validated" if act["result"] == "passed" else "drafting"
        for number, cast in self.ballots.items():
            is_here = cast["round"] == act["round"]
            demand(not is_here or number in ballots, f"ballot {number} is not whole")
        end = min(round_["deadline"], moment(act["at"]))
        voted = {said["voter"] for said in ballots.values()}
        demand(end == round_["deadline"] or voted == set(voters), "not all had voted yet")
        counted = [one for _, one in sorted(self.rounds.items()) if one["state"] == "closed"]
        recalled = {one["told"]["recalls"] for one in counted}
        texts = [
            (self.clauses[one["told"]["version"]], one["ballots"])
            for one in counted
            if one["told"]["round"] not in recalled
        ]
        ended = {key for key, at in self.ended.items() if at < end}
        clauses, kept = self.clauses[told["version"]], carried(texts, ended)
        right = outcome(told["rule"], told["quorum"], voters, ballots, len(clauses), ended, kept)
        for part, found in right.items():
            demand(act[part] == found, f"the ballots make another outcome ({part})")
        self.said.append(
            f"Round {act['round']}: {act['cast']} of {len(voters)} voted ({act['needed']} needed), "
            f"by the rule “{told['rule']}”. {act['result'].capitalize()}."
        )

    def _voided(self, act):
        self.rounds[act["round"]].update(state="voided", result="voided")
        demand(act["round"] == max(self.rounds), "its round was over")

    def _redrafted(self, act):
        demand(act["round"] == max(self.rounds), "its round is not the last one")

    def _frozen(self, act):
        self.editions[act["edition"]] = act
        demand(act["edition"] == len(self.editions), "an edition before it is missing")
        if self.before != "validated":
            demand(act["round"] is None and act["reason"].strip(), "no round validated it")
            return
        round_ = self.rounds[act["round"]]
        demand(act["round"] == max(self.rounds), "it names another round than the last one")
        right = round_["told"]["version"]
        demand(act["version"] == right, "it is not the text that its round validated")

    def _signed(self, act):
        key = act["version"], act["by"]
        demand(key not in self.signatures, "who signed had signed already")
        self.signatures[key] = act

    def _unsigned(self, act):
        demand(self.signatures.pop((act["version"], act["by"]), None), "it was not there")

    def _same_as_told(self):
        """What the bundle says beside the acts is what they say."""
        parts = "layout document title group edition versions rounds ballots objections signatures"
        demand(set(self.bundle) == set(parts.split()), "it says less or more than it should")
        names = {f"versions/{number}.md" for number in self.clauses}
        for name in sorted(names ^ {one for one in self.files if one.startswith("versions/")}):
            self.problems.append(f"bundle.json and the file {plain(name)} do not agree.")
        demand(list(self.contents) == sorted(self.ballots), "its ballots are not those of the acts")
        edition = self.editions[self.bundle["edition"]]
        demand(edition["title"] == self.bundle["title"], "its title is not the one that was frozen")
        for part, right in (
            ("rounds", [self._round(one) for one in self.rounds.values()]),
            ("objections", self._all_objections()),
            ("signatures", self._signatures(edition["version"])),
        ):
            written = self.bundle[part]
            for place in range(max(len(written), len(right))):
                if written[place : place + 1] != right[place : place + 1]:
                    which = f"number {place + 1} of the {part}"
                    self.problems.append(f"bundle.json tells {which} otherwise than the acts do.")

    def _round(self, one):
        parts = ("round", "version", "recalls", "rule", "quorum", "deadline", "voters")
        told = {part: one["told"][part] for part in parts}
        return dict(told, state=one["state"], result=one["result"])

    def _all_objections(self):
        closed = [one["ballots"] for one in self.rounds.values() if one["state"] == "closed"]
        said = {number: one for ballots in closed for number, one in ballots.items()}
        keys = [key for number, one in sorted(said.items()) for key in objections_in(number, one)]
        nothing = {"state": "open", "answer": "", "at": None}
        return [
            {
                "ballot": key[0], "clause": key[1],
                **{part: self.objections.get(key, nothing)[part] for part in nothing},
            }
            for key in keys
        ]  # fmt: skip

    def _signatures(self, version):
        return [
            {
                "person": one["by"], "organisation": one["organisation"],
                "country": one["country"], "at": one["at"],
            }
            for key, one in self.signatures.items()
            if key[0] == version
        ]  # fmt: skip

    def _edition(self):
        number, last = self.bundle["edition"], self.acts[-1][1]
        is_last = last["act"] == "published" and last["edition"] == number
        demand(is_last, "the last act is not the publication of this edition")
        told = self.editions[number]
        text = self.files["charter.md"]
        is_frozen = sha256(text) == self.versions[told["version"]]["sha256"]
        demand(is_frozen, f"charter.md is not the text that was frozen as edition {number}")
        signed = [self._person(one) for one in self.bundle["signatures"]]
        self.said[:0] = [
            f"{told['title']}, edition {number}, by {self.bundle['group']}",
            f"Its text has the SHA-256 {sha256(text)}",
            f"Validated in round {told['round']}."
            if told["round"] is not None
            else f"Frozen, not validated: {told['reason']}",
        ]
        self.said.append(f"{len(self.acts)} acts, each sealed together with the one before.")
        self.said.append(f"Signed by {len(signed)}: {', '.join(signed) or 'nobody'}")

    def _person(self, signature):
        name = self.people.get(str(signature["person"])) or "a former participant"
        return f"{name} ({signature['organisation']})" if signature["organisation"] else name


def moment(text):
    return datetime.fromisoformat(text)


def objections_in(number, said):
    """What a ballot objects to: (its number, the place of the clause or None)."""
    answers = [
        (None, said["whole"]),
        *((int(one), said["clauses"][one]) for one in said["clauses"]),
    ]
    found = [place for place, answer in answers if answer["stance"] == "object"]
    return [(number, place) for place in sorted(found, key=lambda one: (one is not None, one or 0))]


def main(arguments):
    sys.stdout.reconfigure(errors="backslashreplace")
    seal = ""
    if "--seal" in arguments:
        place = arguments.index("--seal")
        seal = "".join(arguments[place + 1 : place + 2]) or "none"
        del arguments[place : place + 2]
        if len(seal) != SEAL_LETTERS:
            print(f"A seal has {SEAL_LETTERS} letters and figures. Give all of it.")
            return 1
    bundle = arguments[0] if arguments else os.path.dirname(os.path.abspath(__file__))
    try:
        check = Check(members_of(bundle))
    except (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error, *BROKEN) as error:
        print(f"This bundle cannot be read: {plain(error)}.")
        return 1
    check.run(seal)
    for sentence in check.said:
        print(plain(sentence))
    for sentence in check.problems:
        print(f"FALSE: {plain(sentence)}")
    if check.problems:
        print("Not all of it is as it was when it was done.")
        return 1
    print("All of it is as it was sealed. Its last seal, to compare with the published page:")
    print(check.last_seal)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
