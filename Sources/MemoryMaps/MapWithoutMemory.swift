import PhysicalMemory
import TDXModule

/// Everything of a map that is not memory, from a kernel log.
struct MapWithoutMemory {
    private(set) var map = HostMemoryMap()
    private(set) var concerns: ConcernList

    init(_ boot: Boot, path: String) {
        concerns = ConcernList(path: path)
        map.hotplugWindows = Self.hotplugWindows(boot)
        map.cmrs = boot.cmrs.isEmpty ? nil : boot.cmrs.list
        if let keyIDs = boot.keyIDs { map.keyIDs = keyIDs }
        map.statedLogicalProcessors = boot.processors
    }

    /// Takes a number of processors that is stated outside the log.
    mutating func take(processors: Int) { map.statedLogicalProcessors = processors }

    /// Takes facts that the selected boot does not state from the last boot that states them: the machine is most likely the same.
    mutating func complete(from choice: KernelLog.Choice) {
        if let other = choice.cmrs {
            map.cmrs = other.cmrs.list
            concerns.add(.takenFromOtherBoot("CMRs"), line: other.line)
        }
        if let keyIDs = choice.keyIDs?.keyIDs {
            map.keyIDs = keyIDs
            concerns.add(.takenFromOtherBoot("KeyIDs"), line: choice.keyIDs?.line)
        }
        if let processors = choice.processors?.processors {
            map.statedLogicalProcessors = processors
            concerns.add(.takenFromOtherBoot("processors"), line: choice.processors?.line)
        }
    }

    /// The SRAT's hot-pluggable ranges, in the order stated and each once; rounded inward to pages.
    private static func hotplugWindows(_ boot: Boot) -> [MemoryRegion] {
        var windows: [MemoryRegion] = []
        var seen: Set<MemoryRegion> = []
        for range in boot.affinity where range.value.isHotPluggable {
            let bytes = range.value.bytes
            let pages = PageRange(
                start: PageFrame(atOrAbove: PhysicalAddress(bytes.lowerBound)),
                end: PageFrame(bytes.upperBound == .max ? 1 << 52 : (bytes.upperBound + 1) >> 12))
            let window = MemoryRegion(pages: pages, node: range.value.node)
            if !pages.isEmpty, seen.insert(window).inserted { windows.append(window) }
        }
        return windows
    }
}
