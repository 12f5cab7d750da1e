import ArgumentParser
import Measurement

/// `--plant REGEX=PERCENT`, the same for every command that can slow cases down on purpose.
struct PlantOption: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Add so much work to the cases that match: a test of gates, and of explanations.",
            valueName: "REGEX=PERCENT"))
    var plant: String?

    /// All families, those cases slowed down.
    func families() throws -> [Family] { try Self.families(plant) }

    static func families(_ text: String?) throws -> [Family] {
        guard let text else { return Families.all }
        guard let plant = PlantedSlowdown(text) else {
            throw ValidationError("--plant wants REGEX=PERCENT, not '\(text)'")
        }
        return plant.planted(in: Families.all)
    }
}
