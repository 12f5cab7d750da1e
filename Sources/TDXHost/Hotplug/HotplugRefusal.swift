public import PhysicalMemory
public import TDXModule

/// Why a change is refused, with its facts; `message` is the only place that turns them into text.
public enum HotplugRefusal: Error, Hashable, Sendable {
    /// The memory notifier's answer: only an error number.
    case notInMemlist
    /// A whole range that is not in the memlist, with a message.
    case rangeNotInMemlist(PageRange)
    /// The ACPI memory handler is off.
    case acpiHotplugDisabled
    /// TDX was initialised first, so firmware may not plug memory in.
    case tdxCameFirst
    /// Firmware plugged memory in first, so TDX may not be initialised.
    case hotplugCameFirst
    /// The firmware takes convertible memory away, which it must not.
    case convertibleMemoryRemoved(PageRange)
    /// A guest is bound to a node whose memory TDX cannot use.
    case nodeNotCapable(NodeID)
    /// The page allocator's answer to a guest whose nodes have no memory online, under every policy.
    case noMemoryOnNodes

    /// The error number that the caller gets.
    public var errno: HostErrno {
        switch self {
        case .notInMemlist, .rangeNotInMemlist, .acpiHotplugDisabled: .EPERM
        case .tdxCameFirst, .hotplugCameFirst, .convertibleMemoryRemoved: .EBUSY
        case .nodeNotCapable: .EINVAL
        case .noMemoryOnNodes: .ENOMEM
        }
    }

    /// The line in the kernel's log; nil: there is only the error number.
    public var message: String? {
        switch self {
        case .notInMemlist, .noMemoryOnNodes: nil
        case .rangeNotInMemlist(let range): "virt/tdx: memory \(range) is not usable by TDX and stays offline"
        case .acpiHotplugDisabled: "ACPI: memory hotplug is disabled while TDX is enabled"
        case .tdxCameFirst: "virt/tdx: memory hotplug is refused: TDX came first"
        case .hotplugCameFirst: "virt/tdx: TDX stays off: memory hotplug came first"
        case .convertibleMemoryRemoved(let range): "virt/tdx: [Firmware Bug]: removal of convertible memory \(range)"
        case .nodeNotCapable(let node): "kvm: node \(node) is not TDX capable: bind the guest to another node"
        }
    }

    /// The refusal without its facts, for counting.
    public var kind: Kind {
        switch self {
        case .notInMemlist: .notInMemlist
        case .rangeNotInMemlist: .rangeNotInMemlist
        case .acpiHotplugDisabled: .acpiHotplugDisabled
        case .tdxCameFirst: .tdxCameFirst
        case .hotplugCameFirst: .hotplugCameFirst
        case .convertibleMemoryRemoved: .convertibleMemoryRemoved
        case .nodeNotCapable: .nodeNotCapable
        case .noMemoryOnNodes: .noMemoryOnNodes
        }
    }

    /// A refusal without its facts.
    public enum Kind: Int, CaseIterable, Sendable {
        /// See `HotplugRefusal.notInMemlist`.
        case notInMemlist
        /// See `HotplugRefusal.rangeNotInMemlist`.
        case rangeNotInMemlist
        /// See `HotplugRefusal.acpiHotplugDisabled`.
        case acpiHotplugDisabled
        /// See `HotplugRefusal.tdxCameFirst`.
        case tdxCameFirst
        /// See `HotplugRefusal.hotplugCameFirst`.
        case hotplugCameFirst
        /// See `HotplugRefusal.convertibleMemoryRemoved`.
        case convertibleMemoryRemoved
        /// See `HotplugRefusal.nodeNotCapable`.
        case nodeNotCapable
        /// See `HotplugRefusal.noMemoryOnNodes`.
        case noMemoryOnNodes
    }
}
