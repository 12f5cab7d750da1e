import Guarded
import TDXModule

/// The first calls of a start-up: TDH.SYS.INIT once for the module, TDH.SYS.LP.INIT once on each LP.
///
/// The result of TDH.SYS.INIT is permanent, also a failure; a failed TDH.SYS.LP.INIT may be tried again.
final class ProcessorEnabling: Sendable {
    private struct State {
        var global: Result<Void, SEAMCALLFailure>?
        /// Whether each LP has done TDH.SYS.LP.INIT. Locked during the call: an LP executes one call at a time, so a second caller waits and finds it done.
        var isReady: [LogicalProcessorID: Guarded<Bool>] = [:]
    }

    /// The kernel's raw spinlock: held through TDH.SYS.INIT, not through TDH.SYS.LP.INIT, which all LPs do at once.
    private let state = Guarded(State())

    /// Makes the missing calls on `lp`. When it returns, the LP is ready, through this caller or another.
    func enable(_ lp: LogicalProcessorID, _ seamcalls: SEAMCALLWrapper) throws(SEAMCALLFailure) {
        let isReady = try state.withLock { state throws(SEAMCALLFailure) in
            if state.global == nil {
                do throws(SEAMCALLFailure) {
                    try seamcalls.call(.sysInit, on: lp)
                    state.global = .success(())
                } catch {
                    state.global = .failure(error)
                }
            }
            try state.global?.get()
            let isReady = state.isReady[lp] ?? Guarded(false)
            state.isReady[lp] = isReady
            return isReady
        }
        try isReady.withLock { isReady throws(SEAMCALLFailure) in
            guard !isReady else { return }
            try seamcalls.call(.sysLPInit, on: lp)
            isReady = true
        }
    }

    /// LPs that have done TDH.SYS.LP.INIT.
    var ready: Set<LogicalProcessorID> { Set(state.withLock(\.isReady).filter { $0.value.withLock { $0 } }.keys) }

    /// Another module was installed, on which no LP is initialised yet.
    func forget() { state.withLock { $0 = State() } }
}
