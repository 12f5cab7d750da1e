import CProbes
internal import SeededRandom
internal import SystemPackage

/// A counted case's use of the C library's allocator. Exact, like callgrind's counts: the same in every run of the same program and library.
struct AllocatorFigures: Hashable {
    /// The case.
    var name: String
    /// Successful allocations in all operations.
    var calls: UInt64
    /// The number of operations counted.
    var operations: Int
    /// The most bytes that one operation held at a time, including those it does not free, as the allocator rounds them.
    var peak: UInt64

    /// Warms up with as many operations, then performs those that callgrind counts too; then one by itself for its peak.
    /// - Returns: nil where allocations cannot be observed.
    init?(counting workload: any Workload, operations: Int, seed: UInt64, name: String) {
        guard probe_allocator_watch() else { return nil }
        self.name = name
        self.operations = operations
        calls = Self.after(operations, of: workload, seed).calls
        peak = operations == 1 ? probe_allocator_peak() : Self.after(1, of: workload, seed).peak
    }

    private static func after(
        _ operations: Int, of workload: any Workload, _ seed: UInt64
    ) -> (calls: UInt64, peak: UInt64) {
        var random = SeededRandom(seed: seed)
        workload.refresh(operations: 2 * operations, random: &random)
        probe_consume(workload.run(0..<operations))
        probe_allocator_zero()
        probe_consume(workload.run(operations..<2 * operations))
        return (probe_allocator_calls(), probe_allocator_peak())
    }
}

extension AllocatorFigures {
    /// Appended to the path of the dumps: the file in which a copy of the process leaves its figures.
    static let suffix = ".allocator"
    private static let head = "allocator: "

    func write(to dumps: String) {
        let line = "\(Self.head)\(name) \(calls) \(operations) \(peak)\n"
        guard
            let file = try? FileDescriptor.open(
                FilePath(dumps + Self.suffix), .writeOnly, options: [.create, .truncate],
                permissions: .ownerReadWrite)
        else { return }
        _ = try? file.closeAfter { try file.writeAll(line.utf8) }
    }

    /// Reads a file that `write` wrote; nil for any other file.
    init?(_ text: String) {
        guard text.hasPrefix(Self.head) else { return nil }
        let fields = text.dropFirst(Self.head.count).split(whereSeparator: \.isWhitespace)
        guard fields.count == 4, let calls = UInt64(fields[1]), let operations = Int(fields[2]), operations > 0,
            let peak = UInt64(fields[3])
        else { return nil }
        self.init(name: String(fields[0]), calls: calls, operations: operations, peak: peak)
    }

    init(name: String, calls: UInt64, operations: Int, peak: UInt64) {
        self.name = name
        self.calls = calls
        self.operations = operations
        self.peak = peak
    }

    /// Per operation.
    var figures: [CounterFigure] {
        [
            CounterFigure(counter: "allocations", value: Double(calls) / Double(operations), ofAllocator: "calls"),
            CounterFigure(counter: "peak-bytes", value: Double(peak), ofAllocator: "bytes"),
        ]
    }
}
