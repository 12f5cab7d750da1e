/// A line's statement about the platform.
enum PlatformStatement {
    case kernel(String)
    case processor(String)
    case hypervisor(String)
    case encryption(Bool)
    case severalKeys(Bool)
    case keyIDs(UInt64)
}
