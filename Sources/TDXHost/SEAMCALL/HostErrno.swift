/// The error numbers that enabling TDX or a change of memory can end with; the kernel returns them negated.
public enum HostErrno: Int, Hashable, Sendable {
    case EPERM = 1
    case EIO = 5
    case ENOMEM = 12
    case EACCES = 13
    case EFAULT = 14
    case EBUSY = 16
    case ENODEV = 19
    case EINVAL = 22
    case ENOSPC = 28
    case EOPNOTSUPP = 95

    /// `EIO`.
    public var name: String { "\(self)" }
}
