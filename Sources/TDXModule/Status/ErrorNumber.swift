/// An error number as a log or a person gives it, which may be none that `HostErrno` has, nor any kernel's.
public struct ErrorNumber: RawRepresentable, Hashable, Sendable {
    /// The number without its sign: 28 for -ENOSPC.
    public var rawValue: UInt64

    public init(rawValue: UInt64) { self.rawValue = rawValue }
    /// The number that the kernel returns negated for `errno`.
    public init(_ errno: HostErrno) { rawValue = UInt64(errno.rawValue) }

    /// What it stands for where enabling TDX or a change of memory can end with it.
    public var errno: HostErrno? { Int(exactly: rawValue).flatMap(HostErrno.init(rawValue:)) }
}
