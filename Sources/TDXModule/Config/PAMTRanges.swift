import PhysicalMemory

/// Where the three PAMT tables of one TDMR lie: whole pages below 2^52, as the rules before made sure.
struct PAMTRanges {
    var page4K: PageRange
    var page2M: PageRange
    var page1G: PageRange

    /// The tables in the order in which the module compares them.
    func forEach(_ body: (PAMTLevel, PageRange) throws(ConfigRefusal) -> Void) throws(ConfigRefusal) {
        try body(.page4K, page4K)
        try body(.page2M, page2M)
        try body(.page1G, page1G)
    }
}
