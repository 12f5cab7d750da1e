import Guarded
import TDXModule

/// What is done once for the module and once on each LP before anything else: TDH.SYS.INIT and TDH.SYS.LP.INIT.
///
/// The result of TDH.SYS.INIT is kept for ever, a failure too; a failed TDH.SYS.LP.INIT may be tried again.
final class ProcessorEnabling: Sendable {
    private struct State {
        var global: Result<Void, SEAMCALLFailure>?
        var ready: Set<LogicalProcessorID> = []
        /// LPs on which TDH.SYS.LP.INIT is running.
        var atWork: Set<LogicalProcessorID> = []
    }

    /// The kernel's raw spinlock: held through TDH.SYS.INIT, not through TDH.SYS.LP.INIT, which all LPs do at once.
    private let state = Guarded(State())

    /// Does what is missing on `lp`.
    func enable(_ lp: LogicalProcessorID, _ seamcalls: SEAMCALLWrapper) throws(SEAMCALLFailure) {
        let mustInitialise = try state.withLock { state throws(SEAMCALLFailure) in
            if state.global == nil {
                do throws(SEAMCALLFailure) {
                    try seamcalls.call(.sysInit, on: lp)
                    state.global = .success(())
                } catch {
                    state.global = .failure(error)
                }
            }
            try state.global?.get()
            return !state.ready.contains(lp) && state.atWork.insert(lp).inserted
        }
        guard mustInitialise else { return }
        do throws(SEAMCALLFailure) {
            try seamcalls.call(.sysLPInit, on: lp)
            finish(lp, isReady: true)
        } catch {
            finish(lp, isReady: false)
            throw error
        }
    }

    private func finish(_ lp: LogicalProcessorID, isReady: Bool) {
        state.withLock {
            $0.atWork.remove(lp)
            if isReady { $0.ready.insert(lp) }
        }
    }

    /// LPs that have done TDH.SYS.LP.INIT.
    var ready: Set<LogicalProcessorID> { state.withLock { $0.ready } }

    /// Another module was installed: it knows of no LP yet.
    func forget() { state.withLock { $0 = State() } }
}
