import ArgumentParser
import Measurement

/// `--plant REGEX=PERCENT`, the same for every command that can slow cases down on purpose.
struct PlantOption: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Add so much work to the cases that match: a test of gates, and of explanations.",
            valueName: "REGEX=PERCENT"))
    var plant: PlantedSlowdown?

    /// All families, those cases slowed down.
    var families: [Family] { plant?.planted(in: Families.all) ?? Families.all }
}
