import MemoryMaps
import PhysicalMemory
import SeededRandom

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

    /// The type that wins at `address`, found by comparing every entry.
    func type(at address: PhysicalAddress) -> FirmwareMemoryType? {
        ranges.lazy.filter { $0.first <= address && address <= $0.last }.map(\.type).max()
    }
}
