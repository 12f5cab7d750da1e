import ArgumentParser
import PhysicalMemory
import Reporting
import TDMRConstruction
import TDXHost

struct OnlineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "online",
        abstract: "Ask the memory notifier whether byte ranges may go online.",
        discussion: """
            A range may go online when it lies inside one entry of the memory list that TDX started with; it is then printed with OK, else with BAD. \
            Numbers are decimal or 0x hex and multiples of 4096.

            Examples:
              tdmr online boot.log 0x100000000-0x108000000
              tdmr online boot.log --union 0x1078000000-0x1088000000
            """
    )

    @OptionGroup var input: MapArgument

    @Argument(help: "Byte ranges START-END, END not included.", transform: TypedByteRange.init)
    var ranges: [TypedByteRange]

    @Flag(
        help:
            "Ask whether a range lies inside the union of the entries: it may then reach from one node's memory into another's."
    )
    var union = false

    @Flag(help: "Answer as after a failed initialisation: the list is empty, and everything may go online.")
    var afterFailure = false

    func run() throws {
        let reading = try input.read(needsMemory: true)
        let notifier = try MemoryNotifier<BinarySearch>(
            memory: afterFailure ? [] : reading.map.memory, predicate: union ? .union : .oneEntry)
        let lines = ranges.map { "\($0.text) \(notifier.mayGoOnline($0.pages) ? "OK" : "BAD")\n" }
        try StandardOutput.write(lines.joined().utf8)
    }
}
