/// A member with threads in a run that has one CPU for all of them.
struct OneCPU: Error, CustomStringConvertible {
    var description: String { "all its threads would share the one CPU of this run; --cpu any" }
}
