import MemoryMaps
import PhysicalMemory
import TDMRConstruction

/// Memory that TDX can use and memory that it cannot use are kept on different NUMA nodes, and each node reports which kind it has. No memory is refused for its kind;
/// a guest that is bound to a node of the wrong kind is, with a message that names the node.
///
/// A node that would hold both is split: the memory that does not belong there gets a node of its own, always the same one for a given node. TDX is
/// initialised over the convertible memory alone, so memory that was plugged in before does not cost it.
struct NodeCapabilityPolicy<Index: RangeIndex>: HotplugPolicy {
    private enum Capability {
        case unknown
        case capable
        case incapable
    }

    private let machine: HotplugMachine
    private var memlist = MemoryNotifier<Index>(.union, queries: .anyRange)
    private var isTDXOn = false
    /// By node number.
    private var capabilities: [Capability] = []
    /// The node that the memory of the other kind was split off to.
    private var twins: [NodeID?] = []
    private var nextNode: UInt32

    /// A policy for `machine`, all of whose nodes are capable of TDX at first.
    init(_ machine: HotplugMachine) {
        self.machine = machine
        let nodes = machine.bootMemory.map(\.node.rawValue) + machine.windows.map(\.node.rawValue)
        nextNode = (nodes.max() ?? 0) + 1
    }

    mutating func willEnableTDX(over memory: [MemoryRegion]) throws(HotplugRefusal) -> [MemoryRegion] {
        memory.flatMap { machine.convertibleParts(of: $0) }
    }

    mutating func didEnableTDX(over memlist: [MemoryRegion]) {
        isTDXOn = !memlist.isEmpty
        self.memlist.watch(memlist)
        for entry in memlist { _ = node(entry.node, for: .capable) }
    }

    mutating func add(_ region: MemoryRegion, from source: HotplugSource) -> HotplugDecision {
        nextNode = max(nextNode, region.node.rawValue + 1)
        return place(region)
    }

    var checksWhenAdded: Bool { true }

    mutating func goOnline(_ blocks: BlocksGoingOnline) -> [(blocks: Int, decision: HotplugDecision)] {
        guard isTDXOn else { return [(blocks.count, .accept)] }
        return memlist.answers(for: blocks).map { ($0.blocks.count, place(on: blocks.region.node, passes: $0.passes)) }
    }

    /// An emptied node may take either kind again.
    mutating func didEmpty(_ node: NodeID) {
        if Int(node.rawValue) < capabilities.count { capabilities[Int(node.rawValue)] = .unknown }
    }

    mutating func startGuest(on nodes: [NodeID]) -> HotplugDecision {
        for node in nodes where capability(of: node) == .incapable { return .refuse(.nodeNotCapable(node)) }
        return .accept
    }

    var lookups: Int { memlist.lookups }

    private mutating func place(_ region: MemoryRegion) -> HotplugDecision {
        guard isTDXOn else { return .accept }
        return place(on: region.node, passes: memlist.answer(region.pages))
    }

    /// Decides about memory of one kind that was asked for on `wanted`; the decision also holds for further memory of that kind.
    private mutating func place(on wanted: NodeID, passes: Bool) -> HotplugDecision {
        let chosen = node(wanted, for: passes ? .capable : .incapable)
        return chosen == wanted ? .accept : .acceptOn(chosen)
    }

    private func capability(of node: NodeID) -> Capability {
        Int(node.rawValue) < capabilities.count ? capabilities[Int(node.rawValue)] : .unknown
    }

    /// `node` when it is or becomes of that kind, else the node that was split off it.
    private mutating func node(_ node: NodeID, for kind: Capability) -> NodeID {
        if take(node, for: kind) { return node }
        let number = Int(node.rawValue)
        // The twin may have been emptied and filled with the other kind since.
        if let twin = twins[number], take(twin, for: kind) { return twin }
        let twin = NodeID(nextNode)
        nextNode += 1
        _ = take(twin, for: kind)
        twins[number] = twin
        twins[Int(twin.rawValue)] = node
        return twin
    }

    /// Whether `node` is, or with this becomes, of that kind.
    private mutating func take(_ node: NodeID, for kind: Capability) -> Bool {
        let number = Int(node.rawValue)
        while capabilities.count <= number {
            capabilities.append(.unknown)
            twins.append(nil)
        }
        if capabilities[number] == .unknown { capabilities[number] = kind }
        return capabilities[number] == kind
    }
}
