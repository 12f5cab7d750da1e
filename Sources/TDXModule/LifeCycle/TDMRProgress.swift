import Guarded
import PhysicalMemory
import Synchronization

/// A configured TDMR and how far its PAMT is initialised.
final class TDMRProgress: Sendable {
    let base: PhysicalAddress
    let size: ByteCount
    /// Reserved areas as pages of the TDMR, ascending and disjoint.
    private let areas: [Range<UInt64>]
    private let pagesPerCall: UInt64
    /// Pages initialised so far; published after the call that did them.
    private let done = Atomic<UInt64>(0)
    /// The TDMR's own lock; guards the index of the first area that does not lie below the next page.
    private let firstArea = Guarded(0)

    init(_ info: TDMRInfo, callSize: ByteCount) {
        base = info.base
        size = info.size
        pagesPerCall = callSize.pages
        areas = info.reservedAreas.filter { $0.size != .zero }.map { $0.offset.pages..<$0.offset.pages + $0.size.pages }
    }

    var isComplete: Bool { done.load(ordering: .acquiring) == size.pages }

    /// Whether the page at `address` lies in a GiB whose calls are all done.
    func isInitialized(_ address: PhysicalAddress) -> Bool {
        let granule = (address - base).gib
        return (granule + 1) * PageFrame.perGranule <= done.load(ordering: .acquiring)
    }

    func isReserved(_ address: PhysicalAddress) -> Bool {
        let page = (address - base).pages
        return areas.contains { $0.contains(page) }
    }

    enum Answer {
        case done(TDMRInitStep)
        case busy
        case complete
    }

    /// Initialises the next pages.
    func advance() -> Answer {
        firstArea.withLockIfAvailable { firstArea in
            let start = done.load(ordering: .relaxed)
            guard start < size.pages else { return .complete }
            // A TDMR is of whole GiB, a GiB of whole calls.
            let end = start + pagesPerCall
            let outside = pagesPerCall - pagesInAreas(start..<end, &firstArea)
            done.store(end, ordering: .releasing)
            let next = base + .gib(end / PageFrame.perGranule)
            return .done(TDMRInitStep(size: .pages(pagesPerCall), sizeOutsideAreas: .pages(outside), next: next))
        } ?? .busy
    }

    private func pagesInAreas(_ pages: Range<UInt64>, _ index: inout Int) -> UInt64 {
        var count: UInt64 = 0
        while index < areas.count {
            count += UInt64(areas[index].clamped(to: pages).count)
            guard areas[index].upperBound <= pages.upperBound else { break }
            index += 1
        }
        return count
    }

    /// Holds the TDMR's lock while `body` runs, as a call on another LP would.
    func occupied<Result>(_ body: () -> Result) -> Result { firstArea.withLock { _ in body() } }
}
