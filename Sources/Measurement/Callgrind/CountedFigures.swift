/// The counters that counting under callgrind gives.
enum CountedFigures {
    static let names: Set<String> = [
        "instructions", "branches", "data-accesses", "allocations", "peak-bytes", "branch-misses", "l1d-misses",
        "llc-misses",
        "estimated-cycles",
    ]
}
