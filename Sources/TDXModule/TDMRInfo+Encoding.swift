public import PhysicalMemory

/// TDMR_INFO as it lies in memory: little endian 64-bit words: base, size, the three PAMTs (1G, 2M, 4K), then pairs of offset and size.
extension TDMRInfo {
    /// Reserved areas that an entry has room for.
    public static let reservedAreaSlots = 16

    /// Words before the reserved areas.
    private static var fixedWords: Int { 8 }

    /// Bytes of an entry as the module reads it: 320 with 16 reserved areas.
    public static func entrySize(reservedAreas: Int = TDMRInfo.reservedAreaSlots) -> ByteCount {
        ByteCount(UInt64(8 * (fixedWords + 2 * reservedAreas)))
    }

    /// Bytes from one entry to the next in Linux's array: 1024 with 16 reserved areas. The module asks only for multiples of 512.
    public static func linuxSlotSize(reservedAreas: Int = TDMRInfo.reservedAreaSlots) -> ByteCount {
        ByteCount(512 + 16 * UInt64(reservedAreas)).roundedUp(to: ByteCount(512))
    }

    /// The entry's words with `slots` reserved areas: unused ones are zero, further ones of this TDMR are left out.
    public func words(reservedAreas slots: Int = TDMRInfo.reservedAreaSlots) -> [UInt64] {
        var words = [base.rawValue, size.rawValue]
        words.reserveCapacity(Self.fixedWords + 2 * slots)
        for table in [pamt1G, pamt2M, pamt4K] { words += [table.base.rawValue, table.size.rawValue] }
        for area in reservedAreas.prefix(slots) { words += [area.offset.rawValue, area.size.rawValue] }
        words += repeatElement(0, count: Self.fixedWords + 2 * slots - words.count)
        return words
    }

    /// The entry that `words` hold. All slots up to the last one that is not all zero are kept as they are, used or not.
    /// - Precondition: 8 words and an even number more.
    public init(words: [UInt64]) {
        precondition(words.count >= Self.fixedWords && words.count.isMultiple(of: 2), "an entry has 8 words and pairs")
        func table(_ index: Int) -> PAMTTable {
            PAMTTable(base: PhysicalAddress(words[index]), size: ByteCount(words[index + 1]))
        }
        var areas = stride(from: Self.fixedWords, to: words.count, by: 2).map {
            ReservedArea(offset: ByteCount(words[$0]), size: ByteCount(words[$0 + 1]))
        }
        while let last = areas.last, last.offset == .zero, last.size == .zero { areas.removeLast() }
        self.init(
            base: PhysicalAddress(words[0]), size: ByteCount(words[1]), pamt1G: table(2), pamt2M: table(4),
            pamt4K: table(6),
            reservedAreas: areas)
    }

    /// The entry's bytes with `slots` reserved areas.
    public func bytes(reservedAreas slots: Int = TDMRInfo.reservedAreaSlots) -> [UInt8] {
        words(reservedAreas: slots).flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } }
    }

    /// The entry at the beginning of `bytes`; nil where they are too few for `slots` reserved areas.
    public init?(bytes: some Collection<UInt8>, reservedAreas slots: Int = TDMRInfo.reservedAreaSlots) {
        let count = Self.fixedWords + 2 * slots
        guard bytes.count >= 8 * count else { return nil }
        var words = [UInt64](repeating: 0, count: count)
        for (index, byte) in bytes.prefix(8 * count).enumerated() {
            words[index / 8] |= UInt64(byte) << (8 * (index % 8))
        }
        self.init(words: words)
    }

    /// An array as Linux lays it out: slot after slot of `linuxSlotSize`, zero after each entry.
    public static func linuxArray(
        _ tdmrs: some Sequence<TDMRInfo>, reservedAreas slots: Int = TDMRInfo.reservedAreaSlots
    ) -> [UInt8] {
        let slotSize = Int(linuxSlotSize(reservedAreas: slots).rawValue)
        var array: [UInt8] = []
        for tdmr in tdmrs {
            let entry = tdmr.bytes(reservedAreas: slots)
            array += entry
            array += repeatElement(0, count: slotSize - entry.count)
        }
        return array
    }
}
