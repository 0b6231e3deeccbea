"""A monitor that has nothing but tlog-tiles' addresses and a SHA-256 function reads the whole log,
and finds its checkpoints, proofs and tiles true; across a kill too."""

import base64
import hashlib
import http.client
import json
import signal
import struct

import daemon_process
from daemon_process import PATIENCE_SECONDS, POLICY, DaemonTest

RECORDS = 700


def sha256(data):
    return hashlib.sha256(data).digest()


def tree_hash(leaves):
    """RFC 6962, section 2.1."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"")
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\1" + tree_hash(leaves[:split]) + tree_hash(leaves[split:]))


def root_by_proof(leaf, seq, size, hashes):
    """RFC 9162, section 2.1.3.2."""
    last, root = size - 1, leaf
    for sibling in hashes:
        if seq % 2 or seq == last:
            root = sha256(b"\1" + sibling + root)
            while seq % 2 == 0 and seq:
                seq, last = seq // 2, last // 2
        else:
            root = sha256(b"\1" + root + sibling)
        seq, last = seq // 2, last // 2
    return root if last == 0 else None


class Tiles(DaemonTest):
    def get(self, daemon, path):
        connection = http.client.HTTPConnection("127.0.0.1", daemon.port, timeout=PATIENCE_SECONDS)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            body = answer.read()
            self.assertEqual(answer.status, 200, (path, body))
            return body
        finally:
            connection.close()

    def tell(self, daemon, count):
        lines = [json.dumps({"type": "list", "list": f"dnc-{i}"}) for i in range(count)]
        status, _ = daemon.call(
            "POST", "/v1/records", "\n".join(lines), {"Content-Type": "application/x-ndjson"}
        )
        self.assertEqual(status, 200)

    def checkpoint(self, daemon, size_min):
        """The size and the root of the first one that covers so many entries."""
        while True:
            lines = self.get(daemon, "/v1/log/checkpoint").decode().split("\n")
            if int(lines[1]) >= size_min:
                return int(lines[1]), base64.b64decode(lines[2])

    def tiles(self, daemon, kind, count):
        """Each tile of so many hashes or entries, as its bytes."""
        for index in range((count + 255) // 256):
            width = min(256, count - index * 256)
            partial = f".p/{width}" if width < 256 else ""
            yield self.get(daemon, f"/v1/log/tile/{kind}/{index:03}{partial}")

    def read(self, daemon, size):
        """The hashes of all entries; checks every piece on the way."""
        entries = []
        for bundle in self.tiles(daemon, "entries", size):
            while bundle:
                (length,) = struct.unpack_from(">H", bundle)
                entries.append(bundle[2 : 2 + length])
                bundle = bundle[2 + length :]
        self.assertEqual([json.loads(entry)["seq"] for entry in entries], list(range(size)))
        self.assertEqual(self.get(daemon, f"/v1/log/entries/{size - 1}"), entries[-1])
        leaves = [sha256(b"\0" + entry) for entry in entries]
        self.assertEqual(b"".join(self.tiles(daemon, "0", size)), b"".join(leaves))
        above = [tree_hash(leaves[i : i + 256]) for i in range(0, size - 255, 256)]
        self.assertEqual(b"".join(self.tiles(daemon, "1", len(above))), b"".join(above))
        return leaves

    def check_inclusion(self, daemon, leaves, root):
        size = len(leaves)
        for seq in (0, 255, 256, size // 2, size - 1):
            proof = json.loads(
                self.get(daemon, f"/v1/log/proof/inclusion?seq={seq}&size={size}")
            )
            hashes = [base64.b64decode(text) for text in proof["hashes"]]
            self.assertEqual(root_by_proof(leaves[seq], seq, size, hashes), root)

    def test_a_monitor_finds_the_log_true_across_a_kill(self):
        policies = self.folder / "policy.yaml"
        policies.write_text(POLICY.format(cap=3))
        daemon = self.start(policies)
        self.tell(daemon, RECORDS)
        size, root = self.checkpoint(daemon, RECORDS)
        before = self.read(daemon, size)
        self.assertEqual(tree_hash(before), root)
        self.check_inclusion(daemon, before, root)
        daemon.stop(signal.SIGKILL)

        daemon = self.start(policies)
        self.tell(daemon, RECORDS)
        grown, new_root = self.checkpoint(daemon, size + RECORDS)
        after = self.read(daemon, grown)
        self.assertEqual(after[:size], before)
        self.assertEqual(tree_hash(after), new_root)
        self.check_inclusion(daemon, after, new_root)
        proof = json.loads(
            self.get(daemon, f"/v1/log/proof/consistency?from={size}&to={grown}")
        )
        self.assertEqual(base64.b64decode(proof["from_root"]), root)
        self.assertEqual(base64.b64decode(proof["to_root"]), new_root)


if __name__ == "__main__":
    daemon_process.main()
