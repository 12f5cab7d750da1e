/// One list's index, never changed once it is there. A class, so that one word names it and its memory is counted.
///
/// Readers get the version and not its base: that would be copied for each call, 300 bytes for `AutoIndex`.
final class ListVersion<Base: RangeIndex>: Sendable {
    let base: Base

    init(_ base: Base) { self.base = base }
}
