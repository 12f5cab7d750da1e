extension AddressMap {
    /// The pages that every 4K table has a multiple of.
    var pagesNoTableSplits: Int {
        let bytes = pamt.perGranule4K
        return bytes > .zero && bytes.isAligned(to: .page) ? Int(bytes.pages) : 1
    }
}
