public import PhysicalMemory
public import TDXModule

/// Guests that start at the same time with dynamic PAMT, and what their pages cost the kernel: a tdx_pamt_get() for each page given to a guest, and a pair of PAMT pages for each
/// 2 MiB block on its first use.
///
/// Source: tip x86/tdx of September 2026, and the figures published with its patches (cover letters, 2026). A guest of 8 virtual processors and 8 GiB makes 706,000 gets while it
/// starts, and five of them 3.43 million: the pages that it was given by then, a third of its memory, not all of it. The mean of a get with one guest and with five is taken to grow
/// evenly with each guest more because all gets take one global lock.
public struct GuestStart: Hashable, Sendable {
    /// Guests that start at the same time.
    public var guests: UInt64
    /// Memory of each.
    public var memory: ByteCount
    /// The part of it that each was given by the end of its start, in pages of 4 KiB.
    public var touched: ByteCount
    /// Virtual processors of each guest.
    public var virtualProcessors: UInt64
    /// Whether counts above 0 are taken without the lock: a patch in flight.
    public var isLockFree: Bool

    /// Guests that start at the same time; without `touched`, each was given the part of its memory that the published guest was.
    public init(
        guests: UInt64, memory: ByteCount, touched: ByteCount? = nil, virtualProcessors: UInt64 = 8,
        isLockFree: Bool = false
    ) {
        self.guests = guests
        self.memory = memory
        self.touched = min(memory, touched ?? Self.publishedShare(of: memory))
        self.virtualProcessors = virtualProcessors
        self.isLockFree = isLockFree
    }

    /// The kernel's work and its time.
    public struct Cost: Hashable, Sendable {
        /// Calls of tdx_pamt_get, one for each page; of tdx_pamt_put as many when the guests go.
        public var gets: UInt64
        /// TDH.PHYMEM.PAMT.ADD, and later TDH.PHYMEM.PAMT.REMOVE.
        public var adds: UInt64
        /// Memory that the pairs take.
        public var pairs: ByteCount
        /// Pages that were allocated and freed unused, because the block already had its pair.
        public var wastedAllocations: UInt64
        /// Time in gets, all processors together, waiting for the lock included.
        public var get: Picoseconds
        /// The part of it spent waiting for other guests' gets.
        public var waiting: Picoseconds
        /// Time in puts when the guests go, all processors together.
        public var put: Picoseconds
    }

    /// The part of `memory` that the published guest touched: its 706,000 gets without secure EPT and control pages are 704,570 of 2,097,152 pages, 33.6 %.
    public static func publishedShare(of memory: ByteCount) -> ByteCount {
        .pages((memory.pages * publishedTouched + publishedMemory - 1) / publishedMemory)
    }

    /// `touched` as a part of `memory`, 0 ... 1.
    public var touchedShare: Double { memory > .zero ? Double(touched.rawValue) / Double(memory.rawValue) : 0 }

    private static let publishedTouched: UInt64 = 704_570
    private static let publishedMemory: UInt64 = 2_097_152

    /// Pages of a guest: those touched, TDR, TDCS and those of each virtual processor, and secure EPT, one page for each 512 of the level below.
    private var pagesOfGuest: UInt64 {
        let pages = touched.pages
        var tables: UInt64 = 0
        var level = pages
        repeat {
            level = (level + 511) / 512
            tables += level
        } while level > 1
        return pages + tables + 1 + Self.controlPages + virtualProcessors * Self.processorPages
    }

    private static let controlPages: UInt64 = 4
    private static let processorPages: UInt64 = 6

    /// - Parameters:
    ///   - costs: what a call costs.
    ///   - blocks: nil: each guest's pages fill whole blocks; otherwise the blocks of a machine over whose memory they are scattered, the worst case.
    public func cost(_ costs: CostModel, scatteredOver blocks: UInt64? = nil) -> Cost {
        let gets = guests * pagesOfGuest
        let filled = guests * ((pagesOfGuest + 511) / 512)
        let adds = blocks.map { min(gets, max(filled, $0)) } ?? filled
        let others = guests > 0 ? guests - 1 : 0
        let waiting = isLockFree ? Picoseconds.zero : gets * (others * costs.pamtWait)
        return Cost(
            gets: gets, adds: adds, pairs: adds * PAMTMemory.pairSize,
            wastedAllocations: isLockFree ? 0 : 2 * (gets - adds),
            get: gets * (isLockFree ? costs.pamtLockFreeGet : costs.pamtGet) + waiting + adds * costs.pamtAdd,
            waiting: waiting,
            put: gets * (costs.pamtPut + others * costs.pamtPutWait) + adds * costs.pamtRemove)
    }
}
