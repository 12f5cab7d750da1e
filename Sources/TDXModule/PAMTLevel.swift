public import PhysicalMemory

/// A level of the physical address metadata table, coded as the module codes it in a status: 4K 0, 2M 1, 1G 2.
public enum PAMTLevel: UInt8, CaseIterable, Sendable {
    /// Entries of 4 KiB pages.
    case page4K = 0
    /// Entries of 2 MiB pages.
    case page2M = 1
    /// Entries of 1 GiB pages.
    case page1G = 2

    /// Memory described by one entry.
    public var coverage: ByteCount {
        switch self {
        case .page4K: .kib(4)
        case .page2M: .mib(2)
        case .page1G: .gib(1)
        }
    }

    /// The level as TDX documents abbreviate it: `4K`, `2M`, `1G`.
    public var abbreviation: String {
        switch self {
        case .page4K: "4K"
        case .page2M: "2M"
        case .page1G: "1G"
        }
    }
}
