/// The type of a range of a firmware memory map, by its number in the e820 interface.
///
/// The number matters beyond the name: where ranges overlap, Linux lets the highest number win.
public struct FirmwareMemoryType: RawRepresentable, Hashable, Comparable, Sendable {
    public var rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }
    /// The type with this E820 number.
    public init(_ rawValue: UInt32) { self.rawValue = rawValue }

    /// Usable memory.
    public static let ram = Self(1)
    /// Not to be used.
    public static let reserved = Self(2)
    /// ACPI tables that may be reclaimed.
    public static let acpiData = Self(3)
    /// ACPI non-volatile storage.
    public static let acpiNonVolatile = Self(4)
    /// Memory with errors.
    public static let unusable = Self(5)
    /// Persistent memory.
    public static let persistent = Self(7)
    /// Memory of the EFI runtime services, by the number in the maps that Linux prints.
    public static let efiRuntime = Self(20)
    /// Persistent memory as it was announced before ACPI 6.
    public static let legacyPersistent = Self(12)
    /// RAM that the firmware wants kept for a special purpose, such as CXL memory.
    public static let softReserved = Self(0xefff_ffff)

    /// Whether touching ranges of this type stay apart: their borders may mean NUMA nodes or devices.
    public var keepsBorders: Bool { self == .persistent || self == .legacyPersistent || self == .softReserved }

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}
