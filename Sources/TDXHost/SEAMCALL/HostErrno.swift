/// The kernel's error numbers that enabling TDX can end with; the kernel returns them negated.
public enum HostErrno: Int, Hashable, Sendable {
    case EIO = 5
    case ENOMEM = 12
    case EACCES = 13
    case EBUSY = 16
    case ENODEV = 19
    case EINVAL = 22
    case ENOSPC = 28
    case EOPNOTSUPP = 95

    /// `EIO`.
    public var name: String { "\(self)" }
}
