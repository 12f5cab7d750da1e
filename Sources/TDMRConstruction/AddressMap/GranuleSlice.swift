/// The unit of a coverage: a granule with usable memory, or several in a row in which nothing must be reserved, so that they may be cut at any granule.
///
/// Packed into 24 bytes because a machine may have millions of granules.
struct GranuleSlice: Hashable, Sendable {
    /// The count in the low bits, the start in the high bits.
    private var place: UInt64
    /// The pages in the low bits, the node in the high bits.
    private var use: UInt64
    /// The areas that it needs as a TDMR by itself.
    var areas: AreaCount
    /// The areas of the gap to the slice before, which is granules without usable memory.
    var gap: AreaCount

    private static let countBits: UInt64 = 23
    private static let pageBits: UInt64 = 41
    private static let noNode = 1 << (64 - pageBits) - 1

    init(start: Int, count: Int, areas: AreaCount, usablePages: Int, node: Int?, gap: AreaCount) {
        place = 0
        use = 0
        self.areas = areas
        self.gap = gap
        self.start = start
        self.count = count
        self.usablePages = usablePages
        self.node = node
    }

    var start: Int {
        get { Int(place >> Self.countBits) }
        set { place = place & (1 << Self.countBits - 1) | UInt64(newValue) << Self.countBits }
    }
    var count: Int {
        get { Int(place & (1 << Self.countBits - 1)) }
        set {
            precondition(newValue < 1 << Self.countBits)
            place = place & ~(1 << Self.countBits - 1) | UInt64(newValue)
        }
    }
    /// Pages that may be served.
    var usablePages: Int {
        get { Int(use & (1 << Self.pageBits - 1)) }
        set {
            precondition(newValue <= AddressMap.pageLimit)
            use = use & ~(1 << Self.pageBits - 1) | UInt64(newValue)
        }
    }
    /// The number of the node of all usable pages; nil when they lie on several nodes.
    var node: Int? {
        get {
            let node = Int(use >> Self.pageBits)
            return node == Self.noNode ? nil : node
        }
        set {
            precondition(newValue ?? 0 < Self.noNode)
            use = use & (1 << Self.pageBits - 1) | UInt64(newValue ?? Self.noNode) << Self.pageBits
        }
    }

    var end: Int { start + count }
    var range: GranuleRange { GranuleRange(start: start, count: count) }
    /// Whether nothing in it must be reserved: then it may be cut at any granule.
    var isPlain: Bool { areas.areas == 0 }
}

extension Collection<GranuleSlice> {
    /// The stretches of ascending slices: granules with usable memory without a gap between them.
    var stretches: [GranuleRange] {
        var stretches: [GranuleRange] = []
        for slice in self {
            if let last = stretches.last, last.end == slice.start {
                stretches[stretches.count - 1].count += slice.count
            } else {
                stretches.append(slice.range)
            }
        }
        return stretches
    }
}

extension Collection<GranuleSlice> {
    /// The number of granules of all slices.
    var granules: Int { reduce(0) { $0 + $1.count } }
}
