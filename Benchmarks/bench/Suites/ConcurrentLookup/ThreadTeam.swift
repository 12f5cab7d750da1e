import CProbes
import Dispatch
import Guarded

/// A persistent team of threads: the caller and others, which do each piece of work together and sleep until the next.
///
/// The others are not bound to the CPU that the caller is bound to. With more threads than processors they share them as the system sees fit.
final class ThreadTeam: Sendable {
    private typealias Work = @Sendable (_ thread: Int) -> Void

    /// The state shared with the other threads. It does not hold the team, which could otherwise never be released.
    private final class Order: Sendable {
        let work = Guarded<Work?>(nil)
        let start = DispatchSemaphore(value: 0)
        let end = DispatchSemaphore(value: 0)
    }

    /// One for each of the others.
    private let orders: [Order]

    /// - Parameter count: threads, the caller included.
    init(_ count: Int) {
        orders = (1..<max(count, 1)).map { thread in
            let order = Order()
            // A queue of its own gets a thread of its own, however few processors there are.
            DispatchQueue(label: "lookup thread \(thread)").async {
                // Fails where there is no binding to undo.
                _ = probe_unpin()
                while true {
                    order.start.wait()
                    guard let work = order.work.withLock({ $0 }) else { return }
                    work(thread)
                    order.end.signal()
                }
            }
            return order
        }
    }

    deinit {
        for order in orders {
            order.work.withLock { $0 = nil }
            order.start.signal()
        }
    }

    var count: Int { orders.count + 1 }

    /// Runs `work` on every thread, the caller as number 0, and returns when all have done it.
    func run(_ work: @escaping @Sendable (_ thread: Int) -> Void) {
        for order in orders {
            order.work.withLock { $0 = work }
            order.start.signal()
        }
        work(0)
        for order in orders { order.end.wait() }
    }
}
