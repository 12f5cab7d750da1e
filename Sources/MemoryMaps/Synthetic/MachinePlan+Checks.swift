import PhysicalMemory
import TDXModule

extension MachinePlan {
    /// The plan, after checking that its properties do not contradict each other.
    /// - Parameter tebibyteHoleWherePossible: also opens the hole below 1 TiB when memory reaches it.
    func checked(tebibyteHoleWherePossible: Bool) throws(SyntheticError) -> MachinePlan {
        let holeStart = PhysicalAddress(ByteCount.gib(4).rawValue - mmioHole.rawValue)
        guard lowTop <= holeStart else { throw .contradiction(.lowTopInMMIOHole(lowTop: lowTop, holeStart: holeStart)) }
        guard lowTop.rawValue <= nodeSize.rawValue else {
            throw .contradiction(.lowTopAboveNode(lowTop: lowTop, nodeSize: nodeSize))
        }
        guard strip + firstStripExtra < nodeSize else {
            throw .contradiction(.stripExceedsNode(strip: strip + firstStripExtra, nodeSize: nodeSize))
        }
        if let nodeStride {
            guard nodeStride >= nodeSize else {
                throw .contradiction(.strideBelowNode(stride: nodeStride, nodeSize: nodeSize))
            }
            guard sparseHole == .zero else { throw .contradiction(.strideWithSparseHole) }
        }
        guard !isCXLMemoryAtBoot || cxlWindows > 0 else { throw .contradiction(.cxlAtBootWithoutWindow) }
        guard highestEnd <= UInt128(PhysicalAddress.limit.rawValue) else {
            throw .contradiction(.beyondAddressSpace(end: highestEnd))
        }

        let end = try HighMemory(self).end
        let reachesHole = end > HighMemory.tebibyteHole.start
        guard !hasTebibyteHole || reachesHole else { throw .contradiction(.endsBelowTebibyteHole(end: end)) }
        var plan = self
        if tebibyteHoleWherePossible, reachesHole { plan.hasTebibyteHole = true }
        return plan
    }

    /// The KeyIDs; where they take address bits that memory needs, as many as leave enough bits.
    func fittingKeyIDs() throws(SyntheticError) -> KeyIDCounts {
        let end = try HighMemory(self).end.rawValue
        let choices = [keyIDs] + [(31, 32), (15, 16), (7, 8), (3, 4), (1, 2)].map { KeyIDCounts(mktme: $0, tdx: $1) }
        let fitting = choices.first { counts in
            let bits = UInt64(UInt32.bitWidth - (counts.mktme + counts.tdx).leadingZeroBitCount)
            return end <= 1 << (40 - bits)
        }
        if fitting == nil, isTDXHost { throw .contradiction(.noAddressBitsForKeyIDs(end: PageFrame(end))) }
        return fitting ?? keyIDs
    }

    /// No memory and no window ends above this byte address.
    private var highestEnd: UInt128 {
        let nodes = UInt128(nodes + 1) * UInt128(max(nodeSize, nodeStride ?? .zero).rawValue)
        let holes =
            UInt128(sparseHole.rawValue) + UInt128(HighMemory.tebibyteHole.size.rawValue)
            + UInt128(ByteCount.gib(4).rawValue)
        let cxl = UInt128(cxlWindows) * UInt128(cxlSize.rawValue)
        let hotplug =
            hotplugWindows == 0
            ? 0 : UInt128(hotplugWindows) * UInt128(hotplugSize.rawValue) + UInt128(ByteCount.gib(2048).rawValue)
        return nodes + holes + cxl + hotplug
    }
}
