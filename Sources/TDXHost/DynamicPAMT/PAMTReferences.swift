import Guarded
public import PhysicalMemory
public import TDXModule

/// The kernel's tdx_pamt_get() and tdx_pamt_put(): a count for each block of 2 MiB, a pair of PAMT pages while it is above 0. Any number of threads may call.
///
/// As in the tip tree, two pages are allocated before the global lock is taken, needed or not. `isLockFree` is the patch in flight that tests the count first.
public final class PAMTReferences: Sendable {
    private struct State {
        var counts: [UInt64: UInt32] = [:]
        var pages: [PhysicalAddress: HostAllocation] = [:]
        var hasWarned = false
        var leaked = ByteCount.zero
    }

    private let machine: any HostMachine
    private let seamcalls: SEAMCALLWrapper
    private let log: any HostLog
    private let isLockFree: Bool
    private let state = Guarded(State())

    /// Counts that are all 0. - Parameter isLockFree: whether counts above 0 are taken without the lock, a patch in flight.
    public init(on machine: some HostMachine, log: some HostLog, isLockFree: Bool = false) {
        self.machine = machine
        self.log = log
        self.isLockFree = isLockFree
        seamcalls = SEAMCALLWrapper(machine, log: log)
    }

    private static func block(_ page: PageFrame) -> UInt64 { page.rawValue / 512 }

    /// Makes sure that the page's block has its pair.
    /// - Throws: `outOfMemory` where the two pages cannot be had, even if they are not needed; `seamcall` where the module refuses. Nothing has changed then.
    public func get(_ page: PageFrame, on lp: LogicalProcessorID) throws(EnablingError) {
        let block = Self.block(page)
        if isLockFree, state.withLock({ Self.raise(block, &$0) }) { return }
        guard let first = machine.allocate(.pages(1), for: .pamtPage) else { throw .outOfMemory(.pamtPage) }
        guard let second = machine.allocate(.pages(1), for: .pamtPage) else {
            machine.free(first)
            throw .outOfMemory(.pamtPage)
        }
        var isTaken = false
        defer { if !isTaken { for spare in [first, second] { machine.free(spare) } } }
        isTaken = try state.withLock { state throws(EnablingError) in
            if Self.raise(block, &state) { return false }
            let registers = SEAMCALLRegisters(rcx: block << 21 | 1, rdx: first.base.rawValue, r8: second.base.rawValue)
            do throws(SEAMCALLFailure) {
                try seamcalls.call(.pamtAdd, registers, on: lp)
            } catch {
                warnOnce(&state)
                throw .seamcall(error)
            }
            state.counts[block] = 1
            state.pages[first.base] = first
            state.pages[second.base] = second
            return true
        }
    }

    private static func raise(_ block: UInt64, _ state: inout State) -> Bool {
        guard let count = state.counts[block], count > 0 else { return false }
        state.counts[block] = count + 1
        return true
    }

    /// Drops the reference of a page; the block's last one frees the pair. Where the module refuses to give it up, the pair is leaked and the count stays.
    public func put(_ page: PageFrame, on lp: LogicalProcessorID) {
        let block = Self.block(page)
        let freed = state.withLock { state -> [HostAllocation] in
            guard let count = state.counts[block] else { return [] }
            guard count == 1 else {
                state.counts[block] = count - 1
                return []
            }
            do throws(SEAMCALLFailure) {
                let result = try seamcalls.call(.pamtRemove, SEAMCALLRegisters(rcx: block << 21 | 1), on: lp)
                state.counts[block] = nil
                return [result.rdx, result.r8].compactMap { state.pages.removeValue(forKey: PhysicalAddress($0)) }
            } catch {
                warnOnce(&state)
                state.leaked += .pages(2)
                return []
            }
        }
        for page in freed {
            if machine.hasPartialWriteErratum { machine.clear(page) }
            machine.free(page)
        }
    }

    private func warnOnce(_ state: inout State) {
        if !state.hasWarned { log.print(.warning, "WARN: dynamic PAMT") }
        state.hasWarned = true
    }

    /// The reference count of the page's block.
    public func count(_ page: PageFrame) -> UInt32 { state.withLock { $0.counts[Self.block(page)] ?? 0 } }
    /// Memory of PAMT page pairs that the module did not give back.
    public var leaked: ByteCount { state.withLock { $0.leaked } }
}
