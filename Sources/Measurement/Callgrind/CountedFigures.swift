/// The counters that counting under callgrind gives.
enum CountedFigures {
    static let names: Set<String> = [
        "instructions", "branches", "data-accesses", "allocations", "branch-misses", "l1d-misses", "llc-misses",
        "estimated-cycles",
    ]
}
