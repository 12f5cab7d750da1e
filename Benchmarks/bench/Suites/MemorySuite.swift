import CLookupKernels
import Measurement
import SeededRandom

/// What the machine itself allows: one cache line per operation, fetched in four ways. The floor under every lookup, and the example for writing a suite.
///
/// A suite is: a registry of contenders (one line each), the datasets and modes they meet in, the input they share with its oracle, and one workload per
/// way of asking. The line in `Families.all` makes it known to every command.
enum MemorySuite {
    static let family = Family(
        name: "memory", summary: "what the machine allows: one cache line per operation", operation: "load",
        unit: "line", reference: "random",
        groups: sizes.flatMap { lines in
            let dataset = BenchmarkGroup.Dataset("buffer-\(lines)", size: lines)
            let tier: BenchmarkGroup.Tier = lines <= 1 << 18 ? .standard : .extended
            return [
                BenchmarkGroup(
                    dataset: dataset, mode: "throughput", tier: tier, countedOperations: 1000, contenders: independent
                ) {
                    LineBuffer(lines: lines)
                },
                BenchmarkGroup(
                    dataset: dataset, mode: "latency", tier: tier, countedOperations: 1000, reference: "chase",
                    contenders: dependent
                ) {
                    LineBuffer(lines: lines)
                },
            ]
        })

    /// Lines of 64 bytes: within L1, L2, L3 and far beyond.
    private static let sizes = [256, 4096, 1 << 18, 1 << 21]

    private static let independent: [Contender<LineBuffer>] = [
        Contender("sequential", role: .limit) { LoadWorkload(buffer: $0, access: SequentialAccess()) },
        Contender("random") { LoadWorkload(buffer: $0, access: RandomAccess()) },
        Contender("prefetched") { LoadWorkload(buffer: $0, access: PrefetchedAccess()) },
    ]

    private static let dependent: [Contender<LineBuffer>] = [
        Contender("chase") { LoadWorkload(buffer: $0, access: DependentAccess()) },
        Contender("chase-in-order", role: .limit) { LoadWorkload(buffer: $0, access: OrderlyDependentAccess()) },
    ]
}

/// The shared input: lines whose first word is a random number.
final class LineBuffer {
    static let wordsPerLine = 8
    let lines: Int
    /// `lines` times 64 bytes, each line at a multiple of 64.
    let words: UnsafeMutablePointer<UInt64>

    init(lines: Int) {
        self.lines = lines
        let raw = UnsafeMutableRawPointer.allocate(byteCount: lines * 64, alignment: 64)
        words = raw.bindMemory(to: UInt64.self, capacity: lines * Self.wordsPerLine)
        var random = SeededRandom(seed: UInt64(lines))
        for i in 0..<(lines * Self.wordsPerLine) { words[i] = random.next() }
    }

    deinit { words.deallocate() }

    /// The oracle: the plain sum of the first words of the given lines.
    func sum(_ indices: some Sequence<UInt32>) -> UInt64 {
        indices.reduce(0) { $0 &+ words[Int($1) * Self.wordsPerLine] }
    }
}

/// How the loop reaches the lines it is told: the algorithm of this family.
protocol LineAccess {
    /// The sum of the first words of the lines that `order` names, in this order.
    func sum(_ words: UnsafePointer<UInt64>, _ order: UnsafeBufferPointer<UInt32>) -> UInt64
    /// Whether the lines are visited in ascending order instead of a random one.
    static var isSequential: Bool { get }
}

extension LineAccess {
    static var isSequential: Bool { false }
}

struct RandomAccess: LineAccess {
    func sum(_ words: UnsafePointer<UInt64>, _ order: UnsafeBufferPointer<UInt32>) -> UInt64 {
        var total: UInt64 = 0
        for line in order { total &+= words[Int(line) &* LineBuffer.wordsPerLine] }
        return total
    }
}

struct SequentialAccess: LineAccess {
    static var isSequential: Bool { true }
    func sum(_ words: UnsafePointer<UInt64>, _ order: UnsafeBufferPointer<UInt32>) -> UInt64 {
        RandomAccess().sum(words, order)
    }
}

/// Asks for each line 16 operations before it is needed.
struct PrefetchedAccess: LineAccess {
    private static let distance = 16

    func sum(_ words: UnsafePointer<UInt64>, _ order: UnsafeBufferPointer<UInt32>) -> UInt64 {
        var total: UInt64 = 0
        let ahead = max(order.count - Self.distance, 0)
        for i in 0..<ahead {
            lookup_prefetch(words + Int(order[i &+ Self.distance]) &* LineBuffer.wordsPerLine)
            total &+= words[Int(order[i]) &* LineBuffer.wordsPerLine]
        }
        for i in ahead..<order.count { total &+= words[Int(order[i]) &* LineBuffer.wordsPerLine] }
        return total
    }
}

/// The next address is not known before the previous load has come back.
struct DependentAccess: LineAccess {
    func sum(_ words: UnsafePointer<UInt64>, _ order: UnsafeBufferPointer<UInt32>) -> UInt64 {
        var total: UInt64 = 0
        for line in order {
            // Always 0, but neither the compiler nor the processor knows before the previous load has come back.
            let nothing = lookup_opaque(total) &- lookup_opaque(total)
            total &+= words[Int(line) &* LineBuffer.wordsPerLine &+ Int(truncatingIfNeeded: nothing)]
        }
        return total
    }
}

/// The same through lines in ascending order, which the processor fetches ahead by itself.
struct OrderlyDependentAccess: LineAccess {
    static var isSequential: Bool { true }
    func sum(_ words: UnsafePointer<UInt64>, _ order: UnsafeBufferPointer<UInt32>) -> UInt64 {
        DependentAccess().sum(words, order)
    }
}

/// The timed loop, specialised for each access.
final class LoadWorkload<Access: LineAccess>: Workload {
    private let buffer: LineBuffer
    private let access: Access
    private var order: [UInt32] = []

    init(buffer: LineBuffer, access: Access) {
        self.buffer = buffer
        self.access = access
    }

    func refresh(operations: Int, random: inout SeededRandom) {
        let lines = UInt64(buffer.lines)
        if Access.isSequential {
            let start = random.below(lines)
            order = (0..<UInt64(operations)).map { UInt32((start + $0) % lines) }
        } else {
            order = (0..<operations).map { _ in UInt32(random.below(lines)) }
        }
    }

    func run(_ range: Range<Int>) -> UInt64 {
        order.withUnsafeBufferPointer { access.sum(buffer.words, UnsafeBufferPointer(rebasing: $0[range])) }
    }

    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        for count in [0, 1, 15, 16, 17, 1000] {
            refresh(operations: count, random: &random)
            let (expected, answer) = (buffer.sum(order), run(0..<count))
            guard answer == expected else {
                throw WrongAnswer("the sum of \(count) lines is \(expected), not \(answer)")
            }
        }
    }

    var footprint: Footprint? { Footprint(bytes: buffer.lines * 64, entries: buffer.lines) }
}
