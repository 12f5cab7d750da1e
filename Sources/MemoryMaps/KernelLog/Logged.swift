/// A range of a log with the line it stands in.
struct Logged<Value: Equatable>: Equatable {
    var value: Value
    var line: Int
}
