import CProbes
internal import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#endif

/// The measures taken at the start of the process to make its figures repeatable, and those the system did not allow.
package struct ProcessIsolation: Hashable, Sendable {
    /// The one CPU the process may run on; nil: any, `pinningNote` says why.
    package var pinnedCPU: Int?
    /// Why the process is not pinned; nil where it is.
    package var pinningNote: PinningFault?
    /// Whether code, heap and stack lie at the same addresses in every run; if not, `addressNote` says why.
    package var fixedAddresses: Bool
    /// Why addresses differ from run to run; nil where they do not.
    package var addressNote: AddressFault?

    package init(
        pinnedCPU: Int? = nil, pinningNote: PinningFault? = nil, fixedAddresses: Bool = false,
        addressNote: AddressFault? = nil
    ) {
        self.pinnedCPU = pinnedCPU
        self.pinningNote = pinningNote
        self.fixedAddresses = fixedAddresses
        self.addressNote = addressNote
    }

    /// Which CPU to bind to.
    package enum Pinning: Hashable, Sendable {
        /// The highest-numbered CPU allowed.
        case automatic
        /// The CPU with this number.
        case cpu(Int)
        /// Not at all.
        case off
    }

    /// Makes this process as repeatable as the system allows. Turning off address randomisation needs a restart: on the first call the process may
    /// be replaced by itself with the same arguments.
    package static func establish(_ pinning: Pinning, arguments: [String]) -> ProcessIsolation {
        var isolation = ProcessIsolation()
        isolation.fixAddresses(arguments)
        isolation.pin(pinning)
        return isolation
    }

    /// Whether the system lets this process run on the CPU with this number; true where that cannot be told.
    package static func mayUse(cpu number: Int) -> Bool { probe_may_pin(Int32(clamping: number)) != 0 }

    private static let restarted = "BENCH_ADDRESSES_FIXED"

    private mutating func fixAddresses(_ arguments: [String]) {
        switch probe_fix_addresses() {
        case 1:
            fixedAddresses = true
        case 0:
            guard ChildProcess.variable(Self.restarted) == nil, let executable = ChildProcess.ownExecutable else {
                addressNote = .settingLost
                return
            }
            setenv(Self.restarted, "1", 1)
            addressNote = .notRestarted(ChildProcess(executable, arguments).replaceThisProcess())
        default:
            addressNote = .refused(Errno(rawValue: errno))
        }
    }

    private mutating func pin(_ pinning: Pinning) {
        let cpu: Int32
        switch pinning {
        case .off:
            pinningNote = .switchedOff
            return
        case .automatic: cpu = probe_last_allowed_cpu()
        case .cpu(let number): cpu = Int32(clamping: number)
        }
        guard cpu >= 0, cpu < 1024, probe_pin(cpu) == 0 else {
            pinningNote = .refused(Errno(rawValue: errno))
            return
        }
        pinnedCPU = Int(cpu)
    }
}
