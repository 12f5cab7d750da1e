import Dispatch
import Foundation

/// Runs `body` on `count` threads at once and waits for all. Unlike a pool's these are as many as asked for, however few processors there are.
package func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let group = DispatchGroup()
    for index in 0..<count {
        group.enter()
        Thread {
            body(index)
            group.leave()
        }.start()
    }
    group.wait()
}
