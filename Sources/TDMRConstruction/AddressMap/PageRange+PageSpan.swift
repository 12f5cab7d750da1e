import PhysicalMemory

extension PageRange {
    init(_ span: PageSpan) { self.init(UInt64(span.start), UInt64(span.end)) }
}
