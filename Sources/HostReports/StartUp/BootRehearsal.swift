package import MemoryMaps
package import TDMRConstruction
package import TDXHost
package import TDXModule

/// A whole boot of a profile's kernel on an emulated machine with the profile's module: the lines it prints, in order, and what it returns.
package struct BootRehearsal: Sendable {
    /// The kernel's lines about TDX.
    package let lines: [RecordingLog.Line]
    /// The error that the initcall returns (negated in the kernel); nil: TDX is initialised.
    package let errno: HostErrno?

    /// - Parameters:
    ///   - map: the machine.
    ///   - strategy: how it is planned.
    ///   - options: how it is started.
    ///   - platform: features of the processors and the kernel's configuration.
    package init(
        _ map: HostMemoryMap, strategy: Strategy, options: EnableOptions, platform: HostPlatform = HostPlatform()
    ) {
        let profile = options.profile
        let machine = EmulatedMachine(
            map, version: ModuleVersion(profile.module, limits: map.limits), platform: platform)
        let log = RecordingLog()
        var planning = options.planning(processors: options.logicalProcessors ?? map.logicalProcessors)
        planning.costs = planning.costs.of(profile.rules, bitmapBits: map.limits.pamtBitmapBits)
        let kernel = HostKernel(
            on: machine, profile: profile.kernel, planner: strategy.planner(planning),
            reads: strategy.reads(map),
            initialization: options.schedule == .serial ? .serial : .parallel,
            extensions: options.wantsExtensions ? .extensions : nil, log: log)
        errno = kernel.boot()
        lines = log.lines
    }
}
