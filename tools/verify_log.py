#!/usr/bin/env python3
"""Checks an export of a Tact ledger, or a receipt, with nothing but Python's standard library.

    python3 verify_log.py ledger.ndjson --key 'acme.example/tact+0b1c2d3e+AbmJ...'
    python3 verify_log.py 182736.tlog-proof --key 'acme.example/tact+0b1c2d3e+AbmJ...'

An export is three files, as `tact log export ledger.ndjson` writes them:
    ledger.ndjson             the entries, one a line; the line's bytes are what is hashed
    ledger.ndjson.checkpoint  how many there are, and the root of their Merkle tree (RFC 6962),
                              signed with Ed25519 (C2SP signed-note, tlog-checkpoint)
    ledger.ndjson.hashes      the hash of each: needed to say *which* entry was tampered with, and
                              where some were dropped; believed only if the root covers it
An empty line is an entry that its owner dropped, once it was old enough: its hash is in .hashes, a
later entry of type "retention" covers it, and there are as many of them as those entries say.
A receipt (C2SP tlog-proof) is one file: an entry, the way from it to the root, the checkpoint.
The key must have reached you by another way than the files: without it they can only be seen to
agree with each other.
Exit codes: 0 all is as it was signed, 1 a file cannot be read, 2 bad arguments, 5 it is not as it
was signed: the first difference is named. `tact log verify` says the same.
"""

import argparse
import base64
import collections
import functools
import hashlib
import json
import os
import pathlib
import re
import sys

FINE, TROUBLE, USAGE, DAMAGED = 0, 1, 2, 5
RECEIPT = b"c2sp.org/tlog-proof@v1\n"
Checkpoint = collections.namedtuple("Checkpoint", "origin size root")


class Damage(Exception):
    """What is not as it was signed: in which file, of which kind, at which entry."""

    def __init__(self, file, kind, first, why, last=None):
        self.file, self.kind, self.first, self.why = file, kind, first, why
        self.last = first if last is None else last


# ---- Ed25519 (RFC 8032, section 5.1), verification only ----------------------------------------
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)


def ed25519_point(encoded):
    """The curve's point (X, Y, Z, T), or None: 255 bits of y, and one that says which x."""
    y = int.from_bytes(encoded, "little")
    odd, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square:
        x = x * ROOT_OF_MINUS_1 % P
    if x * x % P != square or (x == 0 and odd):
        return None
    return (x if x & 1 == odd else P - x, y, 1, (x if x & 1 == odd else P - x) * y % P)


def ed25519_add(one, other):
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def ed25519_times(factor, point):
    total = (0, 1, 1, 0)
    while factor > 0:
        if factor & 1:
            total = ed25519_add(total, point)
        point = ed25519_add(point, point)
        factor >>= 1
    return total


BASE = ed25519_point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def ed25519_verify(key, message, signature):
    """Whether s × base = r + h × key."""
    if len(key) != 32 or len(signature) != 64:
        return False
    point, r = ed25519_point(key), ed25519_point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if point is None or r is None or s >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    h = int.from_bytes(digest, "little") % ORDER
    left, right = ed25519_times(s, BASE), ed25519_add(r, ed25519_times(h, point))
    same_x = (left[0] * right[2] - right[0] * left[2]) % P == 0
    return same_x and (left[1] * right[2] - right[1] * left[2]) % P == 0


# ---- signed notes and checkpoints (C2SP) -------------------------------------------------------
def from_base64(text):
    """The bytes, or None unless `text` is the one way to write them."""
    try:
        decoded = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    return decoded if base64.b64encode(decoded) == text.encode() else None


class Key:
    """NAME+ID+KEY: a log's (type 1), or a witness's (type 4)."""

    def __init__(self, text):
        parts = text.strip().split("+", 2)
        raw = from_base64(parts[2]) if len(parts) == 3 else None
        if not parts[0] or raw is None or len(raw) != 33 or raw[0] not in (1, 4):
            raise ValueError(f"`{text}` is no key: it must be NAME+ID+KEY")
        self.text, self.name, self.type, self.bytes = text.strip(), parts[0], raw[0], raw[1:]
        self.id = hashlib.sha256(self.name.encode() + b"\n" + raw).digest()[:4]
        if self.id.hex() != parts[1]:
            raise ValueError(f"`{text}` is no key: its id does not belong to it")

    def verifies(self, message, signature):
        if self.type == 4:  # a witness signs the time as well
            seconds = int.from_bytes(signature[:8], "big")
            message, signature = b"cosignature/v1\ntime %d\n" % seconds + message, signature[8:]
        return ed25519_verify(self.bytes, message, signature)


def read_checkpoint(note, keys):
    """What a signed note says, once a key of its origin's name is known to have signed it."""

    def broken(why):
        return Damage("checkpoint", "altered", None, "the checkpoint " + why)

    text = note.decode("utf-8", "replace")
    gap, controls = text.rfind("\n\n"), re.search(r"[\x00-\x09\x0b-\x1f]", text)
    if text.encode() != note or gap < 0 or not text.endswith("\n") or controls:
        raise broken("is not a text, an empty line, and lines of signatures")
    body, signed_by = text[: gap + 1], []
    lines = text[gap + 2 :].split("\n")[:-1]
    for line in lines:
        match = re.fullmatch("\u2014 ([^\\s+]+) ([^ ]+)", line)
        signature = match and from_base64(match[2])
        if not signature or len(signature) <= 4:
            raise broken("has a line of signatures that is none")
        for key in keys:
            if (key.name, key.id) != (match[1], signature[:4]):
                continue
            if not key.verifies(body.encode(), signature[4:]):
                raise broken(f"is not what `{key.name}` signed: it was altered, or forged")
            signed_by.append(key)
    match = re.fullmatch(r"([!-*,-~]+)\n(0|[1-9][0-9]{0,19})\n([^\n]+)\n", body)
    root = match and from_base64(match[3])
    if not root or len(root) != 32:
        raise broken("is not an origin, a size and a root")
    if not any(key.type == 1 and key.name == match[1] for key in signed_by):
        raise broken("is not signed with a key that is trusted here")
    return Checkpoint(match[1], int(match[2]), root)


# ---- the Merkle tree (RFC 6962, section 2.1) ---------------------------------------------------
def leaf_hash(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


class Tree:
    """Grows leaf by leaf; keeps only the roots of the complete subtrees, the largest first."""

    def __init__(self):
        self.size, self.subtrees = 0, []

    def append(self, leaf):
        carry = self.size
        while carry & 1:
            leaf = node_hash(self.subtrees.pop(), leaf)
            carry >>= 1
        self.subtrees.append(leaf)
        self.size += 1

    def root(self):
        if not self.subtrees:
            return hashlib.sha256(b"").digest()
        root = self.subtrees[-1]
        for left in reversed(self.subtrees[:-1]):
            root = node_hash(left, root)
        return root


def root_by_path(leaf, index, size, path):
    """The root that an inclusion proof leads to (RFC 9162, 2.1.3.2), or None where it is none."""
    if index >= size:
        return None
    fn, sn, root = index, size - 1, leaf
    for hash_ in path:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            root = node_hash(hash_, root)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            root = node_hash(root, hash_)
        fn, sn = fn >> 1, sn >> 1
    return root if sn == 0 else None


# ---- where it differs --------------------------------------------------------------------------
class Lines:
    """A file's lines by what they stand for: `token` makes of a line the hash that it is or has."""

    def __init__(self, file, token):
        lines = file.readlines()
        self.is_ended = not lines or lines[-1].endswith(b"\n")
        self.texts = [line.removesuffix(b"\n") for line in lines]
        self.token, self.tokens = token, [token(text) for text in self.texts]
        self.dropped = [token is leaf_hash and not text for text in self.texts]


def stated_number(line):
    """What a line calls itself. Quotes inside of texts are escaped, so there is one such place."""
    match = re.search(rb'"seq":(0|[1-9][0-9]{0,18})[,}]', line)
    return match and int(match[1])


def with_number(line, number):
    return re.sub(rb'"seq":[0-9]+([,}])', rb'"seq":%d\1' % number, line, count=1)


def of_entry(file, first, kind, at, why):
    return Damage(file, kind, first + at, f"entry {first + at} {why}")


def find_by_hashes(file, lines, true, first):
    """The first difference between the lines and the hashes that the signed root covers: the
    simplest change that explains it. `true[0]` is the hash of entry `first`."""
    found, dropped, surplus = lines.tokens, lines.dropped, len(lines.tokens) - len(true)
    standing = set(found)

    def fits(i):  # an empty line stands for the entry of its place, if that is nowhere else
        return found[i] == true[i] or (dropped[i] and true[i] not in standing)

    place = {hash_: i for i, hash_ in enumerate(true)}
    both = min(len(found), len(true))
    i = next((i for i in range(both) if not fits(i)), both)
    damage = functools.partial(of_entry, file, first)
    if i == len(found):
        if not lines.is_ended:
            return damage("cut off", i - 1, "was cut off: its line has no end")
        return damage("cut off", i, f"and all after it were cut off: {len(true) - i} of them")
    here = place.get(found[i])
    if here is None and i == len(found) - 1 and i < len(true) and not lines.is_ended:
        if lines.token(lines.texts[i][:-1]) == true[i]:
            return damage("altered", i, "was altered: its line's end")
        return damage("cut off", i, "was cut off in the middle of its line")
    if i == len(true):
        if here is None:
            return damage("added", i, "was added after the last one that was signed")
        return damage("duplicated", here, f"stands a second time at line {i + 1}")
    later = set(found[i + 1 :])
    if dropped[i] and surplus == 0:
        return damage("reordered", i, "was reordered: an empty line in its place")
    if here is None and (true[i] in later or (surplus > 0 and dropped[i + surplus])):
        return damage("added", i, f"was added at line {i + 1}: the true one comes later")
    if here is None:
        renumbered = of_renumbered(damage, lines, true, first, i)
        return renumbered or damage("altered", i, f"was altered, at line {i + 1}")
    # None of a dropped one comes later: the number of lines tells whether one was put in.
    is_missing = true[i] not in later and not (any(dropped) and surplus > 0)
    is_twice = here < i or found[i] in later
    goes_on = fits(i + 1) if i + 1 < both else i + 1 == len(found) == len(true)
    if is_twice and is_missing and goes_on:
        return damage("altered", i, f"was altered: a copy of entry {first + here} in its place")
    if is_twice and not (is_missing and here > i):
        return damage("duplicated", here, f"stands twice, once too often at line {i + 1}")
    if not is_missing or (surplus == 0 and dropped[here]):
        return damage("reordered", i, f"was reordered: entry {first + here} in its place")
    return damage("removed", i, f"was removed: line {i + 1} is entry {first + here}")


def of_renumbered(damage, lines, true, first, i):
    """A forger who takes a line out, or puts one in, may give those after it new numbers."""
    shift = len(true) - len(lines.texts)
    if shift > 0 and i + shift < len(true):
        moved = lines.token(with_number(lines.texts[i], first + i + shift))
        if moved == true[i + shift]:
            return damage("removed", i, "was removed, and the numbers after it were changed")
    if shift < 0 and i - shift < len(lines.texts):
        moved = lines.token(with_number(lines.texts[i - shift], first + i))
        if moved == true[i]:
            return damage("added", i, "was added, and the numbers after it were changed")


def find_by_numbers(lines, size, known_good):
    """The same without hashes: only what lines call themselves can tell."""
    numbers = [stated_number(text) for text in lines.texts]
    count = len(numbers)
    i = next((i for i, number in enumerate(numbers) if number != i), count)
    damage = functools.partial(of_entry, "entries", 0)
    if i == count:
        if count < size:
            at = count if lines.is_ended else count - 1
            return damage("cut off", at, f"and all after it were cut off: {size - at} of them")
        if count > size:
            return damage("added", size, "was added after the last one that was signed")
        if not lines.is_ended:
            return damage("cut off", count - 1, "was cut off: its line has no end")
        why = f"entries were altered, somewhere from {known_good} to {size - 1}; "
        why += "which of them only hashes can tell: export again, or ask for FILE.hashes"
        return Damage("entries", "altered", known_good, why, size - 1)
    here, later = numbers[i], set(numbers[i + 1 :])
    if i == count - 1 and not lines.is_ended and i < size and here is None:
        return damage("cut off", i, "was cut off in the middle of its line")
    if i >= size and (here is None or here >= i):
        return damage("added", i, "was added after the last one that was signed")
    if here is None and i in later:
        return damage("added", i, f"was added at line {i + 1}: the true one comes later")
    if here is None:
        return damage("altered", i, f"was altered, at line {i + 1}")
    goes_on = numbers[i + 1] == i + 1 if i + 1 < count else count == size
    if i < size and goes_on and i not in later:
        return damage("altered", i, f"was altered: it calls itself {here}")
    if here < i or here in later:
        twin = here if here < i else numbers.index(here, i + 1)
        if lines.tokens[twin] == lines.tokens[i]:
            return damage("duplicated", here, f"stands twice, once too often at line {i + 1}")
        at = here if here == i - 1 else i  # a forged one in front of the true one, most likely
        a, b = sorted((twin + 1, i + 1))
        return damage("added", at, f"was added: lines {a} and {b} call themselves {here}")
    if i in later:
        return damage("reordered", i, f"was reordered: entry {here} in its place")
    return damage("removed", i, f"was removed: line {i + 1} is entry {here}")


# ---- exports -----------------------------------------------------------------------------------
def hash_of_line(line):
    """The hash that a line of FILE.hashes is; of anything else something that is no entry's."""
    if re.fullmatch(rb"[0-9a-f]{64}", line):
        return bytes.fromhex(line.decode())
    return hashlib.sha256(b"not a hash: " + line).digest()


Mark = collections.namedtuple("Mark", "seq before first dropped")


def retention_in(line):
    """What a `retention` entry says, or None: so many of those before `first` were dropped."""
    try:
        entry = json.loads(line) if b'"type":"retention"' in line else {}
        numbers = (int(entry[name]) for name in ("seq", "first", "dropped"))
        mark = Mark(next(numbers), str(entry["before"]), *numbers)
        return mark if entry["type"] == "retention" and mark.first <= mark.seq else None
    except (ValueError, KeyError, TypeError):
        return None


class Dropped:
    """What was dropped, as the lines from entry `first` on show it. `hashes`: of the same entries,
    or None."""

    def __init__(self, first, hashes):
        self.first, self.hashes, self.seq = first, hashes, first
        self.count, self.last, self.marks = 0, 0, []

    def leaf_of(self, line):
        """The hash of the line's entry; of an empty line the one that was kept."""
        kept = self.hashes.readline() if self.hashes else b""
        seq, self.seq = self.seq, self.seq + 1
        if line:
            mark = retention_in(line)
            self.marks += [mark] if mark else []
            return leaf_hash(line)
        self.count, self.last = self.count + 1, seq
        return hash_of_line(kept[:-1]) if kept else leaf_hash(line)

    def check(self, entries):
        """Raises Damage unless a later entry covers each, and they are as many as was said."""
        covered = max((mark.first for mark in self.marks), default=0)
        said = sum(mark.dropped for mark in self.marks)
        if self.count > 0 and self.last >= covered:
            entries.seek(0)
            empty = (seq for seq, line in enumerate(entries, self.first) if line == b"\n")
            gone = [seq for seq in empty if seq >= covered]
            why = f"{len(gone)} entries, from {gone[0]} to {gone[-1]}, were"
            why = f"entry {gone[0]} was" if len(gone) == 1 else why
            why += " removed: dropped without a retention entry that says so"
            raise Damage("entries", "removed", gone[0], why, gone[-1])
        if self.count > said or (self.count < said and self.first == 0):
            why = f"dropped before entry {covered}: {self.count}, the log says {said}"
            kind = "removed" if self.count > said else "added"
            raise Damage("entries", kind, 0, why, max(covered - 1, 0))


def grow(tree, file, token, older=None):
    """Appends the lines. Whether the last one has an end; the root of the first `older` ones."""
    is_ended, old_root = True, tree.root() if older == tree.size else None
    for line in file:
        is_ended = line.endswith(b"\n")
        tree.append(token(line.removesuffix(b"\n")))
        if tree.size == older:
            old_root = tree.root()
    return is_ended, old_root


def check_export(entries, hashes, checkpoint, since=None, first=0):
    """What was dropped; raises Damage unless the lines are the entries from `first` on that the
    checkpoint signs.
    `entries` and `hashes` (or None) are files, open for reading bytes; `since` is an older
    checkpoint. Two passes: one in constant memory, one more to name what differs."""
    size, root, covered = checkpoint.size, checkpoint.root, False
    if hashes is not None:
        tree = Tree()
        ended, _ = grow(tree, hashes, hash_of_line)
        covered = ended and tree.size == size and tree.root() == root
        hashes.seek(0)
    if first > 0 and not covered:
        why = f"entries before {first} are not in the file, "
        why += "and its hashes do not fit the checkpoint"
        raise Damage("hashes", "altered", 0, why, size - 1)
    tree = Tree()
    for _ in range(first):
        tree.append(hash_of_line(hashes.readline()[:-1]))
    dropped = Dropped(first, hashes if covered else None)
    ended, old_root = grow(tree, entries, dropped.leaf_of, since.size if since else None)
    entries.seek(0)
    is_prefix = since is not None and since.size > 0 and old_root == since.root
    if not (ended and tree.size == size and tree.root() == root):
        lines = Lines(entries, leaf_hash)
        if covered:
            hashes.seek(0)
            true = Lines(hashes, hash_of_line).tokens[first:]
            damage = find_by_hashes("entries", lines, true, first)
            # Empty lines do not say which entries they were: any of them may be the missing one.
            while damage.kind == "removed" and lines.dropped[: damage.first - first][-1:] == [True]:
                damage.first -= 1
            if damage.first < damage.last:
                damage.why += f", after dropped ones: it may have been any from {damage.first}"
            raise damage
        damage = find_by_numbers(lines, size, since.size if is_prefix else 0)
        if any(lines.dropped):
            why = "some lines are empty: whether their entries were dropped or removed only hashes "
            why += "that fit the checkpoint can tell: export again, or ask for FILE.hashes"
            damage = Damage("hashes", "altered", 0, why, max(size - 1, 0))
        if hashes is not None:
            damage.why += "; FILE.hashes does not fit the checkpoint and was not used"
        raise damage
    if hashes is not None and not covered:
        hashes.seek(0)
        true = Lines(entries, leaf_hash).tokens
        damage = find_by_hashes("hashes", Lines(hashes, hash_of_line), true, 0)
        damage.why = "the entries are whole, FILE.hashes is not: of it, " + damage.why
        raise damage
    dropped.check(entries)
    if since is not None and since.size > 0 and not is_prefix:
        if since.size > size:
            why = f"the older checkpoint is of {since.size} entries, this one of {size} only"
            raise Damage("entries", "cut off", size, why)
        why = f"the first {since.size} entries are not those that the older checkpoint signs"
        raise Damage("entries", "altered", 0, why, since.size - 1)
    return dropped


def check_receipt(receipt, keys):
    """(entry, number, checkpoint) of a receipt that holds; raises Damage otherwise."""

    def broken(why):
        return Damage("receipt", "altered", None, "the receipt " + why)

    head, gap, note = receipt.partition(b"\n\n")
    lines = head.decode("utf-8", "replace").split("\n")
    if not gap or len(lines) < 3 or lines[0].encode() + b"\n" != RECEIPT:
        raise broken("is not a first line, an entry, its number, hashes and a checkpoint")
    entry = from_base64(lines[1][6:]) if lines[1].startswith("extra ") else None
    match = re.fullmatch(r"index (0|[1-9][0-9]{0,18})", lines[2])
    path = [from_base64(line) for line in lines[3:]]
    if entry is None or not match or len(path) > 64 or any(len(one or b"") != 32 for one in path):
        raise broken("is not a first line, an entry, its number, hashes and a checkpoint")
    index, checkpoint = int(match[1]), read_checkpoint(note, keys)
    if root_by_path(leaf_hash(entry), index, checkpoint.size, path) != checkpoint.root:
        raise broken(f"does not hold: the entry, its number {index} or the proof was altered")
    if stated_number(entry) != index:
        raise broken(f"holds an entry that calls itself other than {index}: the ledger is wrong")
    return entry, index, checkpoint


# ---- the program -------------------------------------------------------------------------------
def keys_in(path):
    """The keys that the export itself records: they say who claims to have made it, no more."""
    keys = []
    with open(path, "rb") as file:
        for line in file:
            if b'"type":"key"' in line:
                try:
                    keys.append(Key(json.loads(line)["key"]))
                except (ValueError, KeyError, TypeError, AttributeError):
                    pass  # What is wrong with it, the tree will tell.
    return keys


def verify_receipt(options, keys):
    if not keys:
        raise ValueError("a receipt needs the log's key: give --key")
    entry, index, signed = check_receipt(pathlib.Path(options.file).read_bytes(), keys)
    said = f"the receipt holds: entry {index} of the {signed.size} of {signed.origin}\n"
    return said + entry.decode("utf-8", "replace"), {}


def verify_export(options, keys):
    note = options.checkpoint or options.file + ".checkpoint"
    hashes = options.hashes or options.file + ".hashes"
    trusted = keys or keys_in(options.file)
    if not trusted:
        raise ValueError("the export records no key of its own: give --key")
    checkpoint = read_checkpoint(pathlib.Path(note).read_bytes(), trusted)
    older = options.since and pathlib.Path(options.since).read_bytes()
    since = read_checkpoint(older, trusted) if older else None
    if since and since.origin != checkpoint.origin:
        raise Damage("checkpoint", "altered", None, "the older checkpoint is of another log")
    has_hashes = options.hashes or pathlib.Path(hashes).exists()
    with open(options.file, "rb") as entries, open(hashes if has_hashes else os.devnull, "rb") as h:
        given = h if has_hashes else None
        dropped = check_export(entries, given, checkpoint, since, options.from_seq)
    count = checkpoint.size - options.from_seq
    where = f", {options.from_seq} to {checkpoint.size - 1}" if count > 0 else ""
    said = f"intact: {count} entries{where}, as {checkpoint.origin} signed them"
    told = {}
    if dropped.count > 0:
        told = {"dropped": dropped.count, "dropped_last": dropped.last}
        told["retention"] = [mark._asdict() for mark in dropped.marks]
        said += "\n{dropped} of them were dropped, the last one {dropped_last}; ".format(**told)
        said += "the log says so:"
        for mark in told["retention"]:
            said += "\n  entry {seq}: {dropped} from before {before}".format(**mark)
    if since:
        said += f"\nnothing before entry {since.size} changed since the older checkpoint"
    if not keys:
        said += "\nno --key was given: this is the key that the export itself names, compare it"
        said += "\n  " + trusted[-1].text
    return said, told


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", metavar="FILE", help="an export or a receipt")
    parser.add_argument("--key", action="append", default=[], help="a key to trust; repeatable")
    parser.add_argument("--checkpoint", metavar="NOTE", help="FILE.checkpoint by default")
    parser.add_argument("--hashes", help="FILE.hashes by default, where there is one")
    parser.add_argument("--since", metavar="NOTE", help="an older checkpoint to compare with")
    parser.add_argument("--from-seq", type=int, default=0, help="FILE begins with this entry")
    parser.add_argument("--json", action="store_true", help="for machines")
    options = parser.parse_args()
    try:
        keys = [Key(text) for text in options.key]
        with open(options.file, "rb") as file:
            is_receipt = file.read(len(RECEIPT)) == RECEIPT
        verify = verify_receipt if is_receipt else verify_export
        said, more = verify(options, keys)
    except ValueError as mistake:
        print(f"verify_log: {mistake}", file=sys.stderr)
        return USAGE
    except OSError as mistake:
        print(f"verify_log: cannot read `{mistake.filename}`: {mistake.strerror}", file=sys.stderr)
        return TROUBLE
    except Damage as damage:
        told = {"intact": False, "file": damage.file, "kind": damage.kind, "seq": damage.first}
        told.update(seq_last=damage.last, message=damage.why)
        told = {name: value for name, value in told.items() if value is not None}
        print(json.dumps(told) if options.json else f"{damage.kind}: {damage.why}")
        return DAMAGED
    print(json.dumps({"intact": True, **more}) if options.json else said)
    return FINE


if __name__ == "__main__":
    sys.exit(main())
