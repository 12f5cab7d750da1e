import MemoryMaps
import PhysicalMemory

extension HotplugSimulation {
    mutating func add(_ region: MemoryRegion, from source: HotplugSource, _ result: inout HotplugEventResult) -> HotplugObstacle? {
        guard places.covers(region.pages) else { return .outsideTheMachine(region.pages) }
        guard blocks.isAligned(region.pages) else { return .notBlockAligned(region.pages) }
        let range = blocks.touched(by: region.pages)
        guard range.count <= Self.mostBlocksAtOnce else { return .tooManyBlocks(region.pages, limit: Self.mostBlocksAtOnce) }
        guard !range.contains(where: { blocks.isPresent($0) }) else { return .alreadyPresent(region.pages) }

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
        guard onlinesAddedMemory, !policy.vouchesForAddedMemory else {
            result.accepted += 1
            guard onlinesAddedMemory else { return nil }
            for block in range { setOnline(block) }
            judgeAccepted(range, &result)
            return nil
        }
        for block in range { goOnline(block, &result) }
        return nil
    }

    mutating func online(_ range: PageRange, _ result: inout HotplugEventResult) -> HotplugObstacle? {
        if let obstacle = obstacle(to: range) { return obstacle }
        result.predicates = judge?.predicates(range)
        for block in blocks.touched(by: range) where !blocks.isOnline(block) { goOnline(block, &result) }
        return nil
    }

    mutating func offline(_ range: PageRange, _ result: inout HotplugEventResult) -> HotplugObstacle? {
        if let obstacle = obstacle(to: range) ?? obstacleToOffline(range) { return obstacle }
        guard blocks.touched(by: range).contains(where: { blocks.isOnline($0) }) else { return nil }
        let decision = policy.goOffline(range, path: .sysfs)
        result.take(decision)
        guard case .accept = decision else {
            result.isWronglyRefused = judge != nil
            return nil
        }
        setOffline(range)
        return nil
    }

    mutating func remove(_ range: PageRange, by source: HotplugSource, _ result: inout HotplugEventResult) -> HotplugObstacle? {
        if let obstacle = obstacle(to: range) ?? obstacleToOffline(range) { return obstacle }
        let decision = policy.goOffline(range, path: .removal(source))
        result.take(decision)
        let isHarmless = judge?.mayGo(range)
        guard case .accept = decision else {
            // Before TDX is on this cannot be known; convertible memory must never be removed.
            result.isWronglyRefused = isHarmless == true && !(tdx == .notYetEnabled && machine.overlapsConvertible(range))
            return nil
        }
        result.isWronglyAccepted = isHarmless == false
        setOffline(range)
        blocks.remove(blocks.touched(by: range))
        return nil
    }

    // MARK: Blocks

    /// Asks the policy for a block that is present and offline.
    @inline(__always)
    private mutating func goOnline(_ block: Int, _ result: inout HotplugEventResult) {
        let decision = policy.goOnline(region(of: block))
        result.take(decision)
        if case .refuse = decision {
            if let judge, refusingIsWrong(isUsable: judge.isUsable(block, blocks)) { result.isWronglyRefused = true }
            return
        }
        if case .acceptOn(let node) = decision { blocks.move(block, to: node) }
        setOnline(block)
        judgeAccepted(block ..< block + 1, &result)
    }

    private mutating func setOnline(_ block: Int) {
        blocks.setOnline(block, true)
        count(block, by: 1)
    }

    private mutating func setOffline(_ range: PageRange) {
        for block in blocks.touched(by: range) where blocks.isOnline(block) {
            count(block, by: -1)
            blocks.setOnline(block, false)
            let node = blocks.node(of: block)
            if online(on: node) == 0 { policy.didEmpty(node) }
        }
    }

    // MARK: Truth

    /// Whether it was wrong to refuse memory. Before TDX is on that cannot be told; without TDX all memory is alike.
    private func refusingIsWrong(isUsable: Bool) -> Bool {
        switch tdx {
        case .on: isUsable
        case .notYetEnabled: false
        case .lost, .refused: true
        }
    }

    /// It was wrong to accept blocks that TDX cannot use, unless their node has nothing else.
    private func judgeAccepted(_ range: Range<Int>, _ result: inout HotplugEventResult) {
        guard let judge, tdx == .on, let first = range.first else { return }
        let node = blocks.node(of: first)
        guard judge.unusable(on: node) > 0, judge.unusable(on: node) < online(on: node) else { return }
        if range.contains(where: { !judge.isUsable($0, blocks) }) { result.isWronglyAccepted = true }
    }

    // MARK: Obstacles

    /// Why a range that should hold memory cannot be dealt with.
    private func obstacle(to range: PageRange) -> HotplugObstacle? {
        guard places.covers(range) else { return .outsideTheMachine(range) }
        guard blocks.isAligned(range) else { return .notBlockAligned(range) }
        return blocks.arePresent(range) ? nil : .notPresent(range)
    }

    private func obstacleToOffline(_ range: PageRange) -> HotplugObstacle? {
        blocks.touched(by: range).first { blocks.isFixed($0) }.map { .cannotGoOffline(blocks.pages(of: $0)) }
    }
}
