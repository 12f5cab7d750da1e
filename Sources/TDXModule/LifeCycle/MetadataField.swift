/// The identifier of a global metadata field, an operand of TDH.SYS.RD. Numbers are those of the TDX module 1.5 ABI specification.
@frozen
public struct MetadataField: RawRepresentable, Hashable, Sendable {
    public var rawValue: UInt64

    @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }
    /// The field with this identifier.
    @inlinable public init(_ rawValue: UInt64) { self.rawValue = rawValue }

    /// No field: asks for the first one, and follows the last.
    public static let none = MetadataField(.max)

    /// Minor version of the module.
    public static let minorVersion = MetadataField(0x0800_0001_0000_0003)
    /// Major version of the module.
    public static let majorVersion = MetadataField(0x0800_0001_0000_0004)
    /// Update version of the module.
    public static let updateVersion = MetadataField(0x0800_0001_0000_0005)
    /// TDX_FEATURES0: what the module can do.
    public static let features0 = MetadataField(0x0a00_0003_0000_0008)
    /// ATTRIBUTES bits that must be 0.
    public static let attributesFixed0 = MetadataField(0x1900_0003_0000_0000)
    /// ATTRIBUTES bits that must be 1.
    public static let attributesFixed1 = MetadataField(0x1900_0003_0000_0001)
    /// XFAM bits that must be 0.
    public static let xfamFixed0 = MetadataField(0x1900_0003_0000_0002)
    /// XFAM bits that must be 1.
    public static let xfamFixed1 = MetadataField(0x1900_0003_0000_0003)
    /// Version of the data handed to an updated module.
    public static let handoffVersion = MetadataField(0x8900_0001_0000_0000)
    /// Number of CMRs, empty ones at the end not counted.
    public static let cmrCount = MetadataField(0x9000_0001_0000_0000)
    /// Most TDMRs.
    public static let maxTDMRs = MetadataField(0x9100_0001_0000_0008)
    /// Most reserved areas of a TDMR.
    public static let maxReservedAreas = MetadataField(0x9100_0001_0000_0009)
    /// Bytes of PAMT for each 4 KiB page.
    public static let pamtEntrySize4K = MetadataField(0x9100_0001_0000_0010)
    /// Bytes of PAMT for each 2 MiB page.
    public static let pamtEntrySize2M = MetadataField(0x9100_0001_0000_0011)
    /// Bytes of PAMT for each 1 GiB page.
    public static let pamtEntrySize1G = MetadataField(0x9100_0001_0000_0012)
    /// PAMT_PAGE_BITMAP_ENTRY_BITS: bits of the bitmap for each 4 KiB page. Linux asks for it as a field of 16 bits; the module has one of 8.
    public static let pamtBitmapBits = MetadataField(0x9100_0001_0000_0013)
    /// MIN_DYNAMIC_PAMT_NUM_HKID_BITS.
    public static let minDynamicPAMTKeyIDBits = MetadataField(0x9100_0000_0000_0014)
    /// Bytes of a TDR page.
    public static let tdrBaseSize = MetadataField(0x9800_0001_0000_0000)
    /// Bytes of TDCS.
    public static let tdcsBaseSize = MetadataField(0x9800_0001_0000_0100)
    /// Bytes of TDVPS.
    public static let tdvpsBaseSize = MetadataField(0x9800_0001_0000_0200)
    /// Number of CPUID leaves that a guest's configuration may set.
    public static let cpuidConfigCount = MetadataField(0x9900_0001_0000_0004)
    /// Most virtual processors of a guest.
    public static let maxVCPUsPerTD = MetadataField(0x9900_0001_0000_0008)

    /// Pages that the module's extensions need; in no public module.
    public static let extensionPages = MetadataField(0x3100_0002_0000_0000)
    /// Whether they must be started.
    public static let extensionsMustStart = MetadataField(0x3100_0000_0000_0001)

    /// Whether both name the same field: the module looks at class and code only, not at the size that an identifier states.
    func isSameField(as other: MetadataField) -> Bool { (rawValue ^ other.rawValue) & ~Self.sizeBits == 0 }

    /// Bits 34:32, the size of an element.
    private static let sizeBits: UInt64 = 7 << 32

    /// CMRs in the module's table, unused ones included.
    public static let cmrSlots = 32

    /// The base of CMR `index`, 0 ..< 32.
    public static func cmrBase(_ index: Int) -> MetadataField { MetadataField(0x9000_0003_0000_0080 + UInt64(index)) }
    /// The size of CMR `index`, 0 ..< 32.
    public static func cmrSize(_ index: Int) -> MetadataField { MetadataField(0x9000_0003_0000_0100 + UInt64(index)) }
}
