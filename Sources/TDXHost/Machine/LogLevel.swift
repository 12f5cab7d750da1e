/// How important a line of the kernel's log is.
public enum LogLevel: String, Hashable, Sendable {
    /// pr_info.
    case info
    /// pr_warn.
    case warning = "warn"
    /// pr_err.
    case error = "err"
}
