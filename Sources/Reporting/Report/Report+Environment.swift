internal import Measurement

extension Report {
    func environmentSummary(_ machine: Int) -> String {
        let found = document.machines[machine]
        var text =
            "<p class=\"lead\">\(HTMLPage.escaped(found.key.description)). Started \(HTMLPage.escaped(found.run.started)), "
        text += "\(Figure.significant(found.run.duration.seconds)) s, seed \(found.run.seed).</p>\n"
        for warning in found.run.warnings { text += note(warning) }
        return text
    }

    /// All facts that a figure may depend on.
    func environment(_ machine: Int) -> String {
        let found = document.machines[machine]
        let environment = found.environment
        var rows: [(String, String)] = [
            ("processor", environment.processor.model),
            ("logical processors", "\(environment.processor.logicalProcessors)"),
            ("caches", environment.processor.caches.map(\.description).joined(separator: ", ")),
            ("hypervisor", environment.processor.hypervisor ?? "none"),
            ("frequency governor", environment.processor.governor ?? "not stated"),
            ("kernel", environment.system.kernel), ("C library", environment.system.libc),
            ("compiler", environment.build.compiler),
            ("build", "\(environment.build.mode), \(environment.build.architecture)"),
            ("transparent huge pages", environment.system.transparentHugePages ?? "not stated"),
            ("memory", ShortNumber.size(environment.system.memory)),
            ("load averages", environment.conditions.load.map { Figure.fixed($0, decimals: 2) }.joined(separator: " ")),
            (
                "pinned to CPU",
                environment.conditions.pinnedCPU.map(String.init)
                    ?? "no: \(environment.conditions.pinningNote?.description ?? "not asked")"
            ),
            (
                "addresses fixed",
                environment.conditions.fixedAddresses
                    ? "yes" : "no: \(environment.conditions.addressNote?.description ?? "not asked")"
            ),
            ("stolen CPU time", found.run.stealShare.map { Figure.percent($0, decimals: 2) } ?? "not stated"),
            ("programs", environment.system.programs?.joined(separator: ", ") ?? "not stated"),
            ("program", environment.build.program ?? "not stated"),
            ("command", "bench " + found.run.arguments.joined(separator: " ")),
        ]
        if let pressure = environment.conditions.cpuPressure {
            rows.append(("CPU pressure", "\(Figure.fixed(pressure, decimals: 2)) %"))
        }
        if !environment.system.variables.isEmpty {
            rows.append(("environment", environment.system.variables.joined(separator: " ")))
        }
        return "<h2>Environment</h2>\n" + HTMLPage.table(["", ""], rows.map { [.text($0.0), .text($0.1)] })
    }
}
