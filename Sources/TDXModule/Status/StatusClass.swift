/// What a completion status is about: its bits 47:40.
public enum StatusClass: UInt8, Hashable, Sendable {
    case general = 0x00
    case operand = 0x01
    case contention = 0x02
    case pageMetadata = 0x03
    case dependents = 0x04
    case platformState = 0x05
    case tdState = 0x06
    case vcpuState = 0x07
    case keys = 0x08
    case platformConfiguration = 0x09
    case tdmrs = 0x0a
    case privateMapping = 0x0b
    case metadata = 0x0c
    case serviceTD = 0x0d
    case migration = 0x0e
    case attestation = 0x10
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
