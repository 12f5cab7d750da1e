/// Where the host's kernel prints.
public protocol HostLog: Sendable {
    /// `line` without the kernel's `virt/tdx: `.
    func print(_ level: LogLevel, _ line: String)
}
