import Algorithms

extension FirmwareMemoryType {
    /// The name as the kernel prints it.
    public var name: String {
        switch self {
        case .ram: "usable"
        case .reserved: "reserved"
        case .acpiData: "ACPI data"
        case .acpiNonVolatile: "ACPI NVS"
        case .unusable: "unusable"
        case .persistent, .legacyPersistent: "persistent (type \(rawValue))"
        case .softReserved: "soft reserved"
        default: "type \(rawValue)"
        }
    }
}
