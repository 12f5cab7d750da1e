extension BenchmarkGroup {
    /// The group with some contenders slowed down.
    func padded(_ names: Set<String>, share: Double) -> BenchmarkGroup {
        var group = self
        group.open = { [open] in
            let opened = try open()
            return OpenGroup { name in
                let workload = try opened.prepare(name)
                return names.contains(name) ? PaddedWorkload(workload, share: share) : workload
            }
        }
        return group
    }
}
