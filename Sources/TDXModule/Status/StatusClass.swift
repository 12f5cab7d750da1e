/// The class of a completion status: its bits 47:40.
public enum StatusClass: UInt8, Hashable, Sendable {
    /// Not of one of the other classes.
    case general = 0x00
    /// An operand that the leaf does not accept.
    case operand = 0x01
    /// Something is in use elsewhere.
    case contention = 0x02
    /// The metadata of a physical page.
    case pageMetadata = 0x03
    /// Something that depends on the object still exists.
    case dependents = 0x04
    /// The state of the module on the platform.
    case platformState = 0x05
    /// The state of a guest.
    case tdState = 0x06
    /// The state of a guest's virtual processor.
    case vcpuState = 0x07
    /// Keys and KeyIDs.
    case keys = 0x08
    /// The settings of the platform's processors and firmware.
    case platformConfiguration = 0x09
    /// TDMRs, PAMTs, reserved areas and CMRs.
    case tdmrs = 0x0a
    /// The private mapping of a guest.
    case privateMapping = 0x0b
    /// Metadata fields.
    case metadata = 0x0c
    /// Service guests.
    case serviceTD = 0x0d
    /// Migration of guests.
    case migration = 0x0e
    /// Attestation.
    case attestation = 0x10
    /// Nested virtualisation in a guest.
    case nesting = 0x11

    /// The class in words.
    public var name: String {
        switch self {
        case .general: "general"
        case .operand: "operand"
        case .contention: "resource busy"
        case .pageMetadata: "physical page metadata (PAMT)"
        case .dependents: "dependents"
        case .platformState: "state of the module or platform"
        case .tdState: "state of the TD"
        case .vcpuState: "state of the VCPU"
        case .keys: "keys and KeyIDs"
        case .platformConfiguration: "configuration of CPU or platform"
        case .tdmrs: "TDMRs, PAMTs and CMRs"
        case .privateMapping: "mapping of private memory (Secure EPT)"
        case .metadata: "metadata fields"
        case .serviceTD: "service TD"
        case .migration: "migration"
        case .attestation: "attestation"
        case .nesting: "partitioning (L2 VMs)"
        }
    }
}
