extension MachineKey {
    /// What keeps figures of two machines from being compared.
    package struct Difference: Hashable, Sendable, CustomStringConvertible {
        /// What differs, as a noun: `processor`, `compiler`, `CPUs`.
        package var name: String
        /// On this machine; nil: there is none.
        package var here: String?
        /// On the other machine; nil: there is none.
        package var there: String?

        package var description: String { "another \(name): \(there ?? "none") and \(here ?? "none")" }
    }

    /// Why figures of `kind` from `other` cannot be compared with figures from here; nil when they can.
    func difference(from other: MachineKey, for kind: MeasuredFigure.Kind) -> Difference? {
        var pairs: [Difference] = []
        func add(_ name: String, _ value: (MachineKey) -> String?) {
            pairs.append(Difference(name: name, here: value(self), there: value(other)))
        }
        switch kind {
        case .exact: return nil
        case .timing:
            add("CPUs") { String($0.logicalProcessors) }
            add("caches", \.caches)
        case .count: add("valgrind", \.valgrind)
        }
        add("processor", \.processor)
        add("compiler", \.compiler)
        add("libc", \.libc)
        add("architecture", \.architecture)
        return pairs.first { $0.here != $0.there }
    }
}
