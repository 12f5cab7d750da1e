/// The totals of one callgrind output file.
struct CallgrindDump: Hashable {
    /// What the program called this dump: the text after `desc: Trigger: Client Request: `.
    var name: String
    /// Counts by callgrind's own names: `Ir`, `Dr`, `Dw`, `I1mr`, `D1mr`, `D1mw`, `ILmr`, `DLmr`, `DLmw`, `Bc`, `Bcm`, `Bi`, `Bim`.
    var counts: [String: UInt64]

    /// What `counts` calls the calls of `allocators`; callgrind has no such event.
    static let allocations = "allocations"
    /// What allocates memory in a C library.
    static let allocators: Set<String> = [
        "malloc", "calloc", "realloc", "memalign", "posix_memalign", "aligned_alloc", "valloc",
    ]

    /// Reads the `events:` and `totals:` lines (the `summary:` line of a dump that was asked for reads 0); nil when they are missing or do not fit.
    init?(_ text: some StringProtocol) {
        var name: String?
        var events: [Substring] = []
        var totals: [UInt64]?
        var calls = AllocatorCalls()
        for line in text.split(separator: "\n") {
            if let rest = line.rest(after: "desc: Trigger: Client Request: ") {
                name = rest
            } else if let rest = line.rest(after: "events: ") {
                events = Substring(rest).split(separator: " ")
            } else if let rest = line.rest(after: "totals: ") {
                totals = Substring(rest).split(separator: " ").map { UInt64($0) ?? 0 }
            } else {
                calls.read(line)
            }
        }
        // Callgrind leaves out zeros at the end of a line.
        guard let name, let totals, !events.isEmpty, totals.count <= events.count else { return nil }
        self.name = name
        counts = Dictionary(
            zip(events.map(String.init), totals + Array(repeating: 0, count: events.count - totals.count))
        ) { $1 }
        counts[Self.allocations] = calls.count
    }

    /// Counts calls of allocators. A name stands in the file once, with a number that the other lines refer to.
    private struct AllocatorCalls {
        private(set) var count: UInt64 = 0
        private var numbers: Set<Substring> = []
        private var isAllocator = false

        mutating func read(_ line: some StringProtocol) {
            if let function = line.rest(after: "cfn=") {
                isAllocator = isAllocator(Substring(function))
            } else if let function = line.rest(after: "fn=") {
                _ = isAllocator(Substring(function))
            } else if isAllocator, let call = line.rest(after: "calls=") {
                count += UInt64(call.prefix { $0.isNumber }) ?? 0
            }
        }

        /// `(3) malloc` or `(3)`.
        private mutating func isAllocator(_ text: Substring) -> Bool {
            guard let end = text.firstIndex(of: ")") else { return CallgrindDump.allocators.contains(String(text)) }
            let (number, name) = (text[..<end], text[text.index(after: end)...].drop { $0 == " " })
            if CallgrindDump.allocators.contains(String(name)) { numbers.insert(number) }
            return numbers.contains(number)
        }
    }

    subscript(_ event: String) -> UInt64 { counts[event] ?? 0 }

    /// The counts without those of `other`, which did the same without the work.
    func minus(_ other: CallgrindDump) -> CallgrindDump {
        var result = self
        for (event, count) in other.counts { result.counts[event] = self[event] - min(self[event], count) }
        return result
    }
}

extension StringProtocol {
    fileprivate func rest(after prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
}
