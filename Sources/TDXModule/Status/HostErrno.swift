/// The error numbers that enabling TDX or memory hotplug can return; the kernel returns them negated.
public enum HostErrno: Int, CaseIterable, Hashable, Sendable {
    /// Operation not permitted, 1.
    case EPERM = 1
    /// Input/output error, 5.
    case EIO = 5
    /// Out of memory, 12.
    case ENOMEM = 12
    /// Permission denied, 13.
    case EACCES = 13
    /// Bad address, 14.
    case EFAULT = 14
    /// Device or resource busy, 16.
    case EBUSY = 16
    /// No such device, 19.
    case ENODEV = 19
    /// Invalid argument, 22.
    case EINVAL = 22
    /// No space left on device, 28.
    case ENOSPC = 28
    /// Operation not supported, 95.
    case EOPNOTSUPP = 95

    /// `EIO`.
    public var name: String { "\(self)" }
}
