import PhysicalMemory

/// Where entries begin and end, one word each: the first address inside (a beginning) or behind (an end), whether it is an end, and the rank of the entry's type.
struct RankedBorders {
    var words: [UInt64]
    /// The address bits in which the borders differ.
    let differing: UInt64

    private static let endBit = TypeRanks.bits
    static let addressShift = TypeRanks.bits + 1

    /// - Precondition: there are ranges, and `ranks` was made of them.
    init(of ranges: [FirmwareRange], _ ranks: TypeRanks) {
        var differing: UInt64 = 0
        words = [UInt64](unsafeUninitializedCapacity: 2 * ranges.count) { words, count in
            guard let first = ranges.first?.first.rawValue, let target = words.baseAddress else { return }
            ranges.withUnsafeBufferPointer { ranges in
                for range in ranges {
                    let rank = ranks[range.type]
                    let end = range.last.rawValue &+ 1
                    differing |= (range.first.rawValue ^ first) | (end ^ first)
                    target[count] = range.first.rawValue &<< Self.addressShift | rank
                    target[count &+ 1] = end &<< Self.addressShift | 1 &<< Self.endBit | rank
                    count &+= 2
                }
            }
        }
        self.differing = differing
    }

    /// The ranges that the borders make; the type of each holds its rank - 1, which `TypeRanks.restoreTypes` replaces.
    ///
    /// Each border writes the open range as if it ended there; the output index advances only where it does end, so that there is no branch.
    func swept(keepingBordersOf keepBorders: UInt64) -> [FirmwareRange] {
        [FirmwareRange](unsafeUninitializedCapacity: words.count) { resolved, count in
            withUnsafeTemporaryAllocation(of: Int.self, capacity: 1 << Int(TypeRanks.bits)) { counts in
                counts.initialize(repeating: 0)
                words.withUnsafeBufferPointer { words in
                    if let target = resolved.baseAddress {
                        count = Self.sweep(words, counts, keepBorders, into: target)
                    }
                }
            }
        }
    }

    private static func sweep(
        _ words: UnsafeBufferPointer<UInt64>, _ counts: UnsafeMutableBufferPointer<Int>, _ keepBorders: UInt64,
        into target: UnsafeMutablePointer<FirmwareRange>
    ) -> Int {
        // Bit 0, the rank of nothing, is always there.
        var open: UInt64 = 1
        var winner: UInt64 = 0
        var low: UInt64 = 0
        var at = 0
        var word = words[0]
        for index in words.indices {
            let address = word &>> addressShift
            let rank = word & TypeRanks.mask
            let left = counts[Int(truncatingIfNeeded: rank)] &+ (word &>> endBit & 1 == 0 ? 1 : -1)
            counts[Int(truncatingIfNeeded: rank)] = left
            open = open & ~(1 &<< rank) | (left == 0 ? 0 : 1) &<< rank
            let top = UInt64(truncatingIfNeeded: 63 &- open.leadingZeroBitCount)
            word = index &+ 1 < words.count ? words[index &+ 1] : ~word
            // Of several borders at one address the last decides.
            let last = Self.ones(unlessZero: word &>> addressShift ^ address)
            let change = last & Self.ones(unlessZero: top ^ winner | keepBorders &>> winner & 1)
            target[at].first = PhysicalAddress(low)
            target[at].last = PhysicalAddress(address &- 1)
            target[at].type.rawValue = UInt32(truncatingIfNeeded: winner &- 1)
            at &-= Int(truncatingIfNeeded: change & Self.ones(unlessZero: winner))
            low ^= (low ^ address) & change
            winner ^= (winner ^ top) & change
        }
        return at
    }

    /// All bits unless the word, which is below 2^57, is zero. Computed by arithmetic, because the compiler would turn a comparison into a branch.
    @inline(__always)
    private static func ones(unlessZero word: UInt64) -> UInt64 {
        UInt64(bitPattern: Int64(bitPattern: (word &+ (1 << 57 - 1)) &<< 6) &>> 63)
    }
}
