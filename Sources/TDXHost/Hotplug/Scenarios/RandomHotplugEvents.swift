import MemoryMaps
import PhysicalMemory
import SeededRandom

/// Draws one event after the other and remembers what was plugged in and taken away.
struct RandomHotplugEvents {
    private let places: HotplugPlaces
    private let size: UInt64
    private var random: SeededRandom
    private var devices: [MemoryRegion] = []
    /// Boot memory that was taken away.
    private var removed: [MemoryRegion] = []
    /// For each range where memory can be plugged in, the end of what is plugged in.
    private var filled: [PageFrame]

    init(_ places: HotplugPlaces, seed: UInt64) {
        self.places = places
        size = places.machine.blockSize.pages
        random = SeededRandom(seed: seed)
        filled = places.room.map(\.start)
    }

    mutating func next() -> HotplugEvent {
        switch random.below(100) {
        case 0..<20: return plugIn()
        case 20..<32: return unplug()
        case 32..<52: return change(blocksOfBoot(), of: random.below(2) == 0)
        case 52..<75:
            return change(
                devices.isEmpty ? blocksOfBoot() : blocks(of: devices[pick(devices.count)]), of: random.below(2) == 0)
        case 75..<80: return takeAway()
        case 80..<83: return giveBack()
        case 83..<95: return .startGuest((0..<random.number(in: 1...2)).map { _ in node() })
        default: return oddity()
        }
    }

    private mutating func pick(_ count: Int) -> Int { Int(random.below(UInt64(count))) }

    private mutating func plugIn() -> HotplugEvent {
        let index = pick(places.room.count)
        let room = places.room[index]
        let wanted = size << random.below(6)
        if room.end - filled[index] < wanted { filled[index] = room.start }
        let end = min(filled[index] + wanted, room.end)
        // Now and then memory of a node that has other memory.
        let node = random.below(8) == 0 ? places.machine.bootMemory[0].node : room.node
        let device = MemoryRegion(pages: PageRange(start: filled[index], end: end), node: node)
        filled[index] = end
        devices.append(device)
        return .add(device, random.below(2) == 0 ? .acpi : .driver)
    }

    private mutating func unplug() -> HotplugEvent {
        guard !devices.isEmpty else { return plugIn() }
        let index = pick(devices.count)
        devices.swapAt(index, devices.count - 1)
        return .remove(devices.removeLast().pages, random.below(2) == 0 ? .acpi : .driver)
    }

    private mutating func takeAway() -> HotplugEvent {
        let blocks = blocksOfBoot()
        removed.append(blocks)
        return .remove(blocks.pages, .acpi)
    }

    private mutating func giveBack() -> HotplugEvent {
        guard let region = removed.popLast() else { return takeAway() }
        return .add(region, .acpi)
    }

    private func change(_ blocks: MemoryRegion, of online: Bool) -> HotplugEvent {
        online ? .online(blocks.pages) : .offline(blocks.pages)
    }

    private mutating func blocksOfBoot() -> MemoryRegion {
        guard !places.wholeBlocks.isEmpty else {
            return places.machine.bootMemory[pick(places.machine.bootMemory.count)]
        }
        return blocks(of: places.wholeBlocks[pick(places.wholeBlocks.count)])
    }

    /// One to four blocks of a block-aligned region.
    private mutating func blocks(of region: MemoryRegion) -> MemoryRegion {
        let whole = region.pages.count / size
        let start = region.start + random.below(whole) * size
        let end = min(start + random.number(in: 1...4) * size, region.end)
        return MemoryRegion(pages: PageRange(start: start, end: end), node: region.node)
    }

    private mutating func node() -> NodeID {
        guard random.below(4) == 0, !devices.isEmpty else {
            return places.machine.bootMemory[pick(places.machine.bootMemory.count)].node
        }
        return devices[pick(devices.count)].node
    }

    /// An event that no firmware should cause.
    private mutating func oddity() -> HotplugEvent {
        let block = blocksOfBoot()
        switch random.below(4) {
        case 0: return .online(PageRange(start: .limit, end: PageFrame.limit + size))
        case 1:
            return .add(
                MemoryRegion(pages: PageRange(start: .limit - size, end: .limit + size), node: places.freshNode), .acpi)
        case 2: return .add(block, .acpi)
        default: return .offline(PageRange(start: block.start + 1, end: block.end))
        }
    }
}
