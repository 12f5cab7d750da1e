import PhysicalMemory

/// A sweep that counts the open entries of each type: the set of types with any is one word, its highest bit the type that wins. Borders are words too, an
/// address above the six bits of a type, and sorted by their bits.
///
/// Costs what sorting two lists of words costs, and a few predictable steps a border, whatever overlaps.
/// - Complexity: O(*n*) for each 11 bits in which the borders differ. Maps that reach beyond 2^57, or name more than six types of 58 and above, go to `SweepResolver`.
public enum CountingResolver: OverlapResolver {
    public static let name = "counting"

    public static func resolve(_ ranges: [FirmwareRange]) -> [FirmwareRange] {
        guard let ranks = TypeRanks(ranges) else { return SweepResolver.resolve(ranges) }
        var begins: [UInt64] = []
        var ends: [UInt64] = []
        begins.reserveCapacity(ranges.count)
        ends.reserveCapacity(ranges.count)
        for range in ranges {
            let rank = ranks[range.type]
            begins.append(range.first.rawValue << TypeRanks.bits | rank)
            ends.append((range.last.rawValue + 1) << TypeRanks.bits | rank)
        }
        begins.sortByDigits(from: TypeRanks.bits)
        ends.sortByDigits(from: TypeRanks.bits)
        return sweep(begins, ends, ranks)
    }

    private static func sweep(_ begins: [UInt64], _ ends: [UInt64], _ ranks: TypeRanks) -> [FirmwareRange] {
        var resolved: [FirmwareRange] = []
        resolved.reserveCapacity(ends.count)
        var counts = [Int](repeating: 0, count: 1 << TypeRanks.bits)
        var open: UInt64 = 0
        var next = 0
        var ended = 0
        // What was found last and is not written yet, because it may go on.
        var low: UInt64 = 0
        var winner: UInt64?
        while ended < ends.count {
            let end = ends[ended] >> TypeRanks.bits
            let border = next < begins.count ? min(begins[next] >> TypeRanks.bits, end) : end
            while next < begins.count, begins[next] >> TypeRanks.bits == border {
                let rank = begins[next] & TypeRanks.mask
                counts[Int(rank)] += 1
                open |= 1 << rank
                next += 1
            }
            while ended < ends.count, ends[ended] >> TypeRanks.bits == border {
                let rank = ends[ended] & TypeRanks.mask
                counts[Int(rank)] -= 1
                if counts[Int(rank)] == 0 { open &= ~(1 << rank) }
                ended += 1
            }
            let top = open == 0 ? nil : UInt64(63 - open.leadingZeroBitCount)
            if let winner {
                if winner == top, ranks.keepBorders & 1 << winner == 0 { continue }
                resolved.append(
                    FirmwareRange(
                        first: PhysicalAddress(low), last: PhysicalAddress(border - 1), type: ranks.type(winner)))
            }
            low = border
            winner = top
        }
        return resolved
    }
}

/// Types as numbers of six bits, in their order.
private struct TypeRanks {
    static let bits: UInt64 = 6
    static let mask: UInt64 = 1 << bits - 1
    /// Types below are their own numbers.
    private static let plain: UInt32 = 58

    /// The types from `plain` on, ascending.
    private var others: [FirmwareMemoryType] = []
    /// A bit for each number whose type keeps its borders.
    private(set) var keepBorders: UInt64 = 0

    /// nil where six bits do not hold the types, or a word not an address beside them.
    init?(_ ranges: [FirmwareRange]) {
        var highest: UInt64 = 0
        for range in ranges {
            highest = max(highest, range.last.rawValue)
            guard range.type.rawValue >= Self.plain, !others.contains(range.type) else { continue }
            others.append(range.type)
            guard others.count <= Int(Self.mask) + 1 - Int(Self.plain) else { return nil }
        }
        guard highest < 1 << 57 else { return nil }
        others.sort()
        for rank in 0..<UInt64(Self.plain) + UInt64(others.count) where type(rank).keepsBorders {
            keepBorders |= 1 << rank
        }
    }

    subscript(type: FirmwareMemoryType) -> UInt64 {
        guard type.rawValue >= Self.plain else { return UInt64(type.rawValue) }
        return UInt64(Self.plain) + UInt64(others.firstIndex(of: type) ?? 0)
    }

    func type(_ rank: UInt64) -> FirmwareMemoryType {
        rank < UInt64(Self.plain) ? FirmwareMemoryType(UInt32(rank)) : others[Int(rank) - Int(Self.plain)]
    }
}

extension [UInt64] {
    /// Sorts by all bits from `lowest` on, digit by digit; a list in order costs one look.
    fileprivate mutating func sortByDigits(from lowest: UInt64) {
        var differing: UInt64 = 0
        var isAscending = true
        for index in indices.dropFirst() {
            differing |= (self[index] ^ self[index - 1]) >> lowest
            isAscending = isAscending && self[index - 1] >> lowest <= self[index] >> lowest
        }
        if isAscending { return }
        guard count > 32 else { return sort() }
        let bits = UInt64(UInt64.bitWidth - differing.leadingZeroBitCount)
        // More places to write to than lie in the first-level cache cost more than a pass less spares.
        let most: UInt64 = count < 2048 ? 8 : 11
        let passes = (bits + most - 1) / most
        let digit = (bits + passes - 1) / passes
        var spare = [UInt64](repeating: 0, count: count)
        var places = [Int](repeating: 0, count: 1 << Int(digit))
        for pass in 0..<passes {
            scatter(into: &spare, shift: lowest + pass * digit, digit: digit, &places)
            swap(&self, &spare)
        }
    }

    /// Writes the words in the order of `digit` bits from `shift` on; those with the same value keep their order.
    private func scatter(into target: inout [UInt64], shift: UInt64, digit: UInt64, _ places: inout [Int]) {
        let mask = UInt64(1) << digit &- 1
        withUnsafeBufferPointer { source in
            target.withUnsafeMutableBufferPointer { target in
                places.withUnsafeMutableBufferPointer { places in
                    places.update(repeating: 0)
                    for word in source { places[Int(truncatingIfNeeded: word &>> shift & mask)] &+= 1 }
                    var sum = 0
                    for value in places.indices { (places[value], sum) = (sum, sum &+ places[value]) }
                    for word in source {
                        let value = Int(truncatingIfNeeded: word &>> shift & mask)
                        target[places[value]] = word
                        places[value] &+= 1
                    }
                }
            }
        }
    }
}
