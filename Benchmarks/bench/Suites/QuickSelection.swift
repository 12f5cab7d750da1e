import Measurement

/// The selection of `--quick` where no case is named: the most informative groups, each well measured, without those whose input takes long to make.
enum QuickSelection {
    /// `dataset/mode` by family. A family that is not here is taken whole.
    private static let groups: [String: Set<String>] = [
        "e820": ["firmware-64/resolve", "firmware-1024/resolve", "firmware-16384/resolve", "crowded-1024/resolve"],
        "memlist": [
            "real-emr-foxcreekpass-2s-snc-256g-tdx-fail/fresh", "synthetic-16/fresh", "synthetic-1024/fresh",
            "synthetic-16384/fresh", "synthetic-16384/fresh-cmr", "synthetic-16384/rebuild", "synthetic-16384/shuffled",
        ],
        "reserve": [
            "real-emr-foxcreekpass-2s-snc-256g-tdx-fail/kernel-areas", "synthetic-1024/kernel-areas",
            "synthetic-16384/kernel-areas", "holes-1024/tight-16", "holes-16384/tight-16", "holes-16384/tight-4",
        ],
        "construct": [
            "real-emr-foxcreekpass-2s-snc-256g-tdx-fail/contig", "real-tdx-host-2tb-build784/contig",
            "synthetic-1024/off-map", "synthetic-16384/off-map", "striped-16384/off-map", "tdmrs-1024/off-map",
        ],
        "config-check": ["areas-3-16/accepted", "areas-16-64/accepted"],
        "lookup": [
            "random-16/throughput", "random-1024/throughput", "random-16384/throughput", "random-262144/throughput",
            "random-1024/latency", "random-16384/latency", "blocks-200/throughput",
            "real-tdx-host-2tb-build784/throughput",
        ],
        "concurrent": ["random-1024/single-1-thread-read-only", "random-1024/single-2-threads-read-only"],
        "hotplug": ["16s-12tib/events"],
        "hotplug-sweep": ["machine-64gib/128mib-blocks"],
        "coverage": [
            "real-emr-foxcreekpass-2s-snc-256g-tdx-fail/limits", "real-tdx-host-2tb-build784/limits",
            "32s-64tib/limits",
        ],
        "pamt": [
            "real-emr-foxcreekpass-2s-snc-256g-tdx-fail/linux-coverage", "real-tdx-host-2tb-build784/linux-coverage",
        ],
        "plan": [
            "real-emr-foxcreekpass-2s-snc-256g-tdx-fail/lps-64", "real-tdx-host-2tb-build784/lps-64",
            "pieces-1000/lps-64",
        ],
        "enable": [
            "real-tdx-host-2tb-build784/linux-64-lps", "real-tdx-host-2tb-build784/best-64-lps",
            "real-spr-8480ctdx-2s-256g-build698/emulated-module",
        ],
        "memory": [
            "buffer-4096/throughput", "buffer-4096/latency", "buffer-262144/throughput", "buffer-262144/latency",
        ],
    ]

    static func takes(_ selected: Selection.Group) -> Bool {
        guard let wanted = groups[selected.family.name] else { return true }
        return wanted.contains("\(selected.group.dataset.name)/\(selected.group.mode)")
    }

    /// The first entry of the list that names no group; nil: each names one.
    static func unknown(in families: [Family]) -> String? {
        for (name, wanted) in groups.sorted(by: { $0.key < $1.key }) {
            let known = families.first { $0.name == name }?.groups.map { "\($0.dataset.name)/\($0.mode)" } ?? []
            if let unknown = wanted.subtracting(known).min() { return "\(name): \(unknown)" }
        }
        return nil
    }
}
