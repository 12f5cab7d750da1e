import ArgumentParser
import MemoryMaps
import Reporting
import TDXHost
import TDXModule

/// Which kernel and which module the answer is for, the same for every command that judges or plans.
struct ProfileOptions: ParsableArguments {
    @Option(
        help:
            "The kernel: \(KernelProfile.all.map(\.name).joined(separator: ", ")) (default: 7.3). tip knows dynamic PAMT.",
        completion: .list(KernelProfile.all.map(\.name)), transform: ProfileRequest.kernel(named:))
    var kernel: KernelProfile?

    @Option(
        help: ArgumentHelp(
            "The module: \(ModuleVersionNumber.published.map(\.description).joined(separator: ", ")) (default: 1.5.01, with kernel tip 2.0.18).",
            valueName: "version"),
        completion: .list(ModuleVersionNumber.published.map(\.description)), transform: ProfileRequest.module(named:))
    var module: ModuleVersionNumber?

    @Flag(
        name: .customLong("dynamic-pamt"),
        help:
            "Dynamic PAMT, a bitmap in place of the PAMT of 4 KiB pages: kernel tip and module 2.0.18 unless others are named."
    )
    var dynamicPAMT = false

    @Option(help: ArgumentHelp("Bits of that bitmap for each page (default: as the map says, else 1).", valueName: "n"))
    var bitmapBits: Int?

    private var request: ProfileRequest { ProfileRequest(kernel: kernel, module: module, dynamicPAMT: dynamicPAMT) }

    func validate() throws {
        try OptionRange.check("--bitmap-bits", bitmapBits, in: 0...Int(UInt16.max))
        do { _ = try request.profile() } catch { throw ValidationError("\(error)") }
    }

    /// Whether a machine's answer may be for dynamic PAMT: with a kernel that knows it, unless the module named has none.
    var mayUseDynamicPAMT: Bool {
        get throws {
            let profile = try request.profile()
            return profile.kernel.knowsDynamicPAMT && (module == nil || profile.pamt == .dynamic)
        }
    }

    /// The profile for no machine in particular.
    func profile() throws -> PlatformProfile { try request.profile() }

    /// The profile for a machine: warns where its log tells of another one.
    /// - Parameter followsLog: whether the module of the log counts where none is named.
    func profile(for reading: MapReading, followsLog: Bool = false) throws -> PlatformProfile {
        let profile = try request.profile(logged: followsLog ? reading.tdx.moduleVersion : nil)
        for warning in profile.contradictions(reading.tdx) {
            StandardError.print("\(reading.path): warning: \(warning)")
        }
        return profile
    }

    /// `map` with the bitmap asked for.
    func applied(to map: HostMemoryMap) -> HostMemoryMap {
        var map = map
        if let bitmapBits { map.limits.pamtBitmapBits = bitmapBits }
        return map
    }
}
