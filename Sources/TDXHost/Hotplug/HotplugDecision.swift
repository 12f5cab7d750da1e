public import PhysicalMemory

/// What a policy says to a change of memory.
public enum HotplugDecision: Hashable, Sendable {
    /// The event may happen.
    case accept
    /// Accepted, as part of another node than the one asked for, so that memory which TDX can use and memory which it cannot stay apart.
    case acceptOn(NodeID)
    /// The event must not happen.
    case refuse(HotplugRefusal)
}

/// Why something is refused, with the facts; `message` is the only place that makes words of them.
public enum HotplugRefusal: Error, Hashable, Sendable {
    /// The memory notifier's answer: an error number and nothing else.
    case notInMemlist
    /// A whole range that is not in the memlist, said aloud.
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
    /// The page allocator's answer to a guest whose nodes have no memory online, whatever the policy.
    case noMemoryOnNodes

    /// What the caller gets.
    public var errno: HostErrno {
        switch self {
        case .notInMemlist, .rangeNotInMemlist, .acpiHotplugDisabled: .EPERM
        case .tdxCameFirst, .hotplugCameFirst, .convertibleMemoryRemoved: .EBUSY
        case .nodeNotCapable: .EINVAL
        case .noMemoryOnNodes: .ENOMEM
        }
    }

    /// What a person finds in the log; nil: nothing but the error number.
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

    /// The refusal without its particulars, to count by.
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

/// Why an event comes to nothing, whatever the policy.
public enum HotplugObstacle: Hashable, Sendable, CustomStringConvertible {
    /// The machine has neither memory nor a window there.
    case outsideTheMachine(PageRange)
    /// The range is not whole memory blocks.
    case notBlockAligned(PageRange)
    /// There is memory in the range already.
    case alreadyPresent(PageRange)
    /// A place for memory that holds none.
    case notPresent(PageRange)
    /// A block with a hole, or of several nodes.
    case cannotGoOffline(PageRange)
    /// A guest needs TDX; an attempt to initialise it is not repeated.
    case tdxIsOff
    /// TDX is on already.
    case tdxIsOn

    /// Whether the event names a place outside the machine.
    public var isOutsideTheMachine: Bool {
        if case .outsideTheMachine = self { true } else { false }
    }

    public var description: String {
        switch self {
        case .outsideTheMachine(let range): "\(range) lies outside the machine"
        case .notBlockAligned(let range): "\(range) is not whole memory blocks"
        case .alreadyPresent(let range): "there is memory at \(range) already"
        case .notPresent(let range): "there is no memory at \(range)"
        case .cannotGoOffline(let range): "the memory block \(range) has a hole or several nodes and cannot go offline"
        case .tdxIsOff: "TDX is off"
        case .tdxIsOn: "TDX is on already"
        }
    }
}
