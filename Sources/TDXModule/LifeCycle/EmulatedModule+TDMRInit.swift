import Algorithms
public import PhysicalMemory

/// TDH.SYS.TDMR.INIT: no global lock, one lock per TDMR, so LPs work on different TDMRs at once.
extension EmulatedModule {
    func initializeTDMR(_ registers: SEAMCALLRegisters) -> SEAMCALLOutcome {
        var registers = registers
        let (status, step) = initializeTDMR(at: PhysicalAddress(registers.rcx))
        registers.rdx = step?.next.rawValue ?? 0
        return .returned(status, registers)
    }

    /// Initialises the next pages of the TDMR at `base`; returns the step where the status is success.
    public func initializeTDMR(at base: PhysicalAddress) -> (SEAMCALLStatus, TDMRInitStep?) {
        switch currentState {
        case .ready: break
        case .shutDown: return (.sysShutdown, nil)
        case .loaded, .initialized, .configured: return (.sysNotReady, nil)
        }
        let rcx = SEAMCALLOperand.rcx.rawValue
        guard let tdmr = state.withLock({ Self.tdmr(at: base, in: $0.tdmrs) }) else {
            return (.operandInvalid.detailed(rcx), nil)
        }
        return switch tdmr.advance() {
        case .done(let step): (.success, step)
        case .busy: (.operandBusy.detailed(rcx), nil)
        case .complete: (.tdmrAlreadyInitialized, nil)
        }
    }

    /// The TDMR that begins exactly at `base`; the list ascends.
    private static func tdmr(at base: PhysicalAddress, in tdmrs: [TDMRProgress]) -> TDMRProgress? {
        let index = tdmrs.partitioningIndex { $0.base >= base }
        return index < tdmrs.count && tdmrs[index].base == base ? tdmrs[index] : nil
    }
}
