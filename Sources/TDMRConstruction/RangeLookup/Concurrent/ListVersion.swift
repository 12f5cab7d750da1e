/// One list's index, immutable. A class, so that one word refers to it and it is reference-counted.
///
/// Readers get the version and not its base, which would be copied for each call: 300 bytes for `AutoIndex`.
final class ListVersion<Base: RangeIndex>: Sendable {
    let base: Base

    init(_ base: Base) { self.base = base }
}
