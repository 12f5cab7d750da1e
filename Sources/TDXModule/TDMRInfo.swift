public import PhysicalMemory

/// A TDMR_INFO entry: one TD memory region, its three PAMT tables and its reserved areas, as handed to TDH.SYS.CONFIG.
public struct TDMRInfo: Hashable, Sendable {
    /// The first byte; whole GiB where the module takes it.
    public var base: PhysicalAddress
    /// Bytes; whole GiB where the module takes it.
    public var size: ByteCount
    /// The table of 1 GiB pages.
    public var pamt1G: PAMTTable
    /// The table of 2 MiB pages.
    public var pamt2M: PAMTTable
    /// The table of 4 KiB pages; with dynamic PAMT a bitmap.
    public var pamt4K: PAMTTable
    /// The used slots in order; the slots after them are empty. May be longer than the module takes when a map raises the limits.
    public var reservedAreas: [ReservedArea]

    public init(
        base: PhysicalAddress, size: ByteCount, pamt1G: PAMTTable, pamt2M: PAMTTable, pamt4K: PAMTTable,
        reservedAreas: [ReservedArea]
    ) {
        self.base = base
        self.size = size
        self.pamt1G = pamt1G
        self.pamt2M = pamt2M
        self.pamt4K = pamt4K
        self.reservedAreas = reservedAreas
    }

    /// The table of `level`.
    public func pamt(_ level: PAMTLevel) -> PAMTTable {
        switch level {
        case .page4K: pamt4K
        case .page2M: pamt2M
        case .page1G: pamt1G
        }
    }
}

extension TDMRInfo {
    /// An entry of all zero bytes.
    public static let zero = TDMRInfo(
        base: PhysicalAddress(0), size: .zero, pamt1G: .zero, pamt2M: .zero, pamt4K: .zero, reservedAreas: [])
}
