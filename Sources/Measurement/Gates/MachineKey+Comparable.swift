extension MachineKey {
    /// Why figures of `kind` from `other` cannot be compared with figures from here; nil when they can.
    func difference(from other: MachineKey, for kind: MeasuredFigure.Kind) -> String? {
        var pairs: [(String, String?, String?)] = []
        switch kind {
        case .exact: return nil
        case .timing:
            pairs = [
                ("CPUs", String(logicalProcessors), String(other.logicalProcessors)), ("caches", caches, other.caches),
            ]
        case .count: pairs = [("valgrind", valgrind, other.valgrind)]
        }
        pairs += [
            ("processor", processor, other.processor), ("compiler", compiler, other.compiler),
            ("libc", libc, other.libc),
            ("architecture", architecture, other.architecture),
        ]
        guard let (name, here, there) = pairs.first(where: { $0.1 != $0.2 }) else { return nil }
        return "another \(name): \(there ?? "none") and \(here ?? "none")"
    }
}
