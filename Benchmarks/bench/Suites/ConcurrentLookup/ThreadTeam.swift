import CProbes
import Dispatch
import Guarded

/// Threads that stay: the caller and some others, which all do a piece of work together and then sleep until the next.
///
/// The others are not bound to the CPU that the caller is bound to. With more threads than processors they share them as the system sees fit.
final class ThreadTeam: Sendable {
    private typealias Work = @Sendable (_ thread: Int) -> Void

    /// What the others know; not the team, which could never go away then.
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
                // Refused where there is nothing to undo.
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
