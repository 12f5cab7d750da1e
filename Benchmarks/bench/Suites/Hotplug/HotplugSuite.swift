import Measurement
import TDXHost

/// Changes of memory under each policy. An operation is a trace of random events on a machine that starts anew; a unit is one event.
enum HotplugSuite {
    static let family = Family(
        name: "hotplug", summary: "memory coming and going under a policy", operation: "trace", unit: "event",
        reference: "linux",
        merit: "wrongly-accepted",
        groups: [MapDataset.preset("16s-12tib"), .preset("cxl-2s"), .preset("32s-64tib", .extended)].map { dataset in
            BenchmarkGroup(
                dataset: dataset.dataset, mode: "events", tier: dataset.tier, countedOperations: 2,
                contenders: HotplugPolicies.all.map { policy in
                    Contender(policy.name) { HotplugWorkload(policy: policy, machine: $0) }
                } + [
                    .least { HotplugWorkload.least(on: $0) }
                ]
            ) { HotplugMachine(try dataset.map()) }
        })
}
