import Algorithms

extension AddressMap {
    /// The most granules whose tables, all of one TDMR, have at most `pages` pages: more granules have more, however many TDMRs they are.
    func mostGranules(withPAMTOfAtMost pages: Int) -> Int {
        (1..<(1 << 22) + 1).partitioningIndex { pamtPages(granules: $0) > pages } - 1
    }
}
