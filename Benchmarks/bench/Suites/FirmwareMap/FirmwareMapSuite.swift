import Measurement
import MemoryMaps

/// Overlaps of a firmware map's entries, resolved as Linux does (e820 sanitising). An operation is one map; a unit is one entry.
enum FirmwareMapSuite {
    static let family = Family(
        name: "e820", summary: "firmware maps: unsorted, overlapping entries made an ascending, disjoint list",
        operation: "map", unit: "entry",
        reference: ChangePointResolver.name,
        groups: [64, 1024, 1 << 14, 1 << 17, 1 << 18, 1 << 20].map { size in
            group("firmware-\(size)", size) { FirmwareMapInput(entries: size, longest: 1 << 14) }
        }
            + [64, 1024, 4096].map { size in
                group("crowded-\(size)", size) { FirmwareMapInput(entries: size, longest: UInt64(size) << 13) }
            }
            + [1024, 1 << 17, 1 << 18, 1 << 20].map { size in
                group("sorted-\(size)", size) { FirmwareMapInput(sorted: size) }
            })

    private static func group(_ name: String, _ size: Int, _ input: @escaping @Sendable () -> FirmwareMapInput)
        -> BenchmarkGroup
    {
        BenchmarkGroup(
            dataset: .init(name, size: size), mode: "resolve", tier: size <= 1 << 17 ? .standard : .extended,
            countedOperations: 4,
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
