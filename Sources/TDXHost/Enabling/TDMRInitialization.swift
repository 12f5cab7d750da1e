import Guarded
import PhysicalMemory
import TDXModule

/// How the kernel distributes TDH.SYS.TDMR.INIT over LPs.
public enum TDMRInitialization: Hashable, Sendable {
    /// One LP, TDMR after TDMR: Linux.
    case serial
    /// All online LPs. Each takes the TDMR with most left to do, initialises a GiB of it and gives it back.
    case parallel

    func run(
        _ tdmrs: [TDMRInfo], _ seamcalls: SEAMCALLWrapper, _ machine: any HostMachine, on processor: LogicalProcessorID
    ) throws(EnablingError) {
        do throws(SEAMCALLFailure) {
            switch self {
            case .serial:
                for tdmr in tdmrs {
                    _ = try Self.advance(tdmr, from: tdmr.base, upTo: tdmr.base + tdmr.size, seamcalls, on: processor)
                }
            case .parallel:
                try Self.runParallel(tdmrs, seamcalls, machine)
            }
        } catch { throw .seamcall(error) }
    }

    /// Makes calls until all below `end` is initialised.
    /// - Returns: where the next call continues, rounded down to 1 GiB.
    private static func advance(
        _ tdmr: TDMRInfo, from start: PhysicalAddress, upTo end: PhysicalAddress, _ seamcalls: SEAMCALLWrapper,
        on lp: LogicalProcessorID
    ) throws(SEAMCALLFailure) -> PhysicalAddress {
        var next = start
        while next < end {
            next = PhysicalAddress(
                try seamcalls.call(.sysTDMRInit, SEAMCALLRegisters(rcx: tdmr.base.rawValue), on: lp).rdx)
        }
        return next
    }

    /// TDMRs that no thread is initialising, and the first failure.
    private struct SharedWork {
        struct Share {
            let tdmr: TDMRInfo
            /// How far it has come.
            var next: PhysicalAddress

            var left: ByteCount { tdmr.base + tdmr.size - next }
        }

        var free: [Share]
        var failure: SEAMCALLFailure?

        /// The free TDMR with most left to initialise; nil when none is free or an LP has failed.
        mutating func take() -> Share? {
            guard failure == nil else { return nil }
            return free.indices.max { free[$0].left < free[$1].left }.map { free.remove(at: $0) }
        }
    }

    private static func runParallel(_ tdmrs: [TDMRInfo], _ seamcalls: SEAMCALLWrapper, _ machine: any HostMachine)
        throws(SEAMCALLFailure)
    {
        let work = Guarded(SharedWork(free: tdmrs.map { SharedWork.Share(tdmr: $0, next: $0.base) }))
        machine.forEach(of: machine.onlineProcessors) { lp in
            // An LP that finds nothing can stop: another LP is initialising each unfinished TDMR.
            while var share = work.withLock({ $0.take() }) {
                do throws(SEAMCALLFailure) {
                    share.next = try advance(
                        share.tdmr, from: share.next, upTo: share.next + .gib(1), seamcalls, on: lp)
                    if share.left > .zero { work.withLock { [share] in $0.free.append(share) } }
                } catch {
                    work.withLock { $0.failure = $0.failure ?? error }
                }
            }
        }
        if let failure = work.withLock({ $0.failure }) { throw failure }
    }
}
