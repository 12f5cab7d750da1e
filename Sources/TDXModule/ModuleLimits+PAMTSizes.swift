internal import PhysicalMemory

extension ModuleLimits {
    /// The sizes of a PAMT kept as `mode` says: the 4K level has an entry a page (`pamtEntrySize4K`) or `pamtBitmapBits` bits a page.
    public func pamtSizes(_ mode: PAMTMode = .static) -> PAMTSizes {
        func entries(_ level: PAMTLevel) -> ByteCount {
            let count = ByteCount.gib(1).rawValue / level.coverage.rawValue
            let (bytes, overflow) = count.multipliedReportingOverflow(by: pamtEntrySize(level).rawValue)
            return overflow ? PAMTSizes.largestPerGranule : ByteCount(bytes)
        }
        let bitmap = PageFrame.perGranule / 8 * UInt64(clamping: pamtBitmapBits)
        return PAMTSizes(
            perGranule4K: mode == .static ? entries(.page4K) : ByteCount(bitmap), perGranule2M: entries(.page2M),
            perGranule1G: entries(.page1G))
    }
}
