import Algorithms
import Measurement
import MemoryMaps
import PhysicalMemory
import SeededRandom

/// Overlaps of a firmware map's entries, resolved as Linux does (e820 sanitising). An operation is one map; a unit is one entry.
enum FirmwareMapSuite {
    static let family = Family(
        name: "e820", summary: "firmware maps: unsorted, overlapping entries made an ascending, disjoint list",
        operation: "map", unit: "entry",
        reference: ChangePointResolver.name,
        groups: [64, 1024, 1 << 14, 1 << 17].map { size in
            group("firmware-\(size)", size) { FirmwareMapInput(entries: size, longest: 1 << 14) }
        }
            + [64, 1024, 4096].map { size in
                group("crowded-\(size)", size) { FirmwareMapInput(entries: size, longest: UInt64(size) << 13) }
            }
            + [1024, 1 << 17].map { size in
                group("sorted-\(size)", size) { FirmwareMapInput(sorted: size) }
            })

    private static func group(_ name: String, _ size: Int, _ input: @escaping @Sendable () -> FirmwareMapInput)
        -> BenchmarkGroup
    {
        BenchmarkGroup(
            dataset: .init(name, size: size), mode: "resolve", countedOperations: 4,
            contenders: OverlapResolvers.all.map(contender) + [limit], input: input)
    }

    /// Every entry read and the list that they make written.
    private static let limit = Contender<FirmwareMapInput>.least { input in
        LeastWorkload(
            reading: [input.ranges],
            writing: SweepResolver.resolve(input.ranges).count * MemoryLayout<FirmwareRange>.stride,
            units: input.ranges.count)
    }

    private static func contender(_ resolver: any OverlapResolver.Type) -> Contender<FirmwareMapInput> {
        func opened<Resolver: OverlapResolver>(_: Resolver.Type) -> Contender<FirmwareMapInput> {
            Contender(Resolver.name) { ResolveWorkload<Resolver>(input: $0) }
        }
        return opened(resolver)
    }
}

/// Entries of a firmware map.
struct FirmwareMapInput: Sendable {
    let ranges: [FirmwareRange]

    private static let types: [FirmwareMemoryType] = [
        .ram, .ram, .ram, .reserved, .reserved, .acpiData, .acpiNonVolatile, .unusable, .persistent,
    ]

    /// Entries that begin 8 KiB apart on average, in random order, the longest of `longest` bytes.
    init(entries: Int, longest: UInt64) {
        var random = SeededRandom(seed: 0xe820)
        ranges = (0..<entries).map { _ in
            let first = random.below(UInt64(entries) << 13)
            return FirmwareRange(
                first: PhysicalAddress(first), last: PhysicalAddress(first + random.below(longest)),
                type: Self.types[Int(random.below(UInt64(Self.types.count)))])
        }
    }

    /// Entries in ascending order that overlap nowhere, one in each 8 KiB, as firmware hands them over.
    init(sorted entries: Int) {
        var random = SeededRandom(seed: 0xe820)
        ranges = (0..<entries).map { index in
            let first = UInt64(index) << 13
            let length = random.below(3) == 0 ? 1 << 13 : 1 + random.below(1 << 13)
            return FirmwareRange(
                first: PhysicalAddress(first), last: PhysicalAddress(first + length - 1),
                type: Self.types[Int(random.below(UInt64(Self.types.count)))])
        }
    }

    /// The type that wins at `address`, by looking at every entry.
    func type(at address: PhysicalAddress) -> FirmwareMemoryType? {
        ranges.lazy.filter { $0.first <= address && address <= $0.last }.map(\.type).max()
    }
}

final class ResolveWorkload<Resolver: OverlapResolver>: Workload {
    private let input: FirmwareMapInput

    init(input: FirmwareMapInput) { self.input = input }

    func run(_ range: Range<Int>) -> UInt64 {
        var total: UInt64 = 0
        for _ in range { total &+= UInt64(Resolver.resolve(input.ranges).count) }
        return total
    }

    /// Asks for the type at the borders of random entries and beside them; every answer must be what a look at all entries gives.
    func verify(random: inout SeededRandom, within budget: VerifyingBudget) throws(WrongAnswer) {
        let resolved = Resolver.resolve(input.ranges)
        for (lower, upper) in zip(resolved, resolved.dropFirst()) where upper.first <= lower.last {
            throw WrongAnswer("\(Resolver.name): \(upper.first) does not lie above \(lower.last)")
        }
        for _ in budget.rounds(300, of: "addresses") {
            let entry = input.ranges[Int(random.below(UInt64(input.ranges.count)))]
            let border = random.below(2) == 0 ? entry.first.rawValue : entry.last.rawValue
            let address = PhysicalAddress(max(border + random.below(3), 1) - 1)
            let expected = input.type(at: address)
            let place = resolved.partitioningIndex { $0.last >= address }
            let answer = place < resolved.count && resolved[place].first <= address ? resolved[place].type : nil
            guard answer == expected else {
                throw WrongAnswer(
                    "\(Resolver.name) at \(address): type \(answer?.rawValue ?? 0), expected \(expected?.rawValue ?? 0)"
                )
            }
        }
    }

    var unitsPerOperation: Int { input.ranges.count }
}
