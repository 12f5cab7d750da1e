import MemoryMaps
import PhysicalMemory

/// Runs a trace of events on a machine under a policy, one after the other.
///
/// - Complexity: an event costs the runs of memory blocks that it meets, not its addresses; `enable` costs all runs that are present.
struct HotplugSimulation<Policy: HotplugPolicy> {
    let machine: HotplugMachine
    let onlinesAddedMemory: Bool
    var policy: Policy
    var blocks: MemoryBlocks
    /// Where there can be memory.
    let places: PageRanges
    /// Blocks online.
    private var onlineBlocks = BlockCounts()
    var judge: HotplugJudge?
    var tdx = HotplugTDXState.notYetEnabled

    /// - Parameter judges: whether decisions are compared with the truth; that takes time which is not the policy's.
    init(_ machine: HotplugMachine, _ trace: HotplugTrace, policy: Policy, judges: Bool) {
        self.machine = machine
        self.policy = policy
        onlinesAddedMemory = trace.onlinesAddedMemory
        blocks = MemoryBlocks(machine, end: Self.end(machine, trace))
        places = Self.places(machine, trace)
        judge = judges ? HotplugJudge(machine) : nil
        for run in blocks.onlineRuns { wentOnline(run) }
    }

    /// Runs the whole trace.
    mutating func run(_ trace: HotplugTrace, name: String) -> HotplugTally {
        var tally = HotplugTally(policy: name)
        if !trace.enablesTDX { _ = enableTDX() }
        tally.duration = ContinuousClock().measure {
            for entry in trace.entries { tally.add(result(of: entry)) }
        }
        tally.tdx = tdx
        tally.lookups = policy.lookups
        return tally
    }

    private mutating func result(of entry: HotplugTrace.Entry) -> HotplugEventResult {
        var result = HotplugEventResult(entry, .accepted)
        let obstacle: HotplugObstacle? =
            switch entry.event {
            case .enableTDX: enableTDX(&result)
            case .add(let region, let source): add(region, from: source, &result)
            case .remove(let range, let source): remove(range, by: source, &result)
            case .online(let range): online(range, &result)
            case .offline(let range): offline(range, &result)
            case .startGuest(let nodes): startGuest(on: nodes, &result)
            }
        result.outcome =
            if let obstacle { .impossible(obstacle) } else if result.refused == 0 {
                result.accepted == 0 ? .nothingToDo : .accepted
            } else { result.accepted == 0 ? .refused : .partly }
        return result
    }

    /// Keeps account of blocks that went online.
    mutating func wentOnline(_ run: MemoryBlocks.Run) {
        onlineBlocks.add(run.blocks.count, on: run.node)
        judge?.wentOnline(run, blocks)
    }

    /// Keeps account of blocks that went offline.
    mutating func wentOffline(_ run: MemoryBlocks.Run) {
        onlineBlocks.remove(run.blocks.count, on: run.node)
        judge?.wentOffline(run, blocks)
    }

    /// Blocks online on `node`.
    func online(on node: NodeID) -> Int { onlineBlocks[node] }

    func goingOnline(_ range: Range<Int>, on node: NodeID) -> BlocksGoingOnline {
        BlocksGoingOnline(
            region: MemoryRegion(pages: blocks.pages(of: range), node: node), pagesPerBlock: blocks.pagesPerBlock)
    }

    /// The memory at boot and the windows, in whole blocks. Where the map names no window, the ranges of the trace's devices are used, below 2^52.
    private static func places(_ machine: HotplugMachine, _ trace: HotplugTrace) -> PageRanges {
        let devices = trace.entries.compactMap { entry -> MemoryRegion? in
            guard machine.windows.isEmpty, case .add(let region, _) = entry.event, region.end <= .limit else {
                return nil
            }
            return region
        }
        let places = (machine.bootMemory + machine.windows + devices).map {
            PageRange(start: $0.start, end: min($0.end, .limit))
        }
        return PageRanges(places).alignedOutward(to: machine.blockSize)
    }

    /// No block above it can ever hold memory.
    private static func end(_ machine: HotplugMachine, _ trace: HotplugTrace) -> PageFrame {
        let added = trace.entries.lazy.compactMap { entry -> PageFrame? in
            guard case .add(let region, _) = entry.event, region.end <= .limit else { return nil }
            return region.end
        }
        return added.max() ?? PageFrame(0)
    }
}
