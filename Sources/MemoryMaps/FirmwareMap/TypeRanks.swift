import PhysicalMemory

/// Types as numbers of six bits in their order, 1 and above.
struct TypeRanks {
    static let bits: UInt64 = 6
    static let mask: UInt64 = 1 << bits - 1
    /// All addresses are below it.
    static let addressLimit: UInt64 = 1 << 56
    /// Types below rank one above their numbers.
    private static let plain: UInt32 = 57

    /// The types from `plain` on, ascending.
    private var others: [FirmwareMemoryType] = []
    /// A bit for each rank whose type keeps its borders.
    private(set) var keepBorders: UInt64 = 0

    /// nil where six bits do not hold the types, or a word not an address, a rank and a bit more.
    init?(_ ranges: [FirmwareRange]) {
        var highest: UInt64 = 0
        for range in ranges {
            highest = max(highest, range.last.rawValue)
            guard range.type.rawValue >= Self.plain, !others.contains(range.type) else { continue }
            others.append(range.type)
            guard others.count < Int(Self.mask) + 1 - Int(Self.plain) else { return nil }
        }
        guard highest < Self.addressLimit else { return nil }
        others.sort()
        for rank in 1...UInt64(Self.plain) + UInt64(others.count) where type(rank).keepsBorders {
            keepBorders |= 1 << rank
        }
    }

    @inline(__always)
    subscript(type: FirmwareMemoryType) -> UInt64 {
        guard type.rawValue >= Self.plain else { return UInt64(type.rawValue) + 1 }
        return UInt64(Self.plain) + 1 + UInt64(others.firstIndex(of: type) ?? 0)
    }

    /// Replaces rank - 1, which the ranges hold as their type, by the type; below `plain` the two are equal.
    func restoreTypes(of ranges: inout [FirmwareRange]) {
        if others.isEmpty { return }
        for index in ranges.indices { ranges[index].type = type(UInt64(ranges[index].type.rawValue) + 1) }
    }

    private func type(_ rank: UInt64) -> FirmwareMemoryType {
        rank <= UInt64(Self.plain) ? FirmwareMemoryType(UInt32(rank - 1)) : others[Int(rank) - Int(Self.plain) - 1]
    }
}
