import MemoryMaps
import PhysicalMemory
import TDXHost
import TDXModule
import Testing
import TestSupport

/// Linux and the ground truth, block by block and list by list, with nothing clever: a dictionary of blocks and walks over the boot memory.
struct LiteralLinux {
    private let memlist: [MemoryRegion]
    private let cmrs: [PageRange]
    private let places: [PageRange]
    private let size: UInt64
    /// Present blocks: node and whether online.
    private var blocks: [UInt64: (node: NodeID, isOnline: Bool)] = [:]
    private(set) var accepted = 0
    private(set) var refused = 0
    private(set) var wronglyAccepted = 0
    private(set) var wronglyRefused = 0

    init(_ map: HostMemoryMap, blockSize: ByteCount) {
        size = blockSize.pages
        memlist = map.memory.filter { $0.end > .tdxMinimum }.map {
            MemoryRegion(pages: PageRange(start: max($0.start, .tdxMinimum), end: $0.end), node: $0.node)
        }
        cmrs =
            map.cmrs?.map {
                PageRange(start: PageFrame(containing: $0.base), end: PageFrame(containing: $0.base) + $0.size.pages)
            } ?? memlist.map(\.pages)
        // The scenario plugs in 4 TiB above memory at most where there are no windows.
        let end = (memlist.last?.end.rawValue ?? 0) + ByteCount.gib(5000).pages
        places =
            map.hotplugWindows.isEmpty
            ? [PageRange(start: memlist[0].start.granuleFloor, end: PageFrame(end))] : map.hotplugWindows.map(\.pages)
        for entry in memlist {
            for block in entry.start.rawValue / size...(entry.end.rawValue - 1) / size where blocks[block] == nil {
                blocks[block] = (entry.node, true)
            }
        }
    }

    private func range(_ block: UInt64) -> PageRange { PageRange(block * size, (block + 1) * size) }
    private func isInOneEntry(_ range: PageRange) -> Bool {
        memlist.contains { $0.start <= range.start && range.end <= $0.end }
    }

    private func isInUnion(_ range: PageRange) -> Bool {
        var at = range.start
        for entry in memlist where entry.start <= at && at < entry.end { at = entry.end }
        return at >= range.end
    }

    private func isFixed(_ block: UInt64) -> Bool {
        memlist.contains { $0.pages.overlaps(range(block)) } && !memlist.contains { $0.pages.contains(range(block)) }
    }

    /// Whether the memory in a block is TDX memory: all of it was there at boot.
    private func isUsable(_ block: UInt64) -> Bool { isFixed(block) || isInUnion(range(block)) }

    private func present(_ range: PageRange) -> [UInt64]? {
        guard range.end <= .limit, range.start.rawValue % size == 0, range.end.rawValue % size == 0 else { return nil }
        let all = Array(range.start.rawValue / size..<range.end.rawValue / size)
        return all.allSatisfy { blocks[$0] != nil } ? all : nil
    }

    private mutating func goOnline(_ block: UInt64) -> (wasRefused: Bool, wasWrong: Bool) {
        guard isInOneEntry(range(block)) else {
            refused += 1
            return (true, isInUnion(range(block)))
        }
        accepted += 1
        blocks[block]?.isOnline = true
        return (false, false)
    }

    mutating func take(_ event: HotplugEvent) {
        switch event {
        case .enableTDX: break
        case .add(let region, _):
            let isPlace =
                places.contains { $0.contains(region.pages) } || memlist.contains { $0.pages.overlaps(region.pages) }
            guard region.end <= .limit, isPlace, region.start.rawValue % size == 0, region.end.rawValue % size == 0
            else { return }
            let added = region.start.rawValue / size..<region.end.rawValue / size
            guard added.allSatisfy({ blocks[$0] == nil }) else { return }
            for block in added { blocks[block] = (region.node, false) }
            if added.map({ goOnline($0) }).contains(where: \.wasWrong) { wronglyRefused += 1 }
        case .online(let range):
            guard let all = present(range) else { return }
            let answers = all.filter { blocks[$0]?.isOnline == false }.map { goOnline($0) }
            if answers.contains(where: \.wasWrong) { wronglyRefused += 1 }
        case .offline(let range):
            guard let all = present(range), !all.contains(where: { isFixed($0) }),
                all.contains(where: { blocks[$0]?.isOnline == true })
            else { return }
            accepted += 1
            for block in all { blocks[block]?.isOnline = false }
        case .remove(let range, _):
            guard let all = present(range), !all.contains(where: { isFixed($0) }) else { return }
            accepted += 1
            if cmrs.contains(where: { $0.overlaps(range) }) { wronglyAccepted += 1 }
            for block in all { blocks[block] = nil }
        case .startGuest(let nodes):
            let online = blocks.filter { $0.value.isOnline && nodes.contains($0.value.node) }
            if online.isEmpty { refused += 1 } else { accepted += 1 }
            if online.contains(where: { !isUsable($0.key) }) { wronglyAccepted += 1 }
        }
    }
}
