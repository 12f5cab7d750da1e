import Algorithms
import MemoryMaps
import PhysicalMemory

/// The places of a machine that scenarios need: whole blocks that can go, and room for memory to come.
struct HotplugPlaces {
    let machine: HotplugMachine
    /// Whole blocks at boot, region by region: ascending.
    let wholeBlocks: [MemoryRegion]
    /// Where memory can be plugged in, with the node it belongs to: whole blocks.
    let room: [MemoryRegion]
    /// A node number that the machine does not use.
    let freshNode: NodeID
    private let size: UInt64

    init(_ machine: HotplugMachine) throws(HotplugScenarioError) {
        guard let last = machine.bootMemory.last else { throw .noMemory }
        let size = machine.blockSize.pages
        self.machine = machine
        self.size = size
        wholeBlocks = machine.bootMemory.compactMap { Self.wholeBlocks(of: $0, machine.blockSize) }
        let nodes = (machine.bootMemory + machine.windows).map(\.node.rawValue)
        freshNode = NodeID((nodes.max() ?? 0) + 1)

        let windows = machine.windows.compactMap { window in
            Self.wholeBlocks(
                of: MemoryRegion(
                    pages: PageRange(start: max(window.start, last.end), end: min(window.end, .limit)),
                    node: window.node), machine.blockSize)
        }
        // Above the CMRs too: a map may be cut short, and what is plugged in is never convertible.
        let end = max(last.end, machine.convertible.bounds?.end ?? last.end)
        let above = (end.rawValue + size - 1) / size * size
        let free = MemoryRegion(
            pages: PageRange(above, min(above + ByteCount.gib(4096).pages, PageFrame.limit.rawValue)), node: freshNode)
        room = machine.windows.isEmpty ? [free].filter { !$0.pages.isEmpty } : windows
        guard !room.isEmpty else { throw .noRoomAbove(end: last.end) }
    }

    private static func wholeBlocks(of region: MemoryRegion, _ size: ByteCount) -> MemoryRegion? {
        let pages = region.pages.alignedInward(to: size)
        return pages.isEmpty ? nil : MemoryRegion(pages: pages, node: region.node)
    }

    /// The first blocks of the first room, as much of `wanted` as there is.
    func device(_ wanted: ByteCount, node: NodeID? = nil) -> MemoryRegion {
        let length = min(max(wanted.pages / size * size, size), room[0].pages.count)
        return MemoryRegion(
            pages: PageRange(start: room[0].start, end: room[0].start + length), node: node ?? room[0].node)
    }

    func cxl() -> [HotplugEvent] {
        let device = device(.gib(64))
        let first = PageRange(start: device.start, end: device.start + size)
        return [
            .add(device, .driver), .startGuest([device.node]), .startGuest([machine.bootMemory[0].node]),
            .online(device.pages), .offline(first),
            .online(first), .remove(device.pages, .driver),
        ]
    }

    /// - Throws: `.noTouchingNodes`.
    func funky() throws(HotplugScenarioError) -> [HotplugEvent] {
        let pair = wholeBlocks.adjacentPairs().first { $0.end == $1.start && $0.node != $1.node }
        guard let (below, above) = pair else { throw .noTouchingNodes(blockSize: machine.blockSize) }
        let length = min(4 * size, below.pages.count, above.pages.count)
        let border = below.end
        let left = PageRange(start: border - length, end: border)
        let right = PageRange(start: border, end: border + length)
        let both = PageRange(start: left.start, end: right.end)
        return [
            .remove(left, .acpi), .remove(right, .acpi), .add(MemoryRegion(pages: both, node: freshNode), .acpi),
            .online(both), .startGuest([freshNode]),
        ]
    }

    /// - Throws: `.noWholeBlock`.
    func removal() throws(HotplugScenarioError) -> [HotplugEvent] {
        guard let last = wholeBlocks.last else { throw .noWholeBlock(blockSize: machine.blockSize) }
        let block = MemoryRegion(pages: PageRange(start: last.end - size, end: last.end), node: last.node)
        let device = device(.gib(16))
        return [
            .offline(block.pages), .online(block.pages), .remove(block.pages, .acpi), .add(block, .acpi),
            .add(device, .acpi), .remove(device.pages, .acpi),
            .startGuest([block.node]),
        ]
    }

    func mixedNode() -> [HotplugEvent] {
        let node = machine.bootMemory[0].node
        let device = device(.gib(16), node: node)
        return [
            .add(device, .acpi), .startGuest([node]), .startGuest([freshNode]), .offline(device.pages),
            .online(device.pages), .startGuest([node]),
        ]
    }

    func earlyAdd() -> [HotplugEvent] {
        let device = device(.gib(16))
        return [
            .add(device, .acpi), .enableTDX, .startGuest([machine.bootMemory[0].node]), .startGuest([device.node]),
            .remove(device.pages, .acpi), .enableTDX,
        ]
    }
}
