import CProbes

/// Runs a closure in a copy of the process.
enum InCopy {
    private final class Box {
        let body: () -> Void
        init(_ body: @escaping () -> Void) { self.body = body }
    }

    static func run(_ body: () -> Void) {
        withoutActuallyEscaping(body) { body in
            let box = Box(body)
            withExtendedLifetime(box) {
                _ = probe_in_copy(
                    { context in
                        // The address of the box above, which lives until the copy has ended.
                        guard let context else { return }
                        Unmanaged<Box>.fromOpaque(context).takeUnretainedValue().body()
                    }, Unmanaged.passUnretained(box).toOpaque())
            }
        }
    }
}
