/// The result of reading a number.
enum ScannedNumber: Equatable {
    case value(UInt64)
    /// Well formed, but 2^64 or more.
    case overflow
    /// Not a number; the position has not moved.
    case none
}
