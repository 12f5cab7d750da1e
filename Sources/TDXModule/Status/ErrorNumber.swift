/// An error number as a log or a person gives it; it may be unknown to `HostErrno` and to every kernel.
public struct ErrorNumber: RawRepresentable, Hashable, Sendable {
    /// The number without its sign: 28 for -ENOSPC.
    public var rawValue: UInt64

    public init(rawValue: UInt64) { self.rawValue = rawValue }
    /// The number that the kernel returns negated for `errno`.
    public init(_ errno: HostErrno) { rawValue = UInt64(errno.rawValue) }

    /// The error with this number; nil for one that neither enabling TDX nor memory hotplug returns.
    public var errno: HostErrno? { Int(exactly: rawValue).flatMap(HostErrno.init(rawValue:)) }
}
