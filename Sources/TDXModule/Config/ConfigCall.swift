public import PhysicalMemory

/// A complete call of TDH.SYS.CONFIG with its entries.
public struct ConfigCall: Hashable, Sendable {
    /// The registers.
    public var operands: ConfigOperands
    /// Entries in list order; further ones that `operands.count` asks for are all zero.
    public var entries: [TDMRInfo]
    /// Entries that do not lie at `defaultEntryAddress`.
    public var movedEntries: [Int: PhysicalAddress]

    public init(operands: ConfigOperands, entries: [TDMRInfo], movedEntries: [Int: PhysicalAddress] = [:]) {
        self.operands = operands
        self.entries = entries
        self.movedEntries = movedEntries
    }

    /// A well-formed call: the list and the entries at their default places.
    public init(entries: [TDMRInfo], globalKeyID: KeyID, pamt: PAMTMode = .static) {
        self.init(
            operands: ConfigOperands(
                list: Self.defaultList, count: UInt64(entries.count), globalKeyID: globalKeyID, pamt: pamt),
            entries: entries)
    }

    /// Where the list of entry addresses lies unless a call says otherwise: 1 MiB.
    public static let defaultList = PhysicalAddress(0x100000)

    /// 512 bytes an entry from 2 MiB up.
    public static func defaultEntryAddress(_ index: Int) -> PhysicalAddress {
        PhysicalAddress(0x200000 &+ 512 &* UInt64(index))
    }
}

extension ConfigCall: TDMRInfoSource {
    public func entryAddress(_ index: Int) -> PhysicalAddress {
        movedEntries.isEmpty ? Self.defaultEntryAddress(index) : movedEntries[index] ?? Self.defaultEntryAddress(index)
    }

    public func entry(_ index: Int) -> TDMRInfo { index < entries.count ? entries[index] : .zero }
}
