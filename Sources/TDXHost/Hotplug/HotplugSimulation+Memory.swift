import MemoryMaps
import PhysicalMemory

extension HotplugSimulation {
    mutating func add(_ region: MemoryRegion, from source: HotplugSource, _ result: inout HotplugEventResult)
        -> HotplugObstacle?
    {
        guard places.covers(region.pages) else { return .outsideTheMachine(region.pages) }
        guard blocks.isAligned(region.pages) else { return .notBlockAligned(region.pages) }
        let range = blocks.touched(by: region.pages)
        guard !blocks.runs(in: range).contains(where: { $0.state.contains(.present) }) else {
            return .alreadyPresent(region.pages)
        }

        result.predicates = judge?.predicates(region.pages)
        let decision = policy.add(region, from: source)
        if case .refuse = decision {
            result.take(decision)
            if let judge { result.isWronglyRefused = refusingIsWrong(isUsable: judge.isUsable(region.pages)) }
            return nil
        }
        var node = region.node
        if case .acceptOn(let other) = decision {
            node = other
            result.splitTo = other
        }
        blocks.add(range, node: node)
        guard onlinesAddedMemory, !policy.checksWhenAdded else {
            result.accepted += 1
            guard onlinesAddedMemory else { return nil }
            setOnline(range)
            if parts(of: range).contains(where: { !$0.isUsable }) { judgeUnusable(on: node, &result) }
            return nil
        }
        goOnline(range, on: node, &result)
        return nil
    }

    mutating func online(_ range: PageRange, _ result: inout HotplugEventResult) -> HotplugObstacle? {
        if let obstacle = obstacle(to: range) { return obstacle }
        result.predicates = judge?.predicates(range)
        for run in blocks.runs(in: blocks.touched(by: range)) where !run.state.contains(.online) {
            goOnline(run.blocks, on: run.node, &result)
        }
        return nil
    }

    mutating func offline(_ range: PageRange, _ result: inout HotplugEventResult) -> HotplugObstacle? {
        if let obstacle = obstacle(to: range) ?? obstacleToOffline(range) { return obstacle }
        guard blocks.runs(in: blocks.touched(by: range)).contains(where: { $0.state.contains(.online) }) else {
            return nil
        }
        let decision = policy.goOffline(range, path: .sysfs)
        result.take(decision)
        guard case .accept = decision else {
            result.isWronglyRefused = judge != nil
            return nil
        }
        setOffline(range)
        return nil
    }

    mutating func remove(_ range: PageRange, by source: HotplugSource, _ result: inout HotplugEventResult)
        -> HotplugObstacle?
    {
        if let obstacle = obstacle(to: range) ?? obstacleToOffline(range) { return obstacle }
        let decision = policy.goOffline(range, path: .removal(source))
        result.take(decision)
        let isHarmless = judge?.mayGo(range)
        guard case .accept = decision else {
            // Before TDX is on nothing can be judged but this: convertible memory must never be removed.
            result.isWronglyRefused =
                isHarmless == true && !(tdx == .notYetEnabled && machine.overlapsConvertible(range))
            return nil
        }
        result.isWronglyAccepted = isHarmless == false
        setOffline(range)
        blocks.remove(blocks.touched(by: range))
        return nil
    }

    // MARK: Blocks

    /// Asks the policy for blocks of one node that are present and offline.
    private mutating func goOnline(_ range: Range<Int>, on wanted: NodeID, _ result: inout HotplugEventResult) {
        var first = range.lowerBound
        for (count, decision) in policy.goOnline(goingOnline(range, on: wanted)) {
            let part = first..<first + count
            first = part.upperBound
            result.take(decision, blocks: count)
            if case .refuse = decision {
                if parts(of: part).contains(where: { refusingIsWrong(isUsable: $0.isUsable) }) {
                    result.isWronglyRefused = true
                }
                continue
            }
            var node = wanted
            if case .acceptOn(let other) = decision {
                node = other
                blocks.move(part, to: other)
            }
            // In order: a decision depends on what was accepted before.
            for part in judge == nil ? [(blocks: part, isUsable: true)] : parts(of: part) {
                setOnline(part.blocks)
                if !part.isUsable { judgeUnusable(on: node, &result) }
            }
        }
    }

    private mutating func setOnline(_ range: Range<Int>) {
        blocks.setOnline(range, true)
        for run in blocks.runs(in: range) { wentOnline(run) }
    }

    private mutating func setOffline(_ range: PageRange) {
        for run in blocks.runs(in: blocks.touched(by: range)) where run.state.contains(.online) {
            wentOffline(run)
            blocks.setOnline(run.blocks, false)
            if online(on: run.node) == 0 { policy.didEmpty(run.node) }
        }
    }

    // MARK: Truth

    /// Whether it was wrong to refuse memory. Unknown before TDX is on; without TDX all memory is alike.
    private func refusingIsWrong(isUsable: Bool) -> Bool {
        switch tdx {
        case .on: isUsable
        case .notYetEnabled: false
        case .lost, .refused: true
        }
    }

    /// Parts of blocks by whether TDX can use them; empty where no policy decides.
    private func parts(of range: Range<Int>) -> [(blocks: Range<Int>, isUsable: Bool)] {
        blocks.runs(in: range).flatMap { judge?.parts(of: $0, blocks) ?? [] }
    }

    /// It was wrong to accept blocks on `node` that TDX cannot use, unless their node has nothing else.
    private func judgeUnusable(on node: NodeID, _ result: inout HotplugEventResult) {
        guard let judge, tdx == .on else { return }
        if judge.unusable(on: node) > 0, judge.unusable(on: node) < online(on: node) { result.isWronglyAccepted = true }
    }

    // MARK: Obstacles

    /// Why an event on a range that should hold memory is impossible.
    private func obstacle(to range: PageRange) -> HotplugObstacle? {
        guard places.covers(range) else { return .outsideTheMachine(range) }
        guard blocks.isAligned(range) else { return .notBlockAligned(range) }
        return blocks.arePresent(range) ? nil : .notPresent(range)
    }

    private func obstacleToOffline(_ range: PageRange) -> HotplugObstacle? {
        let fixed = blocks.runs(in: blocks.touched(by: range)).first { $0.state.contains(.isFixed) }?.blocks.lowerBound
        return fixed.map { .cannotGoOffline(blocks.pages(of: $0..<$0 + 1)) }
    }
}
