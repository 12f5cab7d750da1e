import MemoryMaps
import PhysicalMemory

extension HotplugSimulation {
    mutating func enableTDX(_ result: inout HotplugEventResult) -> HotplugObstacle? {
        switch tdx {
        case .on: return .tdxIsOn
        case .lost, .refused: return .tdxIsOff
        case .notYetEnabled: break
        }
        let refusal = enableTDX()
        result.take(refusal.map { .refuse($0) } ?? .accept)
        result.isWronglyRefused =
            refusal != nil && blocks.presentMemory().allSatisfy { machine.isConvertible($0.pages) }
        return nil
    }

    /// Initialises TDX over the memory that is present, or over what the policy leaves of it.
    /// - Returns: the policy's refusal, if it refuses.
    mutating func enableTDX() -> HotplugRefusal? {
        let present = blocks.presentMemory()
        let memlist: [MemoryRegion]
        do {
            memlist = try policy.willEnableTDX(over: present)
        } catch {
            tdx = .refused(error)
            policy.didEnableTDX(over: [])
            return error
        }
        if let unusable = memlist.first(where: { !machine.isConvertible($0.pages) }) {
            tdx = .lost(unusable)
            policy.didEnableTDX(over: [])
            return nil
        }
        tdx = .on
        policy.didEnableTDX(over: memlist)
        judge?.tdxIsOn(memlist, blocks: blocks)
        if memlist != present { placeBlocksOutside(memlist) }
        return nil
    }

    /// Blocks that the policy left out of the memlist stay online; the policy chooses their node.
    private mutating func placeBlocksOutside(_ memlist: [MemoryRegion]) {
        var truth = HotplugJudge(machine)
        truth.tdxIsOn(memlist, blocks: blocks)
        for run in blocks.onlineRuns {
            for part in truth.parts(of: run, blocks) where !part.isUsable {
                var first = part.blocks.lowerBound
                for (count, decision) in policy.goOnline(goingOnline(part.blocks, on: run.node)) {
                    if case .acceptOn(let node) = decision {
                        move(
                            MemoryBlocks.Run(blocks: first..<first + count, state: run.state, node: run.node), to: node)
                    }
                    first += count
                }
            }
        }
    }

    /// Moves blocks that are online.
    private mutating func move(_ run: MemoryBlocks.Run, to node: NodeID) {
        wentOffline(run)
        blocks.move(run.blocks, to: node)
        wentOnline(MemoryBlocks.Run(blocks: run.blocks, state: run.state, node: node))
    }

    mutating func startGuest(on nodes: [NodeID], _ result: inout HotplugEventResult) -> HotplugObstacle? {
        guard tdx == .on else { return .tdxIsOff }
        let decision = policy.startGuest(on: nodes)
        if decision == .accept, nodes.allSatisfy({ online(on: $0) == 0 }) {
            result.take(.refuse(.noMemoryOnNodes))
            return nil
        }
        result.take(decision)
        guard let judge else { return nil }
        let getsUnusableMemory = nodes.contains { judge.unusable(on: $0) > 0 }
        result.isWronglyAccepted = decision == .accept && getsUnusableMemory
        result.isWronglyRefused = decision != .accept && !getsUnusableMemory
        return nil
    }
}
