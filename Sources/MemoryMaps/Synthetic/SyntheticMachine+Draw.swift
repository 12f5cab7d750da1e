import PhysicalMemory
import TDXModule
import SeededRandom

extension SyntheticMachine {
    /// The machine with all open properties drawn.
    ///
    /// Half of the machines are TDX hosts, a tenth of the others are in the style of AMD boards, unless fixed.
    /// - Throws: `SyntheticError.contradiction`.
    func plan(seed: UInt64) throws(SyntheticError) -> MachinePlan {
        var seeds = SeededRandom(seed: seed)
        var (platform, topology, sizes, low) = (seeds.split(), seeds.split(), seeds.split(), seeds.split())
        var (high, windows, processors) = (seeds.split(), seeds.split(), seeds.split())

        let (isTDXHost, isAMDStyle) = drawnStyle(&platform)
        let (sockets, nodesPerSocket) = drawnTopology(isTDXHost: isTDXHost, &topology)
        let drawnSize = Self.drawnNodeSize(nodes: sockets * nodesPerSocket, isTDXHost: isTDXHost, &sizes)
        let size = nodeSize ?? drawnSize
        let lowEnd = drawnLowEnd(isTDXHost: isTDXHost, isAMDStyle: isAMDStyle, nodeSize: size, &low)

        let (fragments, hasLastLowPage) = drawnFragments(isTDXHost: isTDXHost, &low)

        let drawnStrip =
            isTDXHost ? high.pick(TDXHostStatistics.strips) : isAMDStyle ? .mib(2 * high.number(in: 1...9)) : .zero
        let drawnStart = high.pick(ServerStatistics.highStart)
        let drawnHole = high.chance(permille: 50) ? ByteCount.gib(1 << high.number(in: 4...9)) : .zero
        let stride =
            nodeStride ?? drawnStride(isTDXHost: isTDXHost, nodes: sockets * nodesPerSocket, nodeSize: size, &high)
        let (cxlWindows, cxlSize) = drawnCXL(&windows)
        let (hotplugWindows, hotplugSize) = drawnHotplug(&windows)
        let drawnCores = processors.pick(isTDXHost ? TDXHostStatistics.coresPerSocket : ServerStatistics.coresPerSocket)
        let drawnKeyIDs = processors.pick(TDXHostStatistics.keyIDs)

        var plan = MachinePlan(
            sockets: sockets, nodesPerSocket: nodesPerSocket, nodeSize: size, isTDXHost: isTDXHost,
            cmrsKnown: cmrsKnown ?? isTDXHost,
            isAMDStyle: isAMDStyle, lowTop: lowEnd.top,
            lowFragments: fragments, lowCluster: lowCluster,
            hasLastLowPage: hasLastLowPage, earlyHole: earlyHole, mmioHole: lowEnd.mmioHole,
            highStart: highStart ?? (isTDXHost ? .zero : drawnStart),
            strip: strip ?? (stride == nil ? drawnStrip : .zero), nodeStride: stride,
            sparseHole: sparseHole ?? (stride == nil && sockets > 1 && !isTDXHost ? drawnHole : .zero),
            hasTebibyteHole: hasTebibyteHole ?? false,
            cxlWindows: cxlWindows, cxlSize: cxlSize, isCXLMemoryAtBoot: isCXLMemoryAtBoot ?? false,
            hotplugWindows: hotplugWindows, hotplugSize: hotplugSize,
            processorsPerSocket: processorsPerSocket ?? 2 * drawnCores,
            keyIDs: keyIDs ?? (isTDXHost ? KeyIDCounts(mktme: drawnKeyIDs.mktme, tdx: drawnKeyIDs.tdx) : .usual),
            regions: regions,
            lowSeed: low.next(), highSeed: high.next(), firmwareSeed: processors.next())
        plan = try plan.checked(tebibyteHoleWherePossible: isAMDStyle && hasTebibyteHole == nil)
        if keyIDs == nil { plan.keyIDs = try plan.fittingKeyIDs() }
        return plan
    }

    private func drawnStyle(_ random: inout SeededRandom) -> (isTDXHost: Bool, isAMDStyle: Bool) {
        let drawnTDX = random.chance(permille: 500)
        let isTDXHost = isTDXHost ?? drawnTDX
        let drawnAMD = random.chance(permille: 100)
        return (isTDXHost, drawnAMD && !isTDXHost)
    }

    private func drawnTopology(isTDXHost: Bool, _ random: inout SeededRandom) -> (sockets: Int, nodesPerSocket: Int) {
        let nodes = random.pick(isTDXHost ? TDXHostStatistics.nodes : ServerStatistics.nodes)
        let clusters = random.pick([(weight: 6, value: 1), (weight: 3, value: 2), (weight: 1, value: 4)])
        let perSocket = nodesPerSocket ?? (nodes > 2 || sockets != nil ? clusters : 1)
        return (sockets ?? max(1, nodes / perSocket), perSocket)
    }

    private static func drawnNodeSize(nodes: Int, isTDXHost: Bool, _ random: inout SeededRandom) -> ByteCount {
        let memory = ServerStatistics.memory.draw(&random)
        let tdxSize = random.pick(TDXHostStatistics.nodeSizes)
        if isTDXHost { return tdxSize }
        // The size nearest in ratio: `wanted` is below the geometric mean of it and the next one.
        let wanted = memory / UInt64(nodes)
        let sizes = ServerStatistics.nodeSizes
        let index = sizes.indices.dropLast().first { wanted * wanted <= sizes[$0].gib * sizes[$0 + 1].gib }
        return sizes[index ?? sizes.count - 1]
    }

    private func drawnLowEnd(
        isTDXHost: Bool, isAMDStyle: Bool, nodeSize: ByteCount, _ random: inout SeededRandom
    ) -> (top: PhysicalAddress, mmioHole: ByteCount) {
        // In whole MiB, of which firmware prefers the even ones.
        let surveyMiB = ServerStatistics.lowTop.draw(&random)
        let surveyTop = PhysicalAddress((random.chance(permille: 300) ? surveyMiB & ~1 : surveyMiB) << 20)
        let tdxTop = random.pick(TDXHostStatistics.lowTop)
        let fourGiB = ByteCount.gib(4)
        let ceiling = min(nodeSize, mmioHole.map { fourGiB - $0 } ?? fourGiB)
        let top = lowTop ?? min(isTDXHost ? tdxTop : surveyTop, PhysicalAddress(ceiling.rawValue))
        let window = ByteCount(top.rawValue).roundedUp(to: isAMDStyle ? .mib(256) : .gib(1))
        return (top, mmioHole ?? fourGiB - min(window, ceiling))
    }

    private func drawnFragments(
        isTDXHost: Bool, _ random: inout SeededRandom
    ) -> (count: Int, hasLastPage: Bool) {
        let drawnCount = Int(ServerStatistics.lowFragments.draw(&random))
        let drawnLastPage = random.chance(permille: 833)
        let hasLastPage = hasLastLowPage ?? (isTDXHost && drawnLastPage && lowFragments != 1)
        return (lowFragments ?? max(drawnCount, hasLastPage ? 2 : 1), hasLastPage)
    }

    /// One TDX host in eight has its nodes at multiples of a power of two, with the remapped memory on top.
    private func drawnStride(isTDXHost: Bool, nodes: Int, nodeSize: ByteCount, _ random: inout SeededRandom)
        -> ByteCount?
    {
        // With holes between the nodes each needs a CMR of its own.
        guard random.chance(permille: 125), isTDXHost, nodes <= 8, strip == nil, sparseHole == nil, highStart == nil,
            nodeSize >= .gib(8)
        else { return nil }
        return ByteCount(UInt64(1) << (64 - UInt64(nodeSize.rawValue.leadingZeroBitCount)))
    }

    private func drawnCXL(_ random: inout SeededRandom) -> (windows: Int, size: ByteCount) {
        let present = random.chance(permille: 50)
        let count = Int(random.number(in: 1...3))
        let size = ByteCount.gib(random.pick([64, 128, 256, 512]))
        return (cxlWindows ?? (present ? count : 0), cxlSize ?? size)
    }

    private func drawnHotplug(_ random: inout SeededRandom) -> (windows: Int, size: ByteCount) {
        let present = random.chance(permille: 30)
        let count = Int(random.number(in: 1...6))
        return (hotplugWindows ?? (present ? count : 0), hotplugSize ?? .gib(2048))
    }
}
