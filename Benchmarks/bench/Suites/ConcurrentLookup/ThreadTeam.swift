import CProbes
import Dispatch
import Guarded
import Synchronization

/// A persistent team of threads: the caller and others, which do each piece of work together and sleep until the next.
///
/// Where each has a processor, who waits looks for a while before it sleeps: waking a thread takes a tenth of a short sample. Where the caller is bound to a CPU, each of
/// the others is bound to one of its own: the system would leave two of them on one for a whole sample. With more threads than processors they share them as the
/// system sees fit.
final class ThreadTeam: Sendable {
    private typealias Work = @Sendable (_ thread: Int) -> Void

    /// A semaphore whose signals are also counted, to be looked for before sleeping.
    private final class Signal: Sendable {
        private let semaphore = DispatchSemaphore(value: 0)
        private let sent = Atomic(0)
        private let seen = Atomic(0)

        func send() {
            semaphore.signal()
            sent.wrappingAdd(1, ordering: .relaxed)
        }

        /// - Parameter patience: nanoseconds to look for the signal.
        func wait(_ patience: UInt64) {
            let wanted = seen.wrappingAdd(1, ordering: .relaxed).newValue
            let end = probe_nanoseconds() + patience
            while sent.load(ordering: .relaxed) < wanted, probe_nanoseconds() < end {}
            semaphore.wait()
        }
    }

    /// The state shared with the other threads. It does not hold the team, which could otherwise never be released.
    private final class Order: Sendable {
        let work = Guarded<Work?>(nil)
        let start = Signal()
        let end = Signal()
    }

    /// One for each of the others.
    private let orders: [Order]
    private let patience: UInt64

    /// The processors that the threads have together, whatever the caller is bound to.
    static let processors = max(Int(probe_usable_cpus()), 1)

    /// - Parameter count: threads, the caller included.
    init(_ count: Int) {
        // Longer than what lies between the untimed and the timed part of a sample. Who looks takes the processor from others where there are too few.
        let patience: UInt64 = count <= Self.processors ? 50_000 : 0
        self.patience = patience
        let bound = probe_allowed_cpus() == 1 && count <= Self.processors ? probe_last_allowed_cpu() : -1
        orders = (1..<max(count, 1)).map { thread in
            let order = Order()
            // A queue of its own gets a thread of its own, however few processors there are.
            DispatchQueue(label: "lookup thread \(thread)").async {
                // Fails where there is no binding to undo.
                if bound < 0 || probe_pin_beside(bound, Int32(thread)) != 0 { _ = probe_unpin() }
                while true {
                    order.start.wait(patience)
                    guard let work = order.work.withLock({ $0 }) else { return }
                    work(thread)
                    order.end.send()
                }
            }
            return order
        }
    }

    deinit {
        for order in orders {
            order.work.withLock { $0 = nil }
            order.start.send()
        }
    }

    var count: Int { orders.count + 1 }

    /// Runs `work` on every thread, the caller as number 0, and returns when all have done it.
    func run(_ work: @escaping @Sendable (_ thread: Int) -> Void) {
        for order in orders {
            order.work.withLock { $0 = work }
            order.start.send()
        }
        work(0)
        for order in orders { order.end.wait(patience) }
    }
}
