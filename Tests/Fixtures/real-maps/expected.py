#!/usr/bin/env python3
"""Computes what the reader and Linux's construction must give for datasets/real, independently of the project's code.

    python3 Tests/Fixtures/real-maps/expected.py > Tests/Fixtures/real-maps/expected.json
    python3 Tests/Fixtures/real-maps/expected.py index > datasets/real/INDEX.md

It knows only the wordings that occur in those logs, reads them with regular expressions, and computes memory (also a second time from the
firmware map alone), TDMRs, holes and PAMT sizes in the slowest obvious way. Addresses are byte addresses, ranges half-open.
"""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3] / "datasets" / "real"
GIB = 1 << 30
PAGE = 4096
HEX = r"0x([0-9a-f]+)"


def lines(path):
    for line in path.read_text(errors="replace").splitlines():
        yield line


def matches(path, pattern):
    expression = re.compile(pattern)
    return [m for m in map(expression.search, lines(path)) if m]


def number(text):
    return int(text, 16)


def firmware(path, who):
    """Entries of the map printed by `who`, as (start, end, type)."""
    found = matches(path, r"(?:^|[\s\]])%s: \[mem %s-%s\]\s+(.*?)\s*$" % (who, HEX, HEX))
    return [(number(m[1]), number(m[2]) + 1, m[3]) for m in found]


def srat(path):
    found = matches(path, r"SRAT: Node (\d+) PXM \d+ \[mem %s-%s\](.*)$" % (HEX, HEX))
    return [(number(m[2]), number(m[3]) + 1, int(m[1]), "hotplug" in m[4]) for m in found]


def node_ranges(path):
    found = matches(path, r"node\s+(\d+): \[mem %s-%s\]" % (HEX, HEX))
    return sorted((number(m[2]), number(m[3]) + 1, int(m[1])) for m in found)


def usable(entries):
    """Usable memory, a page at a time being too slow: by borders. The highest type wins; reserved kinds are all above RAM."""
    ram = [(s, e) for s, e, t in entries if t in ("usable", "System RAM")]
    other = [(s, e) for s, e, t in entries if t not in ("usable", "System RAM")]
    borders = sorted({x for s, e in ram + other for x in (s, e)})
    pieces = []
    for low, high in zip(borders, borders[1:]):
        if any(s <= low < e for s, e in ram) and not any(s <= low < e for s, e in other):
            if pieces and pieces[-1][1] == low:
                pieces[-1][1] = high
            else:
                pieces.append([low, high])
    return pieces


def split(pieces, affinity):
    borders = sorted({x for s, e, _, _ in affinity for x in (s, e)})
    regions = []
    for start, end in pieces:
        cuts = [start] + [b for b in borders if start < b < end] + [end]
        for low, high in zip(cuts, cuts[1:]):
            owners = [r for r in affinity if r[0] <= low < r[1]]
            owners.sort(key=lambda r: r[3])  # stable: hotplug last, else the order of the lines
            node = owners[0][2] if owners else 0
            low, high = (low + PAGE - 1) // PAGE * PAGE, high // PAGE * PAGE
            if low >= high:
                continue
            if regions and regions[-1][1] == low and regions[-1][2] == node:
                regions[-1][1] = high
            else:
                regions.append([low, high, node])
    return regions


def from_firmware(path):
    user = firmware(path, "user")
    return split(usable(user or firmware(path, "BIOS-e820")), srat(path))


def memlist(regions):
    clamped = [(max(s, 1 << 20), e, n) for s, e, n in regions]
    return [(s, e, n) for s, e, n in clamped if s < e]


def cover(entries):
    tdmrs = []
    for start, end, _ in entries:
        start, end = start // GIB * GIB, (end + GIB - 1) // GIB * GIB
        if tdmrs:
            if end <= tdmrs[-1][1]:
                continue
            start = max(start, tdmrs[-1][1])
        tdmrs.append((start, end))
    return tdmrs


def holes(tdmr, entries):
    """Gaps of one TDMR that no entry covers, counted border by border."""
    base, top = tdmr
    borders = sorted({base, top} | {x for s, e, _ in entries for x in (s, e) if base < x < top})
    count, inside = 0, False
    for low in borders[:-1]:
        covered = any(s <= low < e for s, e, _ in entries)
        if not covered and not inside:
            count += 1
        inside = not covered
    return count


def pamt(tdmr):
    granules = (tdmr[1] - tdmr[0]) // GIB
    up = lambda n: (n + PAGE - 1) // PAGE * PAGE
    return up(granules * 262144 * 16) + up(granules * 512 * 16) + up(granules * 16)


def stand_in(cmrs):
    regions, node = [], None
    for start, end in cmrs:
        if start >= 4 * GIB:
            node = 0 if node is None else node + 1
        regions.append((start, end, node or 0))
    return regions


def expected(path):
    cmrs = [[number(m[1]), number(m[2])] for m in matches(path, r"CMR: \[%s, %s\)" % (HEX, HEX))]
    listed = node_ranges(path)
    computed = from_firmware(path)
    regions = listed or computed or stand_in(cmrs)
    entries = memlist(regions)
    tdmrs = cover(entries)
    result = {
        "source": "node-ranges" if listed else "firmware" if computed else "cmrs" if cmrs else None,
        "memory": [[hex(s), hex(e), n] for s, e, n in regions],
        "cmrs": [[hex(s), hex(e)] for s, e in cmrs] or None,
        "hotplug": [[hex(s), hex(e), n] for s, e, n, h in srat(path) if h],
        "tdmrs": len(tdmrs),
        "worst_holes": max((holes(t, entries) for t in tdmrs), default=0),
        "pamt_kib": sum(map(pamt, tdmrs)) // 1024,
    }
    for m in matches(path, r"KeyID range \[(\d+), (\d+)\)"):
        result["keyids"] = [int(m[1]) - 1, int(m[2]) - int(m[1])]
    for m in matches(path, r"Brought up \d+ nodes?, (\d+) CPU"):
        result["lps"] = int(m[1])
    for m in matches(path, r"(\d+) KBs? allocated for PAMT"):
        result["pamt_kib_in_log"] = int(m[1])
    if listed and computed:
        above = lambda regions: [list(r) for r in memlist(regions)]
        result["firmware_map_gives_the_same"] = above(listed) == above(computed)
        result["firmware_map_without_user_gives_the_same"] = above(listed) == above(split(usable(firmware(path, "BIOS-e820")), srat(path)))
    return result


def index(table):
    print("# Public logs of real machines")
    print()
    print("Excerpts (address ranges and identification) of public logs; `meta.json` says where each comes from. Written by")
    print("`Tests/Fixtures/real-maps/expected.py index`. TDMRs, holes of the worst TDMR and PAMT are Linux's, as that script computes them.")
    print()
    print("| log | machine | class | memory from | e820 entries | regions | nodes | GiB | CMRs | TDMRs | worst holes | PAMT KiB |")
    print("|---|---|---|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for name, facts in table.items():
        meta = json.loads((ROOT / name / "meta.json").read_text())
        size = sum(int(e, 16) - int(s, 16) for s, e, _ in facts["memory"]) / GIB
        has = bool(facts["memory"])
        columns = [
            f"`{name}`", meta.get("machine") or meta.get("cpu") or "", meta["klass"], facts["source"] or "none",
            len(firmware(ROOT / name / "dmesg.txt", "BIOS-e820")) or "", len(facts["memory"]) or "",
            len({n for _, _, n in facts["memory"]}) or "", f"{size:.1f}" if has else "", len(facts["cmrs"] or []) or "",
            facts["tdmrs"] if has else "", facts["worst_holes"] if has else "", facts["pamt_kib"] if has else "",
        ]
        print("| " + " | ".join(str(c).replace("|", "/") for c in columns) + " |")


if __name__ == "__main__":
    everything = {path.parent.name: expected(path) for path in sorted(ROOT.glob("*/dmesg.txt"))}
    if sys.argv[1:] == ["index"]:
        index(everything)
    else:
        json.dump(everything, sys.stdout, indent=1)
        print()
