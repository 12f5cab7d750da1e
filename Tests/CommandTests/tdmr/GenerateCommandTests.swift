import MemoryMaps
import Testing
import TestSupport

@Suite struct GenerateCommandTests {
    @Test func `the command line and the recipe make the same bytes`() throws {
        let arguments = [
            "--preset", "emr-2s-snc", "--seed", "5", "--low-fragments", "9", "--tdx", "on", "--hotplug-windows", "2",
        ]
        let outcome = try BuiltProduct.tdmr.run(["generate"] + arguments)
        #expect(outcome.exitCode == 0)
        #expect(outcome.standardError.isEmpty)
        #expect(Array(outcome.outputBytes) == TDXMapWriter.bytes(try Recipe(arguments: arguments).map()))
    }

    @Test func `every option of a recipe is one of the command`() throws {
        let help = try BuiltProduct.tdmr.run(["generate", "--help"]).standardOutput
        for option in RecipeOption.allCases { #expect(help.contains("--\(option.rawValue) "), "\(option.rawValue)") }
        for preset in SyntheticPreset.all { #expect(help.contains("\(preset.name): "), "\(preset.name)") }
    }

    @Test func `what is generated can be planned`() throws {
        let map = try BuiltProduct.tdmr.run(["generate", "--preset", "spr-2s"]).outputBytes
        let plan = try BuiltProduct.tdmr.run(["plan", "-", "--strategy", "linux"], standardInput: map)
        #expect(plan.exitCode == 0, "\(plan.standardError)")
    }

    @Test(arguments: [
        ("--sockets", "two", "sockets"), ("--node-size", "1GB", "node-size"), ("--cmrs", "maybe", "cmrs"),
        ("--early-hole", "2-1", "early-hole"), ("--keyids", "1", "keyids"), ("--regions", "0", "regions"),
        ("--preset", "nosuch", "there are "),
    ])
    func `a value that is none is named with its option`(_ option: String, _ value: String, _ reason: String) throws {
        let outcome = try BuiltProduct.tdmr.run(["generate", option, value])
        let first = try #require(outcome.standardError.split(separator: "\n").first)
        #expect(outcome.exitCode == 64 && outcome.standardOutput.isEmpty)
        #expect(first.hasPrefix("Error: The value '\(value)' is invalid for '\(option) "), "\(first)")
        #expect(first.contains(reason), "\(first)")
    }

    @Test(arguments: [
        ["--sockets", "0"], ["--sockets", "65"], ["--sockets", "two"], ["--nodes-per-socket", "9"], ["--seed", "-1"],
        ["--preset", "nosuch"], ["extra"],
        ["--preset", "sized", "--sockets", "2"], ["--preset", "sized", "--regions", "4194305"],
        ["--preset", "adversarial-64n-runs", "--regions", "1"],
        ["--low-top", "4GiB", "--mmio-hole", "2GiB"], ["--cxl-at-boot", "on", "--cxl-windows", "0"],
        ["--node-stride", "512GiB", "--sparse-hole", "1GiB", "--node-size", "256GiB"],
        ["--sockets", "1", "--node-size", "64GiB", "--tebibyte-hole", "on"],
        ["--sockets", "64", "--nodes-per-socket", "8", "--node-size", "64TiB"], ["--regions", "1"],
    ])
    func `a usage error leaves with 64 and prints no map`(_ arguments: [String]) throws {
        let outcome = try BuiltProduct.tdmr.run(["generate"] + arguments)
        #expect(outcome.exitCode == 64)
        #expect(outcome.standardOutput.isEmpty)
        #expect(outcome.standardError.contains("Error: "))
    }
}
